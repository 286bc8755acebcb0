//! The fields of each object of OpenAPI, apart from those that hold other objects, and the values that they hold.

use super::values::Form::{
    self, Any, Count, Flag, List, Number, Text, TextLists, Texts, Type, TypeOrFile, Types,
};
use crate::document::places::Kind;
use crate::document::version::Version;

/// The fields of an object in a version. `None`: it is a map, whose keys mean nothing.
pub(super) fn of(version: Version, kind: Kind) -> Option<&'static [(&'static str, Form)]> {
    match (version, kind) {
        (Version::Swagger2_0, Kind::Document) => Some(SWAGGER),
        (Version::Swagger2_0, Kind::Operation) => Some(OPERATION_OF_SWAGGER),
        (Version::Swagger2_0, Kind::Parameter) => Some(PARAMETER_OF_SWAGGER),
        (Version::Swagger2_0, Kind::Header) => PARAMETER_OF_SWAGGER.get(2..),
        (Version::Swagger2_0, Kind::SecurityScheme) => Some(SCHEME_OF_SWAGGER),
        (Version::Swagger2_0, Kind::Schema) => Some(SCHEMA_OF_SWAGGER),
        (Version::OpenApi3_1 | Version::OpenApi3_2, Kind::Schema) => Some(JSON_SCHEMA),
        _ => of_3_0(kind),
    }
}

fn of_3_0(kind: Kind) -> Option<&'static [(&'static str, Form)]> {
    Some(match kind {
        Kind::Document => &[
            ("openapi", Any),
            ("info", Any),
            ("servers", Any),
            ("security", Any),
            ("tags", Any),
            ("externalDocs", Any),
        ],
        Kind::Callback => return None,
        Kind::Components => &[],
        Kind::PathItem => &[("$ref", Any), ("summary", Text), ("description", Text), ("servers", Any)],
        Kind::Operation => &[
            ("tags", Texts),
            ("summary", Text),
            ("description", Text),
            ("externalDocs", Any),
            ("operationId", Text),
            ("deprecated", Flag),
            ("security", Any),
            ("servers", Any),
        ],
        Kind::Parameter => PARAMETER,
        Kind::Header => PARAMETER.get(2..).unwrap_or_default(),
        Kind::RequestBody => &[("description", Text), ("required", Flag)],
        Kind::MediaType => &[("example", Any)],
        Kind::Encoding => {
            &[("contentType", Text), ("style", Text), ("explode", Flag), ("allowReserved", Flag)]
        }
        Kind::Response => &[("description", Text)],
        Kind::Example => &[("summary", Text), ("description", Text), ("value", Any), ("externalValue", Text)],
        Kind::Link => &[
            ("operationRef", Text),
            ("operationId", Text),
            ("parameters", Any),
            ("requestBody", Any),
            ("description", Text),
            ("server", Any),
        ],
        Kind::SecurityScheme => &[
            ("type", Text),
            ("description", Text),
            ("name", Text),
            ("in", Text),
            ("scheme", Text),
            ("bearerFormat", Text),
            ("flows", Any),
            ("openIdConnectUrl", Text),
        ],
        Kind::Schema => SCHEMA,
    })
}

const PARAMETER: &[(&str, Form)] = &[
    ("name", Text),
    ("in", Text),
    ("description", Text),
    ("required", Flag),
    ("deprecated", Flag),
    ("allowEmptyValue", Flag),
    ("style", Text),
    ("explode", Flag),
    ("allowReserved", Flag),
    ("example", Any),
];

const SCHEMA: &[(&str, Form)] = &[
    ("default", Any),
    ("deprecated", Flag),
    ("description", Text),
    ("discriminator", Any),
    ("enum", List),
    ("example", Any),
    ("exclusiveMaximum", Flag),
    ("exclusiveMinimum", Flag),
    ("externalDocs", Any),
    ("format", Text),
    ("maxItems", Count),
    ("maxLength", Count),
    ("maxProperties", Count),
    ("maximum", Number),
    ("minItems", Count),
    ("minLength", Count),
    ("minProperties", Count),
    ("minimum", Number),
    ("multipleOf", Number),
    ("nullable", Flag),
    ("pattern", Text),
    ("readOnly", Flag),
    ("required", Texts),
    ("title", Text),
    ("type", Type),
    ("uniqueItems", Flag),
    ("writeOnly", Flag),
    ("xml", Any),
];

const SWAGGER: &[(&str, Form)] = &[
    ("swagger", Any),
    ("info", Any),
    ("host", Text),
    ("basePath", Text),
    ("schemes", Texts),
    ("consumes", Texts),
    ("produces", Texts),
    ("security", Any),
    ("tags", Any),
    ("externalDocs", Any),
    // Of the command line.
    ("servers", Any),
];

const OPERATION_OF_SWAGGER: &[(&str, Form)] = &[
    ("tags", Texts),
    ("summary", Text),
    ("description", Text),
    ("externalDocs", Any),
    ("operationId", Text),
    ("consumes", Texts),
    ("produces", Texts),
    ("schemes", Texts),
    ("deprecated", Flag),
    ("security", Any),
];

const PARAMETER_OF_SWAGGER: &[(&str, Form)] = &[
    ("name", Text),
    ("in", Text),
    ("description", Text),
    ("required", Flag),
    ("allowEmptyValue", Flag),
    ("collectionFormat", Text),
    ("x-nullable", Flag),
];

const SCHEME_OF_SWAGGER: &[(&str, Form)] = &[
    ("type", Text),
    ("description", Text),
    ("name", Text),
    ("in", Text),
    ("flow", Text),
    ("authorizationUrl", Text),
    ("tokenUrl", Text),
];

const SCHEMA_OF_SWAGGER: &[(&str, Form)] = &[("type", TypeOrFile), ("x-nullable", Flag)];

const JSON_SCHEMA: &[(&str, Form)] = &[
    ("$anchor", Text),
    ("$dynamicAnchor", Text),
    ("$dynamicRef", Text),
    ("$id", Text),
    ("contentEncoding", Text),
    ("contentMediaType", Text),
    ("dependentRequired", TextLists),
    ("deprecated", Flag),
    ("description", Text),
    ("enum", List),
    ("examples", List),
    ("exclusiveMaximum", Number),
    ("exclusiveMinimum", Number),
    ("format", Text),
    ("maxContains", Count),
    ("maxItems", Count),
    ("maxLength", Count),
    ("maxProperties", Count),
    ("maximum", Number),
    ("minContains", Count),
    ("minItems", Count),
    ("minLength", Count),
    ("minProperties", Count),
    ("minimum", Number),
    ("multipleOf", Number),
    ("nullable", Flag),
    ("pattern", Text),
    ("readOnly", Flag),
    ("required", Texts),
    ("title", Text),
    ("type", Types),
    ("uniqueItems", Flag),
    ("writeOnly", Flag),
];
