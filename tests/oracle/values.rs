//! Values made from a schema, most of which are valid by it. The validator says which.

use super::random::Random;
use super::validator::Document;
use serde_json::{Map, Value, json};

/// How deep values stand in each other before the smallest are taken.
const DEPTH: usize = 7;

/// Makes values for the schemas of a document.
pub struct Maker<'a> {
    pub document: &'a Document,
    pub random: Random,
}

impl Maker<'_> {
    /// A value for the schema at a pointer.
    pub fn value(&mut self, pointer: &str) -> Value {
        let Some(schema) = self.document.schema(pointer) else { return Value::Null };
        self.make(&schema.clone(), DEPTH)
    }

    /// The same value, changed at one place: a property more, less or with another value.
    pub fn mutated(&mut self, value: &Value) -> Value {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                let mut fields = fields.clone();
                let names: Vec<String> = fields.keys().cloned().collect();
                let name = self.random.one_of(&names).clone();
                match self.random.below(4) {
                    0 => {
                        fields.remove(&name);
                    }
                    1 => {
                        fields.insert(
                            ["a", "b", "kind", "more"][self.random.below(4)].to_owned(),
                            self.anything(),
                        );
                    }
                    2 => {
                        fields.insert(name, self.anything());
                    }
                    _ => {
                        let inner = self.mutated(&fields[&name]);
                        fields.insert(name, inner);
                    }
                }
                Value::Object(fields)
            }
            Value::Array(items) if !items.is_empty() => {
                let mut items = items.clone();
                let at = self.random.below(items.len());
                match self.random.below(3) {
                    0 => items.push(items[at].clone()),
                    1 => items[at] = self.mutated(&items[at].clone()),
                    _ => {
                        items.remove(at);
                    }
                }
                Value::Array(items)
            }
            _ => self.anything(),
        }
    }

    fn anything(&mut self) -> Value {
        match self.random.below(9) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(self.random.below(5)),
            3 => json!(0.5),
            4 => json!(["x", "y", "on", "other"][self.random.below(4)]),
            5 => json!([]),
            6 => json!({}),
            7 => json!({ "a": "x" }),
            _ => json!(-1),
        }
    }

    fn make(&mut self, schema: &Value, depth: usize) -> Value {
        let Some(depth) = depth.checked_sub(1) else { return smallest(schema) };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.document.schema(reference.trim_start_matches('#')).cloned();
            return target.map_or(Value::Null, |target| self.make(&target, depth));
        }
        if schema.get("nullable") == Some(&json!(true)) && self.random.percent(15) {
            return Value::Null;
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array).filter(|values| !values.is_empty())
        {
            return self.random.one_of(values).clone();
        }
        for keyword in ["example", "default"] {
            if let Some(value) = schema.get(keyword)
                && self.random.percent(10)
            {
                return value.clone();
            }
        }
        let mut made: Vec<Value> = Vec::new();
        for keyword in ["oneOf", "anyOf"] {
            let variants = schema.get(keyword).and_then(Value::as_array);
            if let Some(variants) = variants.filter(|variants| !variants.is_empty()) {
                let at = self.random.below(variants.len());
                let mut value = self.make(&variants[at].clone(), depth);
                self.discriminate(schema, &variants[at], &mut value);
                made.push(value);
            }
        }
        for member in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            made.push(self.make(member, depth));
        }
        if made.is_empty() || schema.get("properties").is_some() {
            made.push(self.plain(schema, depth));
        }
        merged(made)
    }

    /// Puts the text of a declared discriminator that stands for a variant.
    fn discriminate(&mut self, schema: &Value, variant: &Value, value: &mut Value) {
        let Some(declared) = schema.get("discriminator") else { return };
        let (Some(property), Some(reference), Value::Object(fields)) = (
            declared.get("propertyName").and_then(Value::as_str),
            variant.get("$ref").and_then(Value::as_str),
            value,
        ) else {
            return;
        };
        let mapping = declared.get("mapping").and_then(Value::as_object);
        let name = |reference: &str| reference.rsplit('/').next().unwrap_or_default().to_owned();
        let mapped = mapping.into_iter().flatten().find(|(_, target)| {
            target.as_str().is_some_and(|target| target == reference || target == name(reference))
        });
        let text = mapped.map_or_else(|| name(reference), |(text, _)| text.clone());
        if fields.contains_key(property) && fields[property].is_string() {
            fields.insert(property.to_owned(), json!(text));
        }
    }

    fn plain(&mut self, schema: &Value, depth: usize) -> Value {
        let has = |keyword: &str| schema.get(keyword).is_some();
        match schema.get("type").and_then(Value::as_str) {
            Some("boolean") => json!(self.random.percent(50)),
            Some("integer") => self.integer(schema),
            Some("number") => self.number(schema),
            Some("string") => self.text(schema),
            Some("array") => self.list(schema, depth),
            Some("object") => self.object(schema, depth),
            None if has("properties") || has("additionalProperties") || has("required") => {
                self.object(schema, depth)
            }
            None if has("items") => self.list(schema, depth),
            _ => self.anything(),
        }
    }

    fn integer(&mut self, schema: &Value) -> Value {
        let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_i64);
        let least = bound("minimum").unwrap_or_else(|| bound("maximum").map_or(0, |most| most - 3));
        let most = bound("maximum").unwrap_or(least.saturating_add(9)).max(least);
        let span = usize::try_from(most.saturating_sub(least)).unwrap_or(9).min(1000);
        let value = least + i64::try_from(self.random.below(span + 1)).unwrap();
        match schema.get("multipleOf").and_then(Value::as_i64).filter(|of| *of > 0) {
            Some(of) => json!(value - value % of),
            None => json!(value),
        }
    }

    fn number(&mut self, schema: &Value) -> Value {
        match self.integer(schema) {
            Value::Number(number) if self.random.percent(30) && schema.get("multipleOf").is_none() => {
                json!(number.as_f64().unwrap_or_default() + 0.5)
            }
            whole => whole,
        }
    }

    fn text(&mut self, schema: &Value) -> Value {
        let count = |keyword: &str| {
            schema.get(keyword).and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok())
        };
        let least = count("minLength").unwrap_or(0).min(300);
        let most = count("maxLength").unwrap_or(least.max(4)).min(300);
        let mut text = (*self.random.one_of(&["x", "on", "hello", "2026-01-02T03:04:05Z", ""])).to_owned();
        while text.chars().count() < least {
            text.push('x');
        }
        json!(text.chars().take(most.max(least)).collect::<String>())
    }

    fn list(&mut self, schema: &Value, depth: usize) -> Value {
        let count = |keyword: &str| {
            schema.get(keyword).and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok())
        };
        let least = count("minItems").unwrap_or(0).min(50);
        let most = count("maxItems").unwrap_or(least.max(2));
        let length = (least + self.random.below(3)).min(most).max(least);
        let any = json!({});
        let further = schema.get("additionalItems").filter(|further| further.is_object()).unwrap_or(&any);
        // Of a list whose items are described by their position, each has a schema of its own.
        let item = |at: usize| match schema.get("items") {
            Some(Value::Array(described)) => described.get(at).unwrap_or(further).clone(),
            item => item.unwrap_or(&any).clone(),
        };
        (0..length).map(|at| self.make(&item(at), depth)).collect()
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let mut made = Map::new();
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let properties = schema.get("properties").and_then(Value::as_object);
        let share = if depth < 3 { 10 } else { 50 };
        for (name, property) in properties.into_iter().flatten() {
            if required.contains(&name.as_str()) || self.random.percent(share) {
                made.insert(name.clone(), self.make(property, depth));
            }
        }
        for name in required {
            if !made.contains_key(name) {
                made.insert(name.to_owned(), self.anything());
            }
        }
        match schema.get("additionalProperties") {
            Some(Value::Object(_)) if depth > 2 => {
                let further = schema["additionalProperties"].clone();
                for name in ["p", "q"] {
                    if self.random.percent(40) {
                        made.insert(name.to_owned(), self.make(&further, depth));
                    }
                }
            }
            None if self.random.percent(10) => {
                made.insert("further".to_owned(), self.anything());
            }
            _ => {}
        }
        Value::Object(made)
    }
}

/// The objects as one, or the last of what is no object.
fn merged(made: Vec<Value>) -> Value {
    let mut all = Value::Null;
    for value in made {
        match (&mut all, value) {
            (Value::Object(all), Value::Object(fields)) => all.extend(fields),
            (all, value) => *all = value,
        }
    }
    all
}

/// The smallest value of a type, where nothing deeper is wanted.
fn smallest(schema: &Value) -> Value {
    match schema.get("type").and_then(Value::as_str) {
        Some("object") => json!({}),
        Some("array") => json!([]),
        Some("string") => json!(""),
        Some("boolean") => json!(false),
        Some("integer" | "number") => json!(1),
        _ => Value::Null,
    }
}
