//! Writes out operations that are references. OpenAPI has no such references, but what is meant by one is plain.

use serde_json::Value;

use crate::diagnostic::Result;
use crate::document::copied_object;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::places::METHODS;
use crate::document::pointer::Pointer;
use crate::document::reader::MAX_NODES;

/// Puts what it refers to in the place of each operation that refers to another object of the document. Those that lead to
/// nothing stay, and are looked at with all other references.
pub(in crate::document) fn write_out(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let mut copied = 0;
    for (at, reference) in references(document) {
        let Some(mut operation) = copied_object::of(document, &reference) else { continue };
        let stands = at.join("$ref");
        copied += copied_object::count(&operation);
        if copied > MAX_NODES {
            faults.add(stands.clone(), Fault::TooManyCopies { most: MAX_NODES.to_string() })?;
        }
        // Two operations cannot have one id: it stays where it was written.
        if is_of_a_path(&reference) {
            operation.remove("operationId");
        }
        let done = "what it refers to is read in its place".to_owned();
        faults.add(stands, Fault::ReferenceWhereNoneMayBe { what: "operation".to_owned(), done })?;
        copied_object::put(document, &at, (&reference, operation), &mut faults.origins);
    }
    Ok(())
}

/// The places of operations that are references, and the references.
fn references(document: &Value) -> Vec<(Pointer, Value)> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let operations = paths.filter(|(path, _)| !path.starts_with("x-")).flat_map(|(path, item)| {
        METHODS.iter().filter_map(move |method| {
            let reference = item.get(*method)?.get("$ref")?;
            Some((Pointer::root().join("paths").join(path).join(method), reference.clone()))
        })
    });
    operations.collect()
}

fn is_of_a_path(reference: &Value) -> bool {
    reference.as_str().is_some_and(|text| text.starts_with("#/paths/"))
}
