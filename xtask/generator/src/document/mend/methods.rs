//! Mends the methods of path items that are written in capitals.

use serde_json::{Map, Value};

use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::places::METHODS;
use crate::document::pointer::Pointer;
use crate::document::version::Version;

/// Where path items stand in any version.
const SECTIONS: [&[&str]; 3] = [&["paths"], &["webhooks"], &["components", "pathItems"]];

/// Spells all methods as OpenAPI does.
pub(in crate::document) fn mend(document: &mut Value, version: Version, faults: &mut Faults) -> Result<()> {
    for section in SECTIONS {
        let at = section.iter().fold(Pointer::root(), |at, token| at.join(token));
        let items = document.pointer_mut(at.as_str()).and_then(Value::as_object_mut);
        for (path, item) in items.into_iter().flatten().filter(|(path, _)| !path.starts_with("x-")) {
            if let Value::Object(item) = item {
                of_item(item, &at.join(path), version, faults)?;
            }
        }
    }
    Ok(())
}

fn of_item(item: &mut Map<String, Value>, at: &Pointer, version: Version, faults: &mut Faults) -> Result<()> {
    let is_known =
        |field: &str| METHODS.contains(&field) || (version == Version::OpenApi3_2 && field == "query");
    let misspelt = item.iter().filter(|(field, operation)| {
        let is_in_capitals = field.bytes().any(|byte| byte.is_ascii_uppercase());
        is_in_capitals && operation.is_object() && is_known(&field.to_ascii_lowercase())
    });
    let misspelt: Vec<String> = misspelt.map(|(field, _)| field.clone()).collect();
    for field in misspelt {
        let method = field.to_ascii_lowercase();
        let stands = at.join(&field);
        let Some(operation) = item.remove(&field) else { continue };
        if item.contains_key(&method) {
            let problem = format!("`{field}` is the method `{method}`, which the path has as well");
            faults.add(stands, Fault::BrokenOperation { problem })?;
            continue;
        }
        faults.add(stands.clone(), Fault::MethodInCapitals { field, method: method.clone() })?;
        faults.origins.moved(&stands, &at.join(&method));
        item.insert(method, operation);
        item.sort_keys();
    }
    Ok(())
}
