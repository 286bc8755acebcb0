//! Responses that wrap their value, and say beside it whether the call succeeded.

use crate::json::{self, Json, NameSeed, Reason, read_value};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// The names of a response that wraps its value.
pub(crate) struct EnvelopeNames {
    /// The boolean that says whether the call succeeded.
    pub(crate) success: &'static str,
    /// The property that holds the value.
    pub(crate) result: &'static str,
    /// The property that holds the errors.
    pub(crate) errors: &'static str,
}

pub(crate) struct Envelope<T> {
    pub(crate) success: Option<bool>,
    pub(crate) value: Result<T, Reason>,
}

pub(crate) fn read<T: Json>(body: &[u8], names: &EnvelopeNames) -> Result<Envelope<T>, Reason> {
    let mut deserializer = json::deserializer(body)?;
    let envelope = deserializer.deserialize_map(EnvelopeVisitor { names, value: PhantomData });
    let envelope = envelope.map_err(Reason::syntax)?;
    deserializer.end().map_err(Reason::syntax)?;
    Ok(envelope)
}

struct EnvelopeVisitor<'a, T> {
    names: &'a EnvelopeNames,
    value: PhantomData<T>,
}

impl<'de, T: Json> Visitor<'de> for EnvelopeVisitor<'_, T> {
    type Value = Envelope<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Envelope<T>, A::Error> {
        let mut success = None;
        let mut value = None;
        while let Some(name) = entries.next_key_seed(NameSeed)? {
            if name == self.names.success {
                success = read_value(&mut entries)?.ok();
            } else if name == self.names.result {
                let read = read_value::<T, A>(&mut entries)?;
                value = Some(read.map_err(|misfit| misfit.reason.under(self.names.result)));
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        let value = value.unwrap_or_else(|| absent(self.names.result));
        Ok(Envelope { success, value })
    }
}

/// The value of an envelope without one: where the value may be null, services leave it out.
fn absent<T: Json>(property: &'static str) -> Result<T, Reason> {
    match json::read(Value::Null) {
        Ok(Ok(null)) => Ok(null),
        _ => Err(Reason::missing(property)),
    }
}
