//! The entries of a map, as a caller lists them.

use std::collections::BTreeMap;

/// Collects the entries of the property `of`. A name that is given twice is an error: one of the two would be lost.
pub(crate) fn entries<T>(
    of: &str,
    entries: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>,
) -> Result<BTreeMap<String, T>, String> {
    let mut collected = BTreeMap::new();
    for (name, value) in entries {
        let name = name.into();
        if collected.contains_key(&name) {
            return Err(format!("`{of}` has {name:?} twice"));
        }
        collected.insert(name, value.into());
    }
    Ok(collected)
}
