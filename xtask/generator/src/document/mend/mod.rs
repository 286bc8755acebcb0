//! Mends the local faults of a document, so that everything after this sees a correct one. `faults.rs` says which faults
//! there are and what is done about each; the steps here find them.

mod bodies;
mod contents;
mod declared;
mod edit;
mod fields;
mod header_words;
mod json_schema;
mod mapping;
mod methods;
mod misuse;
mod objects;
mod operations;
mod parameters;
mod path_items;
mod path_spelling;
mod patterns;
mod published;
mod references;
mod referred_operations;
mod root;
mod schemas;
mod security;
mod servers;
mod small_objects;
mod specification;
mod swagger;
mod type_names;
mod unions;
mod values;
mod wrong_types;

pub(super) use methods::mend as mend_methods;
pub(super) use published::mend as mend_as_published;
pub(super) use referred_operations::write_out as write_out_operations;
pub use servers::is_base_url;

use serde_json::Value;

use super::found::Faults;
use super::normalise;
use super::places::{Kind, Places};
use crate::diagnostic::Result;

/// Mends a document, in steps that rely on the ones before them.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<()> {
    root::mend(document, faults)?;
    bodies::mend(document, faults)?;
    path_items::write_out(document, faults)?;
    objects::mend(document, faults)?;
    normalise::normalise(document, faults)?;
    if references::mend(document, faults)? {
        // What was no part of the document as OpenAPI sees it has become one.
        objects::mend(document, faults)?;
        normalise::normalise(document, faults)?;
        references::mend(document, faults)?;
    }
    unions::mend(document, faults)?;
    path_items::spell(document, faults)?;
    parameters::mend(document, faults)?;
    operations::mend(document, faults)?;
    servers::mend(document, faults)?;
    let lists: Vec<_> = {
        let places = Places::of(document);
        let holds = |kind| matches!(kind, Kind::Operation | Kind::PathItem);
        let all = places.list().iter().enumerate();
        let holders = all.filter(|(_, place)| {
            let list = place.field("parameters").and_then(Value::as_array);
            holds(place.kind) && list.is_some_and(|list| list.iter().any(Value::is_null))
        });
        holders.map(|(at, _)| places.pointer(at).join("parameters")).collect()
    };
    edit::remove_gaps(document, &lists);
    Ok(())
}
