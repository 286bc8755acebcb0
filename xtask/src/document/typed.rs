//! Reads a checked document into the types of `openapiv3`.

use serde_json::Value;

use super::places::{Kind, Places};
use super::pointer::Pointer;
use crate::diagnostic::{self, Diagnostic, Result};

/// Reads a document without its callbacks: the service makes those calls, not the client.
pub(super) fn read(file: &str, document: &Value, places: &Places<'_>) -> Result<openapiv3::OpenAPI> {
    let holders = callback_holders(places);
    let without_callbacks;
    let document = if holders.is_empty() {
        document
    } else {
        without_callbacks = remove_callbacks(document.clone(), &holders);
        &without_callbacks
    };
    serde_path_to_error::deserialize(document).map_err(|error| {
        Diagnostic::at(
            file,
            diagnostic::pointer(error.path()),
            format!("not as OpenAPI 3.0 defines it: {}", error.inner()),
            "correct the document here",
        )
    })
}

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
