//! Null as one of several alternatives.

use serde_json::{Map, Value, json};

use super::super::step::Step;
use super::combining::{add_to_all_of, put, take_in};
use crate::document::pointer::Pointer;

/// Writes an alternative that is null alone as `nullable: true`. Where one other is left, the schema is that one.
pub(super) fn lift(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    for keyword in ["anyOf", "oneOf"] {
        let Some(Value::Array(members)) = fields.get(keyword) else { continue };
        if !members.iter().any(is_null) {
            continue;
        }
        let Some(Value::Array(members)) = fields.remove(keyword) else { continue };
        let kept = members.into_iter().enumerate().filter(|(_, member)| !is_null(member));
        let mut kept: Vec<(usize, Value)> = kept.collect();
        put(fields, "nullable", json!(true));
        let list = at.join(keyword);
        match kept.len() {
            0 => put(fields, "enum", json!([null])),
            1 => {
                let Some((index, member)) = kept.pop() else { continue };
                let from = list.join(index);
                let inner = member.as_object().cloned().unwrap_or_default();
                if !take_in(fields, at, &inner, &from, step) {
                    add_to_all_of(fields, at, step, vec![(member, Some(from))]);
                }
            }
            _ => {
                let moves = kept.iter().enumerate().map(|(to, (from, _))| (list.join(from), list.join(to)));
                step.origins.moved_together(moves);
                put(fields, keyword, kept.into_iter().map(|(_, member)| member).collect());
            }
        }
    }
}

/// Whether a lifted schema takes null and nothing else.
fn is_null(schema: &Value) -> bool {
    schema.get("enum").and_then(Value::as_array).is_some_and(|values| values.iter().all(Value::is_null))
        && !schema.get("enum").is_some_and(|values| values == &json!([]))
}
