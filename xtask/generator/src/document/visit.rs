//! Visits the objects of a document to change them.

use serde_json::Value;

use super::places::{Holds, Kind};
use super::pointer::Pointer;
use super::version::Version;
use crate::diagnostic::Result;

/// What is done with each object, at its place.
pub(super) type Visit<'v> = dyn FnMut(Kind, &mut Value, &Pointer) -> Result<()> + 'v;

/// Visits an object of a document of some version, after all objects that it holds. Schemas that are booleans are left
/// to the schema that holds them, if one does: it knows what they mean there.
pub(super) fn walk(
    version: Version,
    kind: Kind,
    value: &mut Value,
    at: &Pointer,
    visit: &mut Visit<'_>,
) -> Result<()> {
    if let Value::Object(fields) = value {
        let is_reference = fields.contains_key("$ref") && kind.may_be_a_reference();
        let has_siblings = kind == Kind::Schema && version.has_json_schema();
        if !is_reference || has_siblings {
            for (field, inner) in fields.iter_mut() {
                let Some(holds) = kind.holds_in(version, field) else { continue };
                members(version, (kind, holds), inner, &at.join(field), visit)?;
            }
        }
    }
    visit(kind, value, at)
}

fn members(
    version: Version,
    (parent, holds): (Kind, Holds),
    value: &mut Value,
    at: &Pointer,
    visit: &mut Visit<'_>,
) -> Result<()> {
    let mut enter = |kind: Kind, value: &mut Value, at: &Pointer| match value {
        Value::Bool(_) if kind == Kind::Schema && parent == Kind::Schema => Ok(()),
        _ => walk(version, kind, value, at, visit),
    };
    match (holds, value) {
        (Holds::One(kind), value) => enter(kind, value, at),
        (Holds::List(kind), Value::Array(items)) => {
            items.iter_mut().enumerate().try_for_each(|(index, item)| enter(kind, item, &at.join(index)))
        }
        (Holds::Map(kind), Value::Object(entries)) => {
            entries.iter_mut().try_for_each(|(key, entry)| enter(kind, entry, &at.join(key)))
        }
        (Holds::Patterned(kind), Value::Object(entries)) => {
            let mut named = entries.iter_mut().filter(|(key, _)| !key.starts_with("x-"));
            named.try_for_each(|(key, entry)| enter(kind, entry, &at.join(key)))
        }
        // The field has the wrong type: `mend/objects.rs` reports it.
        _ => Ok(()),
    }
}
