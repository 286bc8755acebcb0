//! Reads what a schema demands of a value beside its type, as far as a crate can tell the variants of a union apart by it
//! without further libraries: all but patterns and formats.

use crate::model::{Constant, Keyword};
use serde_json::{Map, Number, Value};

/// What a schema demands, from its JSON.
pub(super) fn of(schema: &Value) -> Vec<Keyword> {
    let Some(schema) = schema.as_object() else { return Vec::new() };
    let mut found: Vec<Keyword> = listed(schema).into_iter().collect();
    numbers(schema, &mut found);
    counts(schema, &mut found);
    properties(schema, &mut found);
    found
}

/// Whether a schema allows null and nothing else.
pub(super) fn allows_null_alone(schema: &Value) -> bool {
    let listed = schema.get("enum").and_then(Value::as_array);
    listed.is_some_and(|values| !values.is_empty() && values.iter().all(Value::is_null))
}

/// The values of an enum. An enum of texts is a type, and not listed here.
fn listed(schema: &Map<String, Value>) -> Option<Keyword> {
    let values = schema.get("enum")?.as_array()?;
    let mut constants = Vec::new();
    for value in values.iter().filter(|value| !value.is_null()) {
        constants.push(Constant::of(value)?);
    }
    let are_texts = constants.iter().all(|constant| matches!(constant, Constant::String(_)));
    (!constants.is_empty() && !are_texts).then_some(Keyword::Enum(constants))
}

fn numbers(schema: &Map<String, Value>, found: &mut Vec<Keyword>) {
    let number = |keyword: &str| match schema.get(keyword) {
        Some(Value::Number(number)) => Some(number.clone()),
        _ => None,
    };
    let is_exclusive = |keyword: &str| schema.get(keyword) == Some(&Value::Bool(true));
    found.extend(number("minimum").map(|bound| match is_exclusive("exclusiveMinimum") {
        true => Keyword::ExclusiveMinimum(bound),
        false => Keyword::Minimum(bound),
    }));
    found.extend(number("maximum").map(|bound| match is_exclusive("exclusiveMaximum") {
        true => Keyword::ExclusiveMaximum(bound),
        false => Keyword::Maximum(bound),
    }));
    let is_positive = |of: &Number| of.as_f64().is_some_and(|of| of > 0.0);
    found.extend(number("multipleOf").filter(is_positive).map(Keyword::MultipleOf));
}

fn counts(schema: &Map<String, Value>, found: &mut Vec<Keyword>) {
    let count = |keyword: &str| schema.get(keyword)?.as_u64().and_then(|count| usize::try_from(count).ok());
    // That there are at least none says nothing.
    let least = |keyword: &str| count(keyword).filter(|count| *count > 0);
    found.extend(least("minLength").map(Keyword::MinLength));
    found.extend(count("maxLength").map(Keyword::MaxLength));
    found.extend(least("minItems").map(Keyword::MinItems));
    found.extend(count("maxItems").map(Keyword::MaxItems));
    found.extend((schema.get("uniqueItems") == Some(&Value::Bool(true))).then_some(Keyword::UniqueItems));
    found.extend(least("minProperties").map(Keyword::MinProperties));
    found.extend(count("maxProperties").map(Keyword::MaxProperties));
}

fn properties(schema: &Map<String, Value>, found: &mut Vec<Keyword>) {
    if schema.get("additionalProperties") == Some(&Value::Bool(false)) {
        let named = schema.get("properties").and_then(Value::as_object);
        found.push(Keyword::Only(named.into_iter().flatten().map(|(name, _)| name.clone()).collect()));
    }
    if let Some(excluded) = schema.get("not") {
        let alternatives = excluded.get("anyOf").or(excluded.get("oneOf")).and_then(Value::as_array);
        let alternatives = alternatives.filter(|_| excluded.get("required").is_none());
        match alternatives.map(|alternatives| alternatives.iter().map(required_alone).collect()) {
            Some(Some(lists)) => {
                let lists: Vec<Vec<String>> = lists;
                found.extend(lists.into_iter().map(Keyword::NotAll));
            }
            _ => found.extend(required_alone(excluded).map(Keyword::NotAll)),
        }
    }
    for (keyword, made) in
        [("anyOf", Keyword::AnyRequired as fn(Vec<Vec<String>>) -> Keyword), ("oneOf", Keyword::OneRequired)]
    {
        let alternatives = schema.get(keyword).and_then(Value::as_array);
        let lists = alternatives.and_then(|all| all.iter().map(required_alone).collect());
        found.extend(lists.map(made));
    }
}

/// The properties that a schema demands, where it says nothing else.
fn required_alone(schema: &Value) -> Option<Vec<String>> {
    let says_more = |key: &String| !["required", "type", "title", "description"].contains(&key.as_str());
    let object = schema.as_object()?;
    if object.keys().any(says_more) || object.get("type").is_some_and(|of| of != "object") {
        return None;
    }
    object.get("required")?.as_array()?.iter().map(|name| name.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_schema_demands_is_read() {
        for (schema, demanded) in [
            (json!({"type": "string", "enum": ["a"]}), vec![]),
            (json!({"type": "string", "minLength": 0, "maxLength": 0}), vec![Keyword::MaxLength(0)]),
            (json!({"type": "boolean", "enum": [true]}), vec![Keyword::Enum(vec![Constant::Boolean(true)])]),
            (
                json!({"type": "integer", "minimum": 1, "maximum": 5, "exclusiveMaximum": true}),
                vec![Keyword::Minimum(1.into()), Keyword::ExclusiveMaximum(5.into())],
            ),
            (json!({"type": "number", "multipleOf": 0}), vec![]),
            (
                json!({"type": "object", "properties": {"a": {}}, "additionalProperties": false}),
                vec![Keyword::Only(vec!["a".to_owned()])],
            ),
            (json!({"not": {"required": ["a"]}}), vec![Keyword::NotAll(vec!["a".to_owned()])]),
            (json!({"not": {"type": "string"}}), vec![]),
            (
                json!({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}),
                vec![Keyword::OneRequired(vec![vec!["a".to_owned()], vec!["b".to_owned()]])],
            ),
            (json!({"oneOf": [{"required": ["a"]}, {"type": "string"}]}), vec![]),
            (
                json!({"not": {"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}}),
                vec![Keyword::NotAll(vec!["a".to_owned()]), Keyword::NotAll(vec!["b".to_owned()])],
            ),
        ] {
            assert_eq!(of(&schema), demanded, "{schema}");
        }
    }

    #[test]
    fn null_alone_is_what_lists_nothing_else() {
        assert!(allows_null_alone(&json!({"type": "object", "nullable": true, "enum": [null]})));
        assert!(!allows_null_alone(&json!({"enum": [null, "a"]})));
        assert!(!allows_null_alone(&json!({"nullable": true})));
    }
}
