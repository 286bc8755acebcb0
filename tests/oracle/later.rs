//! The same documents as OpenAPI 3.1 writes them: each has a twin of 3.0 that allows the same values, by which they are
//! judged, so that only the generator reads the constructs of 3.1.
//!
//! Further components have what 3.0 has no word for. Their twins say it as draft 4 of JSON Schema does (`items` as a list,
//! `dependencies`), which the validator reads.

use super::grammar;
use super::random::Random;
use serde_json::{Map, Value, json};

/// How many further components there are.
const FURTHER: usize = 8;

/// A document of 3.1, and its twin of 3.0.
pub struct Twins {
    pub document: Value,
    pub judged: Value,
}

/// The twins of a seed, with that many component schemas beside the further ones.
pub fn twins(seed: u64, schemas: usize) -> Twins {
    let mut judged = grammar::document(seed, schemas);
    let mut document = judged.clone();
    document["openapi"] = json!("3.1.0");
    let mut writer = Writer { random: Random::new(seed ^ 0x31), defined: Map::new(), own: Map::new() };
    let components = judged["components"]["schemas"].as_object().cloned().unwrap_or_default();
    for (key, schema) in components {
        let mut written = writer.schema(&schema);
        writer.put_definitions(&mut written, &key);
        document["components"]["schemas"][&key] = written;
    }
    for at in 0..FURTHER {
        let key = format!("L{at}");
        let (later, twin) = writer.further();
        for (document, schema) in [(&mut document, later), (&mut judged, twin)] {
            document["components"]["schemas"][&key] = schema;
            document["paths"][format!("/{key}")] = grammar::path(&key);
        }
    }
    for (key, schema) in writer.defined {
        judged["components"]["schemas"][key] = schema;
    }
    Twins { document, judged }
}

struct Writer {
    random: Random,
    /// What stands in `$defs` of components, as the twin has it.
    defined: Map<String, Value>,
    /// What stands in `$defs` of the component that is written.
    own: Map<String, Value>,
}

impl Writer {
    fn put_definitions(&mut self, written: &mut Value, key: &str) {
        let own = std::mem::take(&mut self.own);
        if own.is_empty() {
            return;
        }
        let mut text = written.to_string();
        for name in own.keys() {
            text = text
                .replace(&format!("#/$defs/{name}\""), &format!("#/components/schemas/{key}/$defs/{name}\""));
        }
        *written = serde_json::from_str(&text).unwrap();
        written["$defs"] = Value::Object(own);
    }

    /// A schema that allows the same values.
    fn schema(&mut self, twin: &Value) -> Value {
        let Value::Object(fields) = twin else { return twin.clone() };
        if fields.is_empty() && self.random.percent(50) {
            return json!(true);
        }
        if fields.contains_key("$ref") {
            let mut schema = twin.clone();
            if self.random.percent(30) {
                schema["description"] = json!("What is said of it here.");
            }
            return schema;
        }
        let mut schema: Map<String, Value> =
            fields.iter().map(|(keyword, value)| (keyword.clone(), self.keyword(keyword, value))).collect();
        self.further_properties(&mut schema);
        match schema.remove("nullable") {
            Some(_) => self.with_null(schema),
            None => {
                self.constant(&mut schema);
                Value::Object(schema)
            }
        }
    }

    fn keyword(&mut self, keyword: &str, value: &Value) -> Value {
        match (keyword, value) {
            ("properties", Value::Object(properties)) => {
                properties.iter().map(|(name, property)| (name.clone(), self.property(property))).collect()
            }
            ("items" | "additionalProperties", schema @ Value::Object(_)) => self.schema(schema),
            ("oneOf" | "anyOf" | "allOf", Value::Array(members)) => {
                members.iter().map(|member| self.schema(member)).collect()
            }
            _ => value.clone(),
        }
    }

    /// The schema of a property, or a reference to where it is defined.
    fn property(&mut self, twin: &Value) -> Value {
        let is_object = twin.get("properties").is_some() && twin.get("nullable").is_none();
        if !is_object || !self.random.percent(30) {
            return self.schema(twin);
        }
        let name = format!("D{}", self.defined.len());
        self.defined.insert(name.clone(), twin.clone());
        let written = self.schema(twin);
        self.own.insert(name.clone(), written);
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    fn constant(&mut self, schema: &mut Map<String, Value>) {
        let only = schema.get("enum").and_then(Value::as_array).filter(|values| values.len() == 1);
        if let Some(only) = only.map(|values| values[0].clone())
            && self.random.percent(60)
        {
            schema.remove("enum");
            schema.insert("const".to_owned(), only);
        }
    }

    /// A schema that allows null, too.
    fn with_null(&mut self, mut schema: Map<String, Value>) -> Value {
        let is_null_alone = schema.get("enum") == Some(&json!([null]));
        if is_null_alone {
            return if self.random.percent(50) {
                json!({ "type": "null" })
            } else {
                json!({ "const": null })
            };
        }
        let Some(name) = schema.get("type").cloned() else {
            return json!({ "anyOf": [schema, { "type": "null" }] });
        };
        schema.insert("type".to_owned(), json!([name, "null"]));
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.push(Value::Null);
        }
        Value::Object(schema)
    }

    fn further_properties(&mut self, schema: &mut Map<String, Value>) {
        let Some(further) = schema.get("additionalProperties").cloned() else { return };
        let (keyword, value) = match &further {
            Value::Bool(false) => ("unevaluatedProperties", further),
            _ if !schema.contains_key("properties") => ("patternProperties", json!({ "": further })),
            _ => return,
        };
        if self.random.percent(50) {
            schema.remove("additionalProperties");
            schema.insert(keyword.to_owned(), value);
        }
    }

    /// An object of what 3.0 has no word for, and its twin.
    fn further(&mut self) -> (Value, Value) {
        let texts = json!({ "a": { "type": "string" }, "b": { "type": "string" } });
        let object =
            |keyword: &str, value: Value| json!({ "type": "object", "properties": texts, keyword: value });
        let depends = object("dependencies", json!({ "a": ["b"] }));
        let (pair, pair_twin) = self.tuple();
        let depending = match self.random.below(3) {
            0 => object("dependentRequired", json!({ "a": ["b"] })),
            1 => {
                let mut conditional = object("if", json!({ "required": ["a"] }));
                conditional["then"] = json!({ "required": ["b"] });
                conditional
            }
            _ => object("dependentSchemas", json!({ "a": { "required": ["b"] } })),
        };
        let of = |pair: Value, depending: Value| json!({ "type": "object", "required": ["pair"], "properties": { "pair": pair, "depending": depending } });
        (of(pair, depending), of(pair_twin, depends))
    }

    /// A list of two or three items by their position, closed or with further ones.
    fn tuple(&mut self) -> (Value, Value) {
        let leaves =
            [json!({ "type": "string" }), json!({ "type": "integer" }), json!({ "type": "boolean" })];
        let first: Vec<Value> =
            (0..2 + self.random.below(2)).map(|_| self.random.one_of(&leaves).clone()).collect();
        let rest = if self.random.percent(50) { json!(false) } else { self.random.one_of(&leaves).clone() };
        let least = first.len();
        let later = json!({ "type": "array", "prefixItems": first, "items": rest, "minItems": least });
        let twin = json!({ "type": "array", "items": first, "additionalItems": rest, "minItems": least });
        (later, twin)
    }
}
