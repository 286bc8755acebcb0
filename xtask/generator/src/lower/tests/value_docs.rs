//! What the documentation of the values of an enum says.

use super::{api, object};
use crate::model::Definition;
use serde_json::{Value, json};

/// What is said of each value of an enum.
fn said(schema: &Value) -> Vec<String> {
    let api = api(&object(&json!({"mode": schema}), &[]), &json!({}));
    let found = api.types.values().find_map(|definition| match definition {
        Definition::Enum(found) => Some(found),
        _ => None,
    });
    found.unwrap().values.iter().map(|value| value.description.clone()).collect()
}

#[test]
fn values_are_described_by_a_list_or_by_their_names() {
    let values = json!(["on", "off"]);
    let listed = json!({"type": "string", "enum": values, "x-enum-descriptions": ["It runs.", "It rests."]});
    assert_eq!(said(&listed), ["It runs.", "It rests."]);
    let named = json!({"type": "string", "enum": values, "x-enumDescriptions": {"off": "It rests."}});
    assert_eq!(said(&named), ["", "It rests."]);
}

#[test]
fn what_is_no_text_and_what_has_no_value_is_not_said() {
    let schema =
        json!({"type": "string", "enum": ["on", "off"], "x-enum-descriptions": [null, "It rests.", "More."]});
    assert_eq!(said(&schema), ["", "It rests."]);
    assert_eq!(said(&json!({"type": "string", "enum": ["on"], "x-enum-descriptions": 3})), [""]);
}
