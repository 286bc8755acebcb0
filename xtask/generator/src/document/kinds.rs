//! The kinds of objects of OpenAPI, and which fields of them hold which others, in each version.

use super::lift::beside;
use super::version::Version;

/// The objects of OpenAPI that hold references, or hold objects that do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Header,
    Schema,
    Example,
    Link,
    Callback,
    SecurityScheme,
}

/// How a field holds other objects.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// The field is one.
    One(Kind),
    /// The field is a list of them.
    List(Kind),
    /// The field is a map of them, under any keys.
    Map(Kind),
    /// The field is a map of them; keys that begin with `x-` are extensions.
    Patterned(Kind),
}

/// The fields of a path item that hold an operation.
pub(super) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The fields of a document of Swagger 2.0 that hold what OpenAPI 3.0 has in its components.
pub(super) const SECTIONS_OF_SWAGGER: [&str; 4] =
    ["definitions", "parameters", "responses", "securityDefinitions"];

impl Kind {
    /// The name that the specification uses.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Components => "components object",
            Self::PathItem => "path item",
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::RequestBody => "request body",
            Self::MediaType => "media type",
            Self::Encoding => "encoding",
            Self::Response => "response",
            Self::Header => "header",
            Self::Schema => "schema",
            Self::Example => "example",
            Self::Link => "link",
            Self::Callback => "callback",
            Self::SecurityScheme => "security scheme",
        }
    }

    /// The same with its article.
    pub(super) fn any(self) -> String {
        let article = if self.name().starts_with(['e', 'o']) { "an" } else { "a" };
        format!("{article} {}", self.name())
    }

    /// Whether a reference may stand in its place. The `$ref` of a path item does not count: beside other fields its
    /// meaning is undefined, and its target would have operations with two paths.
    pub(super) fn may_be_a_reference(self) -> bool {
        !matches!(
            self,
            Self::Document
                | Self::Components
                | Self::PathItem
                | Self::Operation
                | Self::MediaType
                | Self::Encoding
        )
    }

    /// The JSON type that a field must have to hold objects. `None` for a field that holds no objects, and for
    /// `additionalProperties`, which may have two types.
    pub(super) fn container(self, field: &str) -> Option<&'static str> {
        match self.holds(field)? {
            Holds::One(_) if field == "additionalProperties" => None,
            Holds::One(_) | Holds::Map(_) | Holds::Patterned(_) => Some("an object"),
            Holds::List(_) => Some("an array"),
        }
    }

    /// Whether the value of a field is an object of OpenAPI, and not a list or map of them.
    pub(super) fn holds_one(self, field: &str) -> bool {
        matches!(self.holds(field), Some(Holds::One(_)))
    }

    /// How a field holds other objects in a version of OpenAPI.
    pub(super) fn holds_in(self, version: Version, field: &str) -> Option<Holds> {
        match version {
            Version::OpenApi3_0 => self.holds(field),
            Version::Swagger2_0 => self.holds_in_swagger(field),
            Version::OpenApi3_1 => self.holds_in_3_1(field),
            Version::OpenApi3_2 => self.holds_in_3_2(field),
        }
    }

    fn holds_in_swagger(self, field: &str) -> Option<Holds> {
        use Holds::{Map, One};
        use Kind::*;
        Some(match (self, field) {
            (Document, "components") => return None,
            (Document, "definitions") => Map(Schema),
            (Document, "parameters") => Map(Parameter),
            (Document, "responses") => Map(Response),
            (Document, "securityDefinitions") => Map(SecurityScheme),
            (Response, "schema") | (Parameter | Header, "items") => One(Schema),
            _ => return self.holds(field),
        })
    }

    fn holds_in_3_1(self, field: &str) -> Option<Holds> {
        use Holds::{List, Map, One};
        use Kind::*;
        Some(match (self, field) {
            (Document, "webhooks") | (Components, "pathItems") => Map(PathItem),
            (Schema, "$defs" | "definitions" | "patternProperties" | "dependentSchemas") => Map(Schema),
            (Schema, "prefixItems") => List(Schema),
            (
                Schema,
                "contains"
                | "propertyNames"
                | "unevaluatedItems"
                | "unevaluatedProperties"
                | "if"
                | "then"
                | "else"
                | "contentSchema",
            ) => One(Schema),
            _ => return self.holds(field),
        })
    }

    fn holds_in_3_2(self, field: &str) -> Option<Holds> {
        use Holds::{List, Map, One};
        use Kind::*;
        Some(match (self, field) {
            (PathItem, "query") => One(Operation),
            (PathItem, "additionalOperations") => Map(Operation),
            (Components, "mediaTypes") => Map(MediaType),
            (MediaType, "itemSchema") => One(Schema),
            (MediaType | Encoding, "encoding") => Map(Encoding),
            (MediaType | Encoding, "prefixEncoding") => List(Encoding),
            (MediaType | Encoding, "itemEncoding") => One(Encoding),
            _ => return self.holds_in_3_1(field),
        })
    }

    /// How a field holds other objects in OpenAPI 3.0.
    fn holds(self, field: &str) -> Option<Holds> {
        use Holds::{List, Map, One, Patterned};
        use Kind::*;
        Some(match (self, field) {
            (Document, "paths") => Patterned(PathItem),
            (Document, "components") => One(Components),
            (Document, beside::WEBHOOKS) => Map(PathItem),
            (Components, "schemas") => Map(Schema),
            (Components, "responses") => Map(Response),
            (Components, "parameters") => Map(Parameter),
            (Components | Parameter | Header | MediaType, "examples") => Map(Example),
            (Components, "requestBodies") => Map(RequestBody),
            (Components | Response | Encoding, "headers") => Map(Header),
            (Components, "securitySchemes") => Map(SecurityScheme),
            (Components | Response, "links") => Map(Link),
            (Components | Operation, "callbacks") => Map(Callback),
            (PathItem | Operation, "parameters") => List(Parameter),
            (PathItem, method) if METHODS.contains(&method) => One(Operation),
            (Operation, "requestBody") => One(RequestBody),
            (Operation, "responses") => Patterned(Response),
            (Parameter | Header | RequestBody | Response, "content") => Map(MediaType),
            (Parameter | Header | MediaType, "schema") => One(Schema),
            (MediaType, "encoding") => Map(Encoding),
            (Callback, expression) if !expression.starts_with("x-") => One(PathItem),
            (Schema, "properties") => Map(Schema),
            (Schema, "items" | "additionalProperties" | "not") => One(Schema),
            (Schema, "allOf" | "oneOf" | "anyOf") => List(Schema),
            _ => return None,
        })
    }
}
