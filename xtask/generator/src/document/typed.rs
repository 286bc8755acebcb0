//! Reads a checked document into the types of `openapiv3`.

use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::lift::beside;
use super::places::{Kind, Places};
use super::pointer::Pointer;
use crate::diagnostic::{self, Diagnostic, Result};

/// Reads a document without its callbacks, since the service makes those calls and not the client, and without limits of
/// integers that `openapiv3` cannot hold.
///
/// Beside it come the calls that the service makes, by the names of their events.
pub(super) fn read(
    file: &str,
    document: &Value,
    places: &Places<'_>,
) -> Result<(openapiv3::OpenAPI, Webhooks)> {
    let (holders, limits) = (callback_holders(places), large_limits(places));
    let simpler;
    let document = if holders.is_empty() && limits.is_empty() {
        document
    } else {
        simpler = without_limits(remove_callbacks(document.clone(), &holders), &limits);
        &simpler
    };
    let webhooks = document.get(beside::WEBHOOKS).filter(|webhooks| webhooks.is_object());
    let webhooks = webhooks.map_or_else(
        || Ok(Webhooks::new()),
        |webhooks| typed(file, &format!("/{}", beside::WEBHOOKS), webhooks),
    );
    Ok((typed(file, "", document)?, webhooks?))
}

/// The path items of calls that the service makes.
pub(super) type Webhooks = IndexMap<String, openapiv3::PathItem>;

fn typed<T: DeserializeOwned>(file: &str, at: &str, value: &Value) -> Result<T> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        Diagnostic::at(
            file,
            format!("{at}{}", diagnostic::pointer(error.path())),
            format!("not as OpenAPI defines it: {}", error.inner()),
            "correct the document here",
        )
    })
}

/// The keywords that limit integers.
const LIMITS: [&str; 3] = ["maximum", "minimum", "multipleOf"];

/// The schemas of integers with a limit that is no integer of 64 bits, such as `1.0` or 2⁶⁴. With it, `openapiv3` would
/// take the schema for one without a type.
fn large_limits(places: &Places<'_>) -> Vec<Pointer> {
    let is_large = |value: Option<&Value>| value.is_some_and(|value| !value.is_i64());
    let all = places.list().iter().enumerate();
    let holders = all.filter(|(_, place)| {
        place.kind == Kind::Schema
            && place.text("type") == Some("integer")
            && LIMITS.iter().any(|limit| is_large(place.field(limit)))
    });
    holders.map(|(at, _)| places.pointer(at)).collect()
}

/// Removes such limits. What is allowed to be that large, and not to be negative, has no other sign.
fn without_limits(mut document: Value, holders: &[Pointer]) -> Value {
    for holder in holders {
        let Some(Value::Object(fields)) = document.pointer_mut(holder.as_str()) else { continue };
        let limit = |limit: &str| fields.get(limit).and_then(Value::as_f64);
        let is_unsigned = limit("maximum").is_some_and(|most| most >= PAST_I64)
            && limit("minimum").is_some_and(|least| least >= 0.0);
        if is_unsigned && !fields.contains_key("format") {
            fields.insert("format".to_owned(), Value::String("uint64".to_owned()));
        }
        fields.retain(|field, value| !LIMITS.contains(&field.as_str()) || value.is_i64());
    }
    document
}

/// The first whole number that no `i64` holds.
const PAST_I64: f64 = 9_223_372_036_854_775_808.0;

/// The objects that hold callbacks.
fn callback_holders(places: &Places<'_>) -> Vec<Pointer> {
    let all = places.list().iter().enumerate();
    let holders = all.filter(|(_, place)| {
        matches!(place.kind, Kind::Operation | Kind::Components) && place.field("callbacks").is_some()
    });
    holders.map(|(at, _)| places.pointer(at)).collect()
}

/// Removes callbacks, since `openapiv3` does not know references to them.
fn remove_callbacks(mut document: Value, holders: &[Pointer]) -> Value {
    for holder in holders {
        if let Some(Value::Object(fields)) = document.pointer_mut(holder.as_str()) {
            fields.retain(|field, _| field != "callbacks");
        }
    }
    document
}
