//! Mends the version that a document names.

use serde_json::{Value, json};

use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::pointer::Pointer;

/// Mends the version.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let Value::Object(fields) = document else { return Ok(()) };
    if let Some(version) = fields.get("openapi").filter(|version| !is_full(version)) {
        let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
        let fault = Fault::VersionInShort { version, read: "3.0".to_owned() };
        faults.add(Pointer::root().join("openapi"), fault)?;
        fields.insert("openapi".to_owned(), json!("3.0.3"));
    }
    Ok(())
}

fn is_full(version: &Value) -> bool {
    version.as_str().is_some_and(|version| version.matches('.').count() >= 2)
}
