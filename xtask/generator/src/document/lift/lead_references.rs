//! Leads references to where their targets stand after a step.

use serde_json::Value;

use crate::diagnostic::Result;
use crate::document::origins::Origins;
use crate::document::places::Kind;
use crate::document::pointer::Pointer;
use crate::document::resolve::local;
use crate::document::version::Version;
use crate::document::visit::walk;

/// Leads the references of a document, which has a version now, to where their targets stand now.
pub(super) fn lead_references(version: Version, document: &mut Value, origins: &Origins) -> Result<()> {
    let mut visit = |kind: Kind, value: &mut Value, _: &Pointer| {
        let Value::Object(fields) = value else { return Ok(()) };
        if let Some(Value::String(reference)) = fields.get_mut("$ref") {
            lead(reference, origins);
        }
        let mapping = fields.get_mut("discriminator").filter(|_| kind == Kind::Schema);
        let mapping = mapping.and_then(|found| found.get_mut("mapping")).and_then(Value::as_object_mut);
        for target in mapping.into_iter().flat_map(|mapping| mapping.values_mut()) {
            if let Value::String(reference) = target {
                lead(reference, origins);
            }
        }
        Ok(())
    };
    walk(version, Kind::Document, document, &Pointer::root(), &mut visit)
}

fn lead(reference: &mut String, origins: &Origins) {
    let Some(pointer) = local(reference) else { return };
    let now = origins.now(pointer.as_str());
    if now != pointer.as_str() {
        *reference = format!("#{now}");
    }
}
