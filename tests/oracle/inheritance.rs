//! Inheritance as a JSON Schema validator understands it. OpenAPI says of a schema with a discriminator that a value is
//! one of the schemas that extend it by `allOf`; JSON Schema does not know that word.

use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A document in which each such schema is `anyOf` those that extend it and itself alone, which then stands at its
/// pointer with `/variants/0` behind it, as the generator has it; and in which each demands that the tag names it.
#[must_use]
pub fn spelled_out(mut document: Value) -> Value {
    let Some(schemas) = document.pointer("/components/schemas").and_then(Value::as_object).cloned() else {
        return document;
    };
    let mut extending: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (key, schema) in &schemas {
        for extended in members(schema).filter_map(component) {
            extending.entry(extended.to_owned()).or_default().insert(key.clone());
        }
    }
    let mut spelled = schemas.clone();
    let is_base = |schema: &&Value| {
        schema.get("discriminator").is_some() && schema.get("oneOf").or(schema.get("anyOf")).is_none()
    };
    for (base, schema) in schemas.iter().filter(|(_, schema)| is_base(schema)) {
        let family: Vec<String> = kin(&extending, base).into_iter().chain([base.clone()]).collect();
        for key in family.iter().filter(|_| family.len() > 1) {
            let inner = kin(&extending, key);
            let tag = tag(schema, (base, key), &schemas);
            let alone = extend_alone(&schemas[key], &extending);
            let made = match inner.is_empty() {
                true => both(alone, tag),
                false => {
                    let itself = reference(&format!("{key}/variants/0"));
                    let variants: Vec<Value> =
                        inner.iter().map(|key| reference(key)).chain([itself]).collect();
                    json!({ "anyOf": variants, "variants": [{ "allOf": [alone, tag] }] })
                }
            };
            spelled.insert(key.clone(), made);
        }
    }
    document["components"]["schemas"] = Value::Object(spelled);
    document
}

fn members(schema: &Value) -> impl Iterator<Item = &Value> {
    schema.get("allOf").and_then(Value::as_array).into_iter().flatten()
}

/// The key of the component that a schema refers to.
fn component(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/").filter(|key| !key.contains('/'))
}

fn reference(key: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{key}") })
}

fn kin(extending: &BTreeMap<String, BTreeSet<String>>, of: &str) -> Vec<String> {
    let mut kin = Vec::new();
    let mut open = vec![of.to_owned()];
    while let Some(key) = open.pop() {
        for child in extending.get(&key).into_iter().flatten() {
            if child != of && !kin.contains(child) {
                kin.push(child.clone());
                open.push(child.clone());
            }
        }
    }
    kin
}

/// A schema whose `allOf` leads to others alone, and not to all that extend them.
fn extend_alone(schema: &Value, extending: &BTreeMap<String, BTreeSet<String>>) -> Value {
    let mut alone = schema.clone();
    for member in alone.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(key) = component(member).filter(|key| extending.contains_key(*key)) {
            *member = reference(&format!("{key}/variants/0/allOf/0"));
        }
    }
    if let Value::Object(fields) = &mut alone {
        fields.remove("discriminator");
    }
    alone
}

fn both(schema: Value, tag: Value) -> Value {
    let Value::Object(mut fields) = schema else { return schema };
    let mut members = fields.remove("allOf").and_then(|all| all.as_array().cloned()).unwrap_or_default();
    members.push(tag);
    fields.insert("allOf".to_owned(), json!(members));
    Value::Object(fields)
}

/// What a schema of a family demands of the tag, where it is there.
fn tag(base: &Value, (base_key, key): (&str, &str), schemas: &Map<String, Value>) -> Value {
    let declared = &base["discriminator"];
    let property = declared["propertyName"].as_str().unwrap_or_default();
    let mapping = declared.get("mapping").and_then(Value::as_object);
    let leads_here = |target: &Value| {
        target.as_str().is_some_and(|target| {
            target == key || target.rsplit_once("/schemas/").is_some_and(|(_, to)| to == key)
        })
    };
    let mapped = mapping.into_iter().flatten().filter(|(_, target)| leads_here(target));
    let mut values: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
    if values.is_empty() {
        let schema = &schemas[key];
        let claimed = schema.get("x-ms-discriminator-value").and_then(Value::as_str);
        let listed = members(schema).filter(|_| key != base_key).find_map(|member| {
            let listed = member.get("properties")?.get(property)?.get("enum")?.as_array()?;
            if let [Value::String(only)] = &listed[..] { Some(only.as_str()) } else { None }
        });
        values.push(claimed.or(listed).unwrap_or(key).to_owned());
    }
    json!({ "properties": { property: { "enum": values } } })
}
