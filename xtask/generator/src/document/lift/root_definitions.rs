//! Schemas that the document itself holds in `$defs` or `definitions`. JSON Schema has these fields, a document of OpenAPI
//! does not, and some that were made of JSON Schema refer to them all the same.

use serde_json::{Map, Value};

use super::lead_references::lead_references;
use super::schema::definitions;
use super::step::Step;
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::pointer::Pointer;
use crate::document::version::Version;

/// Moves such schemas among the components, where every step finds them, and reports them.
pub(in crate::document) fn move_root_definitions(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let version = Version::claimed(document);
    let Value::Object(fields) = document else { return Ok(()) };
    let mut step = Step::new(faults);
    for keyword in ["$defs", "definitions"] {
        // Of Swagger 2.0, `definitions` is a field.
        let is_slip = |schemas: &Map<String, Value>| {
            version != Version::Swagger2_0 && !schemas.is_empty() && schemas.values().all(is_schema)
        };
        if !fields.get(keyword).and_then(Value::as_object).is_some_and(is_slip) {
            continue;
        }
        let at = Pointer::root();
        step.fault(at.join(keyword), Fault::SchemasOfTheDocument { field: keyword.to_owned() })?;
        definitions::collect_one(fields, keyword, &at, &mut step);
    }
    if step.definitions.is_empty() {
        return Ok(());
    }
    definitions::become_components(document, &mut step);
    document.sort_all_objects();
    lead_references(version, document, &step.origins)?;
    step.finish();
    Ok(())
}

fn is_schema(value: &Value) -> bool {
    value.is_object() || value.is_boolean()
}
