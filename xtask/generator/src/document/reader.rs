//! Reads JSON values from any parser, within limits and without losing anything.
//!
//! JSON and YAML share this step. It keeps track of the place that is being read, so that an error names it, whether it
//! was found here or by the parser.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::faults::Fault;
use super::found::Found;
use super::pointer::Pointer;

/// How deep values may be nested. Documents that people write stay below 40. The later steps recurse, so the depth has
/// to be limited.
pub(super) const MAX_DEPTH: usize = 100;

/// How many values a document may hold: six times as many as the Cloudflare API of 2024. They take at most 350 MiB.
pub(super) const MAX_NODES: usize = 1_000_000;

/// The limit for the sum of the depths of all values. `openapiv3` copies the content of a schema once for each schema
/// around it, so its time and memory grow with this sum. For the Cloudflare API of 2024 it is 1.3 million; with every
/// reference written out it would be eight million.
const MAX_WEIGHT: usize = 12_000_000;

/// What is wrong with the input at [`Reader::place`], so that it cannot be read.
#[derive(Debug)]
pub(super) struct Refusal {
    /// What is wrong.
    pub(super) problem: String,
    /// What to do about it.
    pub(super) remedy: String,
}

/// Where the reader stands, and what it has found wrong.
pub(super) struct Reader<'t> {
    path: Vec<Step>,
    nodes: usize,
    weight: usize,
    fault: Option<Refusal>,
    /// What is wrong, but can be read.
    mended: Vec<Found>,
    integers: IntegerLiterals<'t>,
}

/// One step from a value into a value that it holds.
enum Step {
    Key(String),
    Index(usize),
}

impl<'t> Reader<'t> {
    /// A reader of `text`. `json` says whether its strings are quoted as in JSON.
    pub(super) fn new(text: &'t str, json: bool) -> Self {
        Self {
            path: Vec::new(),
            nodes: 0,
            weight: 0,
            fault: None,
            mended: Vec::new(),
            integers: IntegerLiterals { text, json, values: None },
        }
    }

    /// Reads the value that `deserializer` gives.
    pub(super) fn read<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<Value, D::Error> {
        Node(self).deserialize(deserializer)
    }

    /// The place where the reader stood when it stopped.
    pub(super) fn place(&self) -> Pointer {
        let mut pointer = Pointer::root();
        for step in &self.path {
            match step {
                Step::Key(key) => pointer.push(key),
                Step::Index(index) => pointer.push(index),
            }
        }
        pointer
    }

    /// What the reader found wrong; `None` when the error came from the parser.
    pub(super) fn fault(&mut self) -> Option<Refusal> {
        self.fault.take()
    }

    /// What was wrong, but could be read.
    pub(super) fn into_mended(self) -> Vec<Found> {
        self.mended
    }

    fn refuse<E: Error>(&mut self, problem: impl Into<String>, remedy: impl Into<String>) -> E {
        self.fault = Some(Refusal { problem: problem.into(), remedy: remedy.into() });
        E::custom("refused")
    }

    fn enter<E: Error>(&mut self) -> Result<(), E> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(self.refuse(
                format!("the document holds more than {MAX_NODES} values"),
                "remove the operations that you do not need first; no API description is that large",
            ));
        }
        self.weight += self.path.len();
        if self.weight > MAX_WEIGHT {
            return Err(self.refuse(
                "the document holds too many values too deep inside each other",
                "move the inner schemas to `components` and refer to them",
            ));
        }
        if self.path.len() > MAX_DEPTH {
            return Err(self.refuse(
                format!("values are nested more than {MAX_DEPTH} levels deep"),
                "move the inner schemas to `components` and refer to them",
            ));
        }
        Ok(())
    }
}

/// Reads one value.
struct Node<'a, 't>(&'a mut Reader<'t>);

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.0.enter()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        if self.0.integers.has(value) {
            let place = self.0.place();
            self.0.mended.push(Fault::IntegerTooLarge {}.at(place));
        }
        match Number::from_f64(value) {
            Some(number) => Ok(Value::Number(number)),
            None => {
                Err(self.0.refuse("the number is not finite", "JSON has no such number; write a finite one"))
            }
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let reader = self.0;
        let mut list = Vec::new();
        loop {
            reader.path.push(Step::Index(list.len()));
            let Some(value) = items.next_element_seed(Node(&mut *reader))? else { break };
            reader.path.pop();
            list.push(value);
        }
        reader.path.pop();
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let reader = self.0;
        let mut object = Map::new();
        // Keys are text, also where YAML means null by them.
        while let Some(key) = entries.next_key::<Option<String>>()? {
            let key = key.unwrap_or_else(|| "null".to_owned());
            reader.path.push(Step::Key(key.clone()));
            let value = entries.next_value_seed(Node(&mut *reader))?;
            if object.contains_key(&key) {
                let place = reader.place();
                reader.mended.push(Fault::KeyTwice { key: key.clone() }.at(place));
            }
            reader.path.pop();
            match object.get_mut(&key) {
                Some(known) => join(known, value),
                None => drop(object.insert(key, value)),
            }
        }
        Ok(Value::Object(object))
    }
}

/// Joins two values of one key: of objects both are kept, otherwise the later one.
fn join(known: &mut Value, later: Value) {
    match (known, later) {
        (Value::Object(known), Value::Object(later)) => {
            for (key, value) in later {
                match known.get_mut(&key) {
                    Some(known) => join(known, value),
                    None => drop(known.insert(key, value)),
                }
            }
        }
        (known, later) => *known = later,
    }
}

/// The integers in the text that do not fit into 64 bits. Parsers silently turn them into the nearest floating-point
/// number; they are found again by that number. The text is searched when the first number of that size turns up, which
/// in most documents never happens.
struct IntegerLiterals<'t> {
    text: &'t str,
    json: bool,
    values: Option<BTreeSet<u64>>,
}

impl IntegerLiterals<'_> {
    fn has(&mut self, value: f64) -> bool {
        // Smaller integers fit into `i64`, so parsers give them as integers.
        if value.abs() < 9_223_372_036_854_775_808.0 {
            return false;
        }
        let (text, json) = (self.text, self.json);
        self.values.get_or_insert_with(|| oversized_integers(text, json)).contains(&value.to_bits())
    }
}

/// The bits of the floating-point numbers nearest to the integer literals that fit neither `i64` nor `u64`.
fn oversized_integers(text: &str, json: bool) -> BTreeSet<u64> {
    let mut found = BTreeSet::new();
    let mut in_string = false;
    let mut escaped = false;
    let mut begin = None;
    for (at, byte) in text.bytes().chain([b' ']).enumerate() {
        if json && in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        in_string = byte == b'"';
        if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_') {
            begin = begin.or(Some(at));
            continue;
        }
        let literal = begin.take().and_then(|from| text.get(from..at)).unwrap_or_default();
        let digits = literal.strip_prefix(['+', '-']).unwrap_or(literal);
        if digits.len() >= 19
            && digits.bytes().all(|digit| digit.is_ascii_digit())
            && literal.parse::<u64>().is_err()
            && literal.parse::<i64>().is_err()
            && let Ok(value) = literal.parse::<f64>()
        {
            found.insert(value.to_bits());
        }
    }
    found
}
