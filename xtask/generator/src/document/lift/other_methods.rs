//! Operations whose method OpenAPI 3.0 has no field for: QUERY, and those under `additionalOperations`.
//!
//! Each becomes the operation of a path item of its own. Its key is the path with the method as a fragment, which tells
//! operations apart and is not sent; `beside.rs` has the method.

use serde_json::{Map, Value};

use super::beside;
use super::step::Step;
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::places::METHODS;
use crate::document::pointer::Pointer;

/// The field that holds the operation. Any would do.
const FIELD: &str = "trace";

/// The fields of a path item that count for all of its operations.
const SHARED: [&str; 2] = ["parameters", "servers"];

/// Gives each such operation a path item.
pub(super) fn spread(document: &mut Value, step: &mut Step<'_>) -> Result<()> {
    let Some(Value::Object(paths)) = document.get_mut("paths") else { return Ok(()) };
    let mut made: Vec<(String, Value)> = Vec::new();
    for (path, item) in paths.iter_mut() {
        let Value::Object(item) = item else { continue };
        let at = Pointer::root().join("paths").join(path);
        for (method, from, mut operation) in taken(item, &at) {
            let is_taken = |key: &str| made.iter().any(|(known, _)| known == key);
            let key = beside::path_with_method(path, &method);
            let can_be_called = is_callable(&method) && operation.is_object() && !is_taken(&key);
            if !can_be_called {
                step.fault(from, Fault::OtherMethod { method })?;
                continue;
            }
            let to = Pointer::root().join("paths").join(&key);
            let mut fields = Map::new();
            for field in SHARED {
                if let Some(value) = item.get(field) {
                    step.origins.came(&at.join(field), &to.join(field));
                    fields.insert(field.to_owned(), step.copy(value, &at.join(field))?);
                }
            }
            if let Value::Object(operation) = &mut operation {
                beside::mark_method(operation, &method);
            }
            step.origins.moved(&from, &to.join(FIELD));
            fields.insert(FIELD.to_owned(), operation);
            fields.sort_keys();
            made.push((key, Value::Object(fields)));
        }
    }
    paths.extend(made);
    paths.sort_keys();
    Ok(())
}

/// Takes the operations out of a path item: the method, the place, and the operation.
fn taken(item: &mut Map<String, Value>, at: &Pointer) -> Vec<(String, Pointer, Value)> {
    let query = item.remove("query").map(|query| ("QUERY".to_owned(), at.join("query"), query));
    let list = at.join("additionalOperations");
    let others = match item.remove("additionalOperations") {
        Some(Value::Object(others)) => others,
        _ => Map::new(),
    };
    let others = others.into_iter().map(|(method, operation)| {
        let from = list.join(&method);
        (method, from, operation)
    });
    query.into_iter().chain(others).collect()
}

/// Whether a method can stand under `additionalOperations` and be sent to a path: a token (RFC 9110, 5.6.2) that is none
/// of those with a field of their own. CONNECT asks for a tunnel.
fn is_callable(method: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let has_field = METHODS.iter().any(|known| known.eq_ignore_ascii_case(method));
    !method.is_empty() && method.bytes().all(is_token) && !has_field && method != "CONNECT"
}
