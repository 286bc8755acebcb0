//! From the answer to the value: envelopes are opened, and answers that say they failed are errors.

// An API need not use all of it.
#![allow(dead_code)]

use crate::error::{Answer, Error};
use crate::json::{self, Fields, Json, Reading, Reason};
use crate::security::EnvelopeNames;
use crate::settings;
use bytes::Bytes;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// Reads an answer whose body is the value.
pub(crate) fn whole<T: Json>(answer: Answer) -> Result<T, Error> {
    json::from_slice(&answer.body).map_err(|reason| Error::decode(answer, reason))
}

/// Reads an answer whose body holds the value, and says whether the call succeeded.
pub(crate) fn result<T: Json>(answer: Answer) -> Result<T, Error> {
    let Some(names) = settings::ENVELOPE else { return whole(answer) };
    match read_envelope(&answer.body, &names) {
        Ok(Envelope { success: Some(false), .. }) => Err(Error::api(answer)),
        Ok(Envelope { value, .. }) => value.map_err(|reason| Error::decode(answer, reason)),
        Err(reason) => Err(Error::decode(answer, reason)),
    }
}

/// Reads an answer whose body is the value, and says itself whether the call succeeded.
pub(crate) fn success<T: Json>(answer: Answer) -> Result<T, Error> {
    let Some(names) = settings::ENVELOPE else { return whole(answer) };
    match read_envelope::<()>(&answer.body, &names) {
        Ok(Envelope { success: Some(false), .. }) => Err(Error::api(answer)),
        Ok(_) => whole(answer),
        Err(reason) => Err(Error::decode(answer, reason)),
    }
}

/// Reads an answer that has no value.
#[expect(clippy::unnecessary_wraps, reason = "it stands where the others do")]
pub(crate) fn nothing(_: Answer) -> Result<(), Error> {
    Ok(())
}

/// Reads an answer whose body is no JSON.
#[expect(clippy::unnecessary_wraps, reason = "it stands where the others do")]
pub(crate) fn raw(answer: Answer) -> Result<Bytes, Error> {
    Ok(answer.body)
}

struct Envelope<T> {
    success: Option<bool>,
    value: Result<T, Reason>,
}

fn read_envelope<T: Json>(body: &[u8], names: &EnvelopeNames) -> Result<Envelope<T>, Reason> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
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

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Envelope<T>, A::Error> {
        let mut fields = Fields::new(entries);
        let mut success = None;
        let mut value = None;
        while let Some(name) = fields.next_name()? {
            if name == self.names.success {
                fields.optional(self.names.success, &mut success)?;
            } else if name == self.names.result {
                value = Some(match fields.value::<T>()? {
                    Reading::Fits(value) => Ok(value),
                    Reading::Misfit(misfit) => Err(misfit.reason.under(self.names.result)),
                });
            } else {
                fields.skip()?;
            }
        }
        let value = value.unwrap_or_else(|| absent(self.names.result));
        Ok(Envelope { success, value })
    }
}

/// The value of an envelope without one: where the value may be null, services leave it out.
fn absent<T: Json>(property: &'static str) -> Result<T, Reason> {
    match T::read(Value::Null) {
        Ok(Reading::Fits(null)) => Ok(null),
        _ => Err(Reason::missing(property)),
    }
}
