//! Limits that are numbers of their own, and exclude themselves.

use serde_json::{Map, Value, json};

use super::super::step::Step;
use super::combining::put;
use crate::document::pointer::Pointer;

/// Writes `exclusiveMinimum: 3` as `minimum: 3` and `exclusiveMinimum: true`. Of two limits the narrower counts.
pub(super) fn lift(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    for (inclusive, exclusive, is_least) in
        [("minimum", "exclusiveMinimum", true), ("maximum", "exclusiveMaximum", false)]
    {
        let Some(Value::Number(limit)) = fields.get(exclusive).cloned() else { continue };
        let other = fields.get(inclusive).and_then(Value::as_f64);
        let is_narrower = match (limit.as_f64(), other) {
            (Some(limit), Some(other)) => {
                if is_least {
                    limit >= other
                } else {
                    limit <= other
                }
            }
            _ => true,
        };
        if is_narrower {
            put(fields, inclusive, Value::Number(limit));
            put(fields, exclusive, json!(true));
            step.origins.came(&at.join(exclusive), &at.join(inclusive));
        } else {
            fields.remove(exclusive);
        }
    }
}
