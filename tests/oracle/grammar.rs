//! Documents made of all that the schemas of OpenAPI 3.0 can be, by chance.

use super::random::Random;
use serde_json::{Map, Value, json};

/// The names of properties. They are few, so that the variants of unions share some.
const PROPERTIES: [&str; 7] = ["a", "b", "c", "id", "kind", "type", "value"];

/// Formats that have a type of their own, and one that has none.
const FORMATS: [&str; 5] = ["date-time", "uuid", "uri", "byte", "hostname"];

/// The texts that enums list.
const TEXTS: [&str; 6] = ["x", "y", "z", "on", "off", ""];

/// How deep schemas stand in each other.
const DEPTH: usize = 3;

/// A document with that many component schemas, and an operation that takes and returns each.
pub fn document(seed: u64, schemas: usize) -> Value {
    let mut grammar = Grammar { random: Random::new(seed), schemas, at: 0, inside: 0 };
    let mut components = Map::new();
    for at in 0..schemas {
        grammar.at = at;
        let schema = grammar.component(at);
        components.insert(key(at), schema);
    }
    let paths: Map<String, Value> =
        (0..schemas).map(|at| (format!("/{}", key(at)), operation(&format!("put{at}"), &key(at)))).collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": format!("Oracle {seed}"), "version": "1" },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": paths,
        "components": { "schemas": components }
    })
}

fn key(at: usize) -> String {
    format!("C{at}")
}

/// An operation that takes and returns a component.
pub fn path(key: &str) -> Value {
    operation(&format!("put{key}"), key)
}

fn operation(id: &str, key: &str) -> Value {
    let content =
        json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{key}") } } });
    json!({ "put": {
        "operationId": id,
        "tags": ["all"],
        "requestBody": { "required": true, "content": content },
        "responses": { "200": { "description": "Done", "content": content } }
    } })
}

struct Grammar {
    random: Random,
    schemas: usize,
    /// The number of the component that is made.
    at: usize,
    /// In how many properties, items and further properties the place stands.
    inside: usize,
}

impl Grammar {
    /// Unions come most often among components, as they are what is tried.
    fn component(&mut self, at: usize) -> Value {
        match at % 4 {
            // One family in twenty components: a base, two that extend it, and one that extends one of these.
            _ if at % 20 == 10 => self.base(),
            _ if matches!(at % 20, 11..=13) => {
                let extended = if at % 20 == 13 { at - 1 } else { at - at % 20 + 10 };
                self.extension(extended)
            }
            0 | 1 => self.union(DEPTH),
            2 => self.object(DEPTH),
            _ => self.schema(DEPTH),
        }
    }

    fn schema(&mut self, depth: usize) -> Value {
        let Some(depth) = depth.checked_sub(1) else { return self.leaf() };
        let mut schema = match self.random.below(14) {
            0..=3 => self.leaf(),
            4 | 5 => self.reference(),
            6..=8 => self.object(depth),
            9 => self.list(depth),
            10 => json!({ "type": "object", "additionalProperties": self.within(depth) }),
            11 | 12 => self.union(depth),
            _ => self.all_of(depth),
        };
        if schema.get("$ref").is_none() && self.random.percent(10) {
            put(&mut schema, "nullable", json!(true));
        }
        schema
    }

    /// A reference to any component; where the place is in no property, to one that comes later, as a schema cannot be a
    /// variant of itself.
    fn reference(&mut self) -> Value {
        let first = if self.inside > 0 { 0 } else { self.at + 1 };
        if first >= self.schemas {
            return self.leaf();
        }
        let target = key(first + self.random.below(self.schemas - first));
        json!({ "$ref": format!("#/components/schemas/{target}") })
    }

    /// The schema of a property, an item or further properties.
    fn within(&mut self, depth: usize) -> Value {
        self.inside += 1;
        let schema = self.schema(depth);
        self.inside -= 1;
        schema
    }

    fn leaf(&mut self) -> Value {
        match self.random.below(12) {
            0 => json!({ "type": "boolean" }),
            1 => json!({ "type": "boolean", "enum": [self.random.percent(50)] }),
            2 | 3 => self.integer(),
            4 => self.number(),
            5..=7 => self.text(),
            8 => json!({ "type": "integer", "enum": self.numbers() }),
            9 => json!({ "type": "number", "enum": [self.random.below(3), 0.5] }),
            10 => json!({ "enum": [null], "nullable": true }),
            _ => self.any(),
        }
    }

    fn any(&mut self) -> Value {
        match self.random.below(3) {
            0 => json!({}),
            1 => json!({ "type": "object" }),
            _ => json!({ "type": "string" }),
        }
    }

    fn integer(&mut self) -> Value {
        let mut schema = json!({ "type": "integer" });
        if self.random.percent(50) {
            let formats = ["int32", "int64", "uint64", "int8", "uint32"];
            put(&mut schema, "format", json!(self.random.one_of(&formats)));
        }
        self.bounds(&mut schema);
        schema
    }

    fn number(&mut self) -> Value {
        let mut schema = json!({ "type": "number" });
        self.bounds(&mut schema);
        schema
    }

    fn bounds(&mut self, schema: &mut Value) {
        if self.random.percent(25) {
            put(schema, "minimum", json!(self.random.below(4)));
        } else if self.random.percent(25) {
            put(schema, "maximum", json!(self.random.below(4)));
        }
        if self.random.percent(10) {
            put(schema, "multipleOf", json!(2));
        }
    }

    fn numbers(&mut self) -> Vec<usize> {
        let first = self.random.below(4);
        match self.random.percent(50) {
            true => vec![first],
            false => vec![first, first + 1],
        }
    }

    /// A schema with a discriminator, which the next ones extend.
    fn base(&mut self) -> Value {
        let mut base = self.tag_beside(&["a", "b"]);
        put(&mut base, "discriminator", json!({ "propertyName": "kind" }));
        if self.random.percent(50) {
            put(
                &mut base["discriminator"],
                "mapping",
                json!({ "first": key(self.at + 1), "1st": key(self.at + 1) }),
            );
        }
        if self.random.percent(70) {
            put(&mut base, "required", json!(["kind"]));
        }
        base
    }

    fn extension(&mut self, of: usize) -> Value {
        let mut own = self.tag_beside(&["c", "value"]);
        if let Value::Object(properties) = &mut own["properties"] {
            properties.remove("kind");
        }
        json!({ "allOf": [{ "$ref": format!("#/components/schemas/{}", key(of)) }, own] })
    }

    /// An object with the property `kind`, which is text, and others.
    fn tag_beside(&mut self, others: &[&str]) -> Value {
        let mut properties = Map::from_iter([("kind".to_owned(), json!({ "type": "string" }))]);
        for name in others {
            properties.insert((*name).to_owned(), self.within(1));
        }
        json!({ "type": "object", "properties": properties })
    }

    fn text(&mut self) -> Value {
        match self.random.below(5) {
            0 => json!({ "type": "string" }),
            4 => json!({ "type": "string", "format": self.random.one_of(&FORMATS) }),
            1 => json!({ "type": "string", "maxLength": self.random.below(3) }),
            _ => {
                let mut values = self.random.some_of(&TEXTS, 30);
                if values.is_empty() {
                    values.push(*self.random.one_of::<&str>(&TEXTS));
                }
                json!({ "type": "string", "enum": values })
            }
        }
    }

    fn list(&mut self, depth: usize) -> Value {
        let mut schema = json!({ "type": "array", "items": self.within(depth) });
        if self.random.percent(30) {
            put(&mut schema, "minItems", json!(1));
        }
        if self.random.percent(15) {
            put(&mut schema, "uniqueItems", json!(true));
        }
        schema
    }

    fn object(&mut self, depth: usize) -> Value {
        let names = self.random.some_of(&PROPERTIES, 35);
        let mut properties = Map::new();
        for name in &names {
            let inside =
                if self.random.percent(60) { self.leaf() } else { self.within(depth.saturating_sub(1)) };
            properties.insert((*name).to_owned(), inside);
        }
        let required = self.random.some_of(&names, 50);
        let mut schema = json!({ "type": "object" });
        if !properties.is_empty() {
            put(&mut schema, "properties", Value::Object(properties));
        }
        if !required.is_empty() {
            put(&mut schema, "required", json!(required));
        }
        match self.random.below(10) {
            0 => put(&mut schema, "additionalProperties", json!(false)),
            1 => {
                let inside = self.within(depth.saturating_sub(1));
                put(&mut schema, "additionalProperties", inside);
            }
            2 => put(&mut schema, "not", json!({ "required": [self.random.one_of(&PROPERTIES)] })),
            _ => {}
        }
        schema
    }

    fn union(&mut self, depth: usize) -> Value {
        let keyword = if self.random.percent(50) { "oneOf" } else { "anyOf" };
        let count = 2 + self.random.below(3);
        let variants: Vec<Value> = match self.random.below(4) {
            // One property of each tells them apart, or nearly.
            0 => {
                let property = *self.random.one_of(&PROPERTIES);
                let required = self.random.percent(60);
                (0..count).map(|at| self.tagged(property, at, required, depth)).collect()
            }
            1 => (0..count).map(|_| self.object(depth)).collect(),
            2 => {
                let mut references: Vec<Value> = (0..count).map(|_| self.reference()).collect();
                references.dedup();
                references
            }
            _ => (0..count).map(|_| self.schema(depth)).collect(),
        };
        json!({ keyword: variants })
    }

    fn tagged(&mut self, property: &str, at: usize, required: bool, depth: usize) -> Value {
        let mut variant = self.object(depth);
        let constant = match self.random.below(4) {
            0 => json!({ "type": "boolean", "enum": [at.is_multiple_of(2)] }),
            1 => json!({ "type": "integer", "enum": [at] }),
            _ => json!({ "type": "string", "enum": [TEXTS[at % TEXTS.len()]] }),
        };
        if variant.get("properties").is_none() {
            put(&mut variant, "properties", json!({}));
        }
        put(&mut variant["properties"], property, constant);
        if required {
            let mut names = variant.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
            if !names.contains(&json!(property)) {
                names.push(json!(property));
            }
            put(&mut variant, "required", json!(names));
        }
        variant
    }

    fn all_of(&mut self, depth: usize) -> Value {
        let mut members = vec![self.object(depth)];
        members.push(if self.random.percent(30) { self.union(depth) } else { self.object(depth) });
        json!({ "allOf": members })
    }
}

fn put(schema: &mut Value, key: &str, value: Value) {
    if let Value::Object(fields) = schema {
        fields.insert(key.to_owned(), value);
    }
}
