//! The places of a document that the configuration names.
//!
//! | written | leads to |
//! |---|---|
//! | `Pet` | the component schema with this key |
//! | `Pet/owner.address` | a property inside it |
//! | `createPet/request/owner` | a property of the body of the operation with this operationId |
//! | `getPet/response/owner` | a property of what it answers on success |
//! | `getPet/response:404/errors.[]` | of what it answers with another status |
//! | `listPets/parameter/filter.kind` | of its parameter `filter` |
//! | `$.paths..owner` | whatever this JSONPath (RFC 9535) selects |
//!
//! The steps after the last `/` are parted by dots; [`steps`] says what they are. An operation without an operationId is
//! named by its method and path, as in `get /pets`. Where the key of a component and an operationId are the same, what
//! follows decides: `request`, `response` and `parameter` are parts of an operation.

mod parts;
mod refusal;
mod steps;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::kinds::METHODS;
use super::pointer::Pointer;
use crate::config::suggest;

use refusal::Found;
pub use refusal::Refusal;

/// The places that a name leads to, as JSON pointers in the order of the document: at least one, and no reference.
///
/// # Errors
///
/// When the name is not written as the head of this module says, or leads nowhere.
pub fn named_places(document: &Value, name: &str) -> Found<Vec<String>> {
    if name.starts_with('$') {
        return selected(document, name);
    }
    let section = schemas(document);
    let known = document.pointer(section.as_str()).and_then(Value::as_object);
    let component = known.and_then(|known| begin(name, known.keys().map(String::as_str)));
    let operations = operations(document);
    let operation = begin(name, operations.iter().map(|(id, _)| id.as_str()));
    if let Some((id, Some(rest))) = operation
        && (component.is_none() || parts::is_part(rest))
        && let Some((_, at)) = operations.iter().find(|(known, _)| known == id)
    {
        return parts::places(document, name, at, rest);
    }
    match (component, operation) {
        (Some((key, rest)), _) => {
            let begun = vec![steps::followed(document, section.join(key))];
            steps::walk(document, name, begun, rest.unwrap_or_default())
        }
        (None, Some((id, _))) => {
            let problem = format!("`{id}` is an operation, of which only parts have a type");
            let remedy = format!("name the part: `{id}/request`, `{id}/response` or `{id}/parameter/NAME`");
            Err(Refusal::malformed(problem, &remedy))
        }
        (None, None) => {
            let ids = operations.iter().map(|(id, _)| id.as_str());
            let keys = known.into_iter().flat_map(Map::keys).map(String::as_str);
            let first = name.split('/').next().unwrap_or(name);
            let problem = format!(
                "the document has no component schema and no operation `{first}`, and a JSONPath begins with `$`"
            );
            let remedy = "give the key of a component schema, a part of an operation such as \
                          `operationId/request/property`, or a JSONPath";
            Err(Refusal::absent(problem, format!("{}{remedy}", suggest::meant(first, keys.chain(ids)))))
        }
    }
}

/// Where the component schemas stand. The streams of a document of Swagger 2.0 are named before it is lifted.
fn schemas(document: &Value) -> Pointer {
    let schemas = Pointer::root().join("components").join("schemas");
    if document.get("swagger").is_some() { Pointer::root().join("definitions") } else { schemas }
}

/// What a JSONPath selects.
fn selected(document: &Value, name: &str) -> Found<Vec<String>> {
    let path = JsonPath::parse(name).map_err(|error| {
        let problem = format!("`{name}` is not a JSONPath: {error}");
        Refusal::malformed(problem, "write it as RFC 9535 describes")
    })?;
    let places = path.query_located(document);
    let places: Vec<String> = places.locations().map(|place| place.to_json_pointer()).collect();
    if places.is_empty() {
        let problem = format!("`{name}` selects 0 places of the document");
        return Err(Refusal::absent(problem, "correct the JSONPath".to_owned()));
    }
    Ok(places)
}

/// The longest of some keys that a name begins with, and what follows after a `/`.
fn begin<'n, 'k>(name: &'n str, keys: impl Iterator<Item = &'k str>) -> Option<(&'k str, Option<&'n str>)> {
    let begun = keys.filter_map(|key| match name.strip_prefix(key)? {
        "" => Some((key, None)),
        rest => Some((key, Some(rest.strip_prefix('/')?))),
    });
    begun.max_by_key(|(key, _)| key.len())
}

/// The operations of a document, each by its operationId, or by its method and path where it has none.
pub(super) fn operations(document: &Value) -> Vec<(String, Pointer)> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let of_path = |(path, item): (&String, &Value)| {
        let found = METHODS.iter().filter_map(|method| {
            let own = item.get(method)?.get("operationId").and_then(Value::as_str);
            let id = own.map_or_else(|| format!("{method} {path}"), str::to_owned);
            Some((id, Pointer::root().join("paths").join(path).join(method)))
        });
        found.collect::<Vec<_>>()
    };
    paths.flat_map(of_path).collect()
}
