//! Schemas that are defined within a schema: `$defs`, or `definitions` as in older drafts.

use serde_json::{Map, Value, json};

use super::super::step::Step;
use crate::document::pointer::Pointer;

/// Takes the definitions out of a schema.
pub(super) fn collect(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    for keyword in ["$defs", "definitions"] {
        collect_one(fields, keyword, at, step);
    }
}

/// Takes the definitions of one keyword out of an object.
pub(in super::super) fn collect_one(
    fields: &mut Map<String, Value>,
    keyword: &str,
    at: &Pointer,
    step: &mut Step<'_>,
) {
    let Some(Value::Object(definitions)) = fields.remove(keyword) else { return };
    for (name, schema) in definitions {
        step.definitions.push((at.join(keyword).join(&name), name, schema));
    }
}

/// Adds the definitions to the components, each under its own name, or where that is taken under that of the schema
/// around it as well.
pub(in super::super) fn become_components(document: &mut Value, step: &mut Step<'_>) {
    if step.definitions.is_empty() {
        return;
    }
    let Value::Object(fields) = document else { return };
    let components = fields.entry("components").or_insert_with(|| json!({}));
    let Value::Object(components) = components else { return };
    let Value::Object(schemas) = components.entry("schemas").or_insert_with(|| json!({})) else { return };
    let place = Pointer::root().join("components").join("schemas");
    for (from, name, schema) in std::mem::take(&mut step.definitions) {
        let is_taken = |key: &String| schemas.get(key).is_some_and(|known| *known != schema);
        let mut key = name.clone();
        if is_taken(&key) {
            let holder = from.split_last().and_then(|(section, _)| section.split_last()?.0.split_last());
            let longer = holder.map(|(_, holder)| format!("{holder}.{name}"));
            key = longer.clone().unwrap_or_else(|| format!("{name}.1"));
            let stem = longer.unwrap_or_else(|| name.clone());
            let mut number = 2;
            while is_taken(&key) {
                key = format!("{stem}.{number}");
                number += 1;
            }
        }
        step.origins.moved(&from, &place.join(&key));
        schemas.entry(key).or_insert(schema);
    }
    schemas.sort_keys();
}
