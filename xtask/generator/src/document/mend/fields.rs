//! The fields of each object of OpenAPI 3.0, apart from those that hold other objects, and the values that they hold.

use super::values::Form::{self, Any, Count, Flag, List, Number, Text, Texts, Type};
use crate::document::places::Kind;

/// The fields of an object. `None`: it is a map, whose keys mean nothing.
pub(super) fn of(kind: Kind) -> Option<&'static [(&'static str, Form)]> {
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
