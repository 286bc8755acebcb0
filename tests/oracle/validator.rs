//! What a JSON Schema validator says of values: the crate `jsonschema`, on a document of OpenAPI 3.0.
//!
//! The schemas of OpenAPI 3.0 are those of draft 4 but for `nullable`, which is written as JSON Schema has it. Patterns and
//! formats are left out: a crate does not check them.

use jsonschema::{Registry, Validator};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::HashMap;

const ADDRESS: &str = "urn:document";

/// What schemas are under once null is written beside them.
const BESIDE_NULL: &str = "anyOf/1";

/// A document of which values can be judged.
pub struct Document {
    original: Value,
    registry: &'static Registry<'static>,
    validators: RefCell<HashMap<String, Option<std::rc::Rc<Validator>>>>,
}

impl Document {
    pub fn new(original: Value) -> Self {
        let mut schemas = as_json_schema(&original);
        schemas["$schema"] = json!("http://json-schema.org/draft-04/schema#");
        let registry = Registry::new().add(ADDRESS, schemas).unwrap().prepare().unwrap();
        // One document is judged for as long as the program runs.
        Self { original, registry: Box::leak(Box::new(registry)), validators: RefCell::default() }
    }

    /// The schema at a pointer as it stands in the document.
    pub fn schema(&self, pointer: &str) -> Option<&Value> {
        self.original.pointer(pointer)
    }

    /// Whether a value is valid by the schema at a pointer; `None`: the validator cannot read the schema.
    pub fn is_valid(&self, pointer: &str, value: &Value) -> Option<bool> {
        let validator = {
            let mut validators = self.validators.borrow_mut();
            validators
                .entry(pointer.to_owned())
                .or_insert_with(|| self.validator(pointer).map(Into::into))
                .clone()
        };
        validator.map(|validator| validator.is_valid(value))
    }

    fn validator(&self, pointer: &str) -> Option<Validator> {
        let reference = format!("{ADDRESS}#{}", fragment(&self.moved(pointer)));
        let options = jsonschema::draft4::options().with_registry(self.registry);
        options.build(&json!({ "$ref": reference })).ok()
    }

    /// Where the schema at a pointer stands once null is written beside schemas.
    fn moved(&self, pointer: &str) -> String {
        let mut at = &self.original;
        let mut moved = String::new();
        for step in pointer.split('/').skip(1) {
            if is_nullable(at) {
                moved += &format!("/{BESIDE_NULL}");
            }
            moved += &format!("/{step}");
            let key = step.replace("~1", "/").replace("~0", "~");
            at = match at {
                Value::Array(items) => key.parse().ok().and_then(|index: usize| items.get(index)),
                other => other.get(&key),
            }
            .unwrap_or(&Value::Null);
        }
        moved
    }
}

/// A pointer as the fragment of a URI.
fn fragment(pointer: &str) -> String {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte);
    pointer
        .bytes()
        .map(|byte| if is_plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn is_nullable(schema: &Value) -> bool {
    schema.get("nullable") == Some(&Value::Bool(true))
}

/// The numbers of an integer format, by which crates choose types.
fn keep_within_format(fields: &Map<String, Value>, plain: &mut Map<String, Value>) {
    let (least, most) = match fields.get("format").and_then(Value::as_str) {
        Some("int8") => (json!(i8::MIN), json!(i8::MAX)),
        Some("int16") => (json!(i16::MIN), json!(i16::MAX)),
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("uint8") => (json!(0), json!(u8::MAX)),
        Some("uint16") => (json!(0), json!(u16::MAX)),
        Some("uint32") => (json!(0), json!(u32::MAX)),
        Some("uint64") => (json!(0), json!(u64::MAX)),
        _ => (json!(i64::MIN), json!(i64::MAX)),
    };
    let bound = |fields: &Map<String, Value>, keyword: &str| fields.get(keyword).and_then(Value::as_f64);
    if bound(plain, "minimum").is_none_or(|bound| Some(bound) < least.as_f64()) {
        plain.insert("minimum".to_owned(), least);
    }
    if bound(plain, "maximum").is_none_or(|bound| Some(bound) > most.as_f64()) {
        plain.insert("maximum".to_owned(), most);
    }
}

fn as_json_schema(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(as_json_schema).collect(),
        Value::Object(fields) => {
            let kept = |(key, value): (&String, &Value)| {
                let is_dropped = match key.as_str() {
                    "pattern" | "format" => value.is_string(),
                    "nullable" => value.is_boolean(),
                    "id" => value.is_string(),
                    _ => false,
                };
                (!is_dropped).then(|| (key.clone(), as_json_schema(value)))
            };
            let mut plain: Map<String, Value> = fields.iter().filter_map(kept).collect();
            if fields.get("type") == Some(&json!("integer")) {
                keep_within_format(fields, &mut plain);
            }
            // A schema with properties or items is read as an object or a list, also where it names no type.
            let has = |keyword: &str| fields.get(keyword).is_some_and(Value::is_object);
            if !["type", "$ref", "enum", "allOf", "oneOf", "anyOf", "not"]
                .iter()
                .any(|key| fields.contains_key(*key))
            {
                let is_object = has("properties") || has("additionalProperties");
                let meant = if is_object { Some("object") } else { has("items").then_some("array") };
                plain.extend(meant.map(|meant| ("type".to_owned(), json!(meant))));
            }
            match is_nullable(value) {
                true => json!({ "anyOf": [{ "enum": [null] }, plain] }),
                false => Value::Object(plain),
            }
        }
        other => other.clone(),
    }
}
