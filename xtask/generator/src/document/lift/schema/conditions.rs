//! Schemas that apply on a condition: `if`, `then` and `else`, and `dependentSchemas`.

use serde_json::{Map, Value};

use super::super::beside::leave;
use super::super::step::Step;
use crate::document::pointer::Pointer;

/// Takes the properties that apply on a condition into the object, where none of them has to be there. Which values go
/// together is not checked.
pub(super) fn lift(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let condition = fields.remove("if");
    let mut branches = Vec::new();
    for keyword in ["then", "else"] {
        branches.extend(fields.remove(keyword).map(|schema| (at.join(keyword), schema)));
    }
    // Without a condition, these mean nothing.
    if condition.is_none() {
        branches.clear();
    } else {
        leave(
            fields,
            "if",
            "the properties of `then` and `else` are optional; which go together is not checked",
        );
    }
    if let Some(Value::Object(dependent)) = fields.remove("dependentSchemas") {
        leave(fields, "dependentSchemas", "their properties are optional; which go together is not checked");
        let place = at.join("dependentSchemas");
        branches.extend(dependent.into_iter().map(|(name, schema)| (place.join(name), schema)));
    }
    for (place, schema) in branches {
        adopt(fields, at, &place, &schema, step);
    }
}

/// Adds the properties of a schema to an object that describes others.
fn adopt(fields: &mut Map<String, Value>, at: &Pointer, from: &Pointer, schema: &Value, step: &mut Step<'_>) {
    let Some(Value::Object(added)) = schema.get("properties") else { return };
    let Some(Value::Object(properties)) = fields.get_mut("properties") else { return };
    let (from, to) = (from.join("properties"), at.join("properties"));
    let mut moves = Vec::new();
    for (name, property) in added {
        if !properties.contains_key(name) {
            moves.push((from.join(name), to.join(name)));
            properties.insert(name.clone(), property.clone());
        }
    }
    properties.sort_keys();
    step.origins.moved_together(moves);
}
