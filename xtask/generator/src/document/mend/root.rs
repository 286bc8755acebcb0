//! Mends what a document says of itself: its version, its title, and the variables of its servers.

use serde_json::{Map, Value, json};

use super::values::{Form, shown};
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::pointer::Pointer;

/// Mends the fields of the document itself.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let Value::Object(fields) = document else { return Ok(()) };
    let root = Pointer::root;
    if let Some(version) = fields.get("openapi").filter(|version| !is_full(version)) {
        let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
        faults.add(root().join("openapi"), Fault::VersionInShort { version, read: "3.0".to_owned() })?;
        fields.insert("openapi".to_owned(), json!("3.0.3"));
    }
    if let Some(Value::Object(info)) = fields.get_mut("info") {
        describe(info, &root().join("info"), faults)?;
    }
    if let Some(Value::Array(servers)) = fields.get_mut("servers") {
        for (index, server) in servers.iter_mut().enumerate() {
            let variables = server.get_mut("variables").and_then(Value::as_object_mut);
            for (name, variable) in variables.into_iter().flatten() {
                let at = root().join("servers").join(index).join("variables").join(name);
                default(variable, &at, faults)?;
            }
        }
    }
    Ok(())
}

fn is_full(version: &Value) -> bool {
    version.as_str().is_some_and(|version| version.matches('.').count() >= 2)
}

/// The title and the version have to be there. A version like `1.0` is a number in YAML.
fn describe(info: &mut Map<String, Value>, at: &Pointer, faults: &mut Faults) -> Result<()> {
    for field in ["title", "version"] {
        let fault = match info.get(field) {
            Some(Value::String(_)) => continue,
            None => Fault::MissingField {
                what: "document".to_owned(),
                field: field.to_owned(),
                read: "an empty one".to_owned(),
            },
            Some(value) => {
                let meant = Form::Text.meant(value).unwrap_or_else(|| json!(""));
                let fault = plain(field, value, &meant);
                info.insert(field.to_owned(), meant);
                faults.add(at.join(field), fault)?;
                continue;
            }
        };
        info.insert(field.to_owned(), json!(""));
        info.sort_keys();
        faults.add(at.clone(), fault)?;
    }
    Ok(())
}

fn plain(field: &str, value: &Value, meant: &Value) -> Fault {
    Fault::WrongTypeButPlain {
        field: field.to_owned(),
        wanted: "a string".to_owned(),
        found: shown(value),
        remedy: "write it in quotes".to_owned(),
        read: format!("`{meant}`"),
    }
}

/// The default of a variable has to be there, as text; one that is not is the first of its values.
fn default(variable: &mut Value, at: &Pointer, faults: &mut Faults) -> Result<()> {
    let Value::Object(fields) = variable else { return Ok(()) };
    if let Some(Value::Array(values)) = fields.get_mut("enum") {
        for value in values.iter_mut().filter(|value| value.is_number() || value.is_boolean()) {
            *value = json!(value.to_string());
        }
    }
    if fields.get("enum").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        faults.add(at.join("enum"), Fault::VariableWithoutValues {})?;
        fields.remove("enum");
    }
    let first = || fields.get("enum").and_then(|values| values.get(0)).cloned();
    let found = fields.get("default").cloned();
    if found.as_ref().is_some_and(Value::is_string) {
        return Ok(());
    }
    let Some(meant) = found.as_ref().and_then(|value| Form::Text.meant(value)).or_else(first) else {
        return Ok(());
    };
    faults.add(at.join("default"), plain("default", &found.unwrap_or_default(), &meant))?;
    fields.insert("default".to_owned(), meant);
    fields.sort_keys();
    Ok(())
}
