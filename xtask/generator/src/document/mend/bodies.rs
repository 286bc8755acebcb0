//! Turns parameters that are the body, as in Swagger 2.0, into the body.

use serde_json::{Map, Value, json};

use super::declared::{self, Declared};
use super::edit::{Edit, apply};
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::places::METHODS;
use crate::document::pointer::Pointer;

/// Mends all operations.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let mut operations = Vec::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        let at = Pointer::root().join("paths").join(path);
        let methods = METHODS.into_iter().filter(|method| item.get(method).is_some());
        operations.extend(methods.map(|method| at.join(method)));
    }
    for operation in operations {
        let of_body = |declared: &Declared| matches!(declared.place.as_str(), "body" | "formData");
        let declared: Vec<Declared> =
            declared::of(document, &operation).into_iter().filter(of_body).collect();
        if declared.is_empty() {
            continue;
        }
        let is_described = document.pointer(operation.join("requestBody").as_str()).is_some();
        let done = if is_described {
            "it is ignored, as there is a `requestBody`"
        } else {
            "it is read as the body"
        };
        let mut edits = Vec::new();
        for Declared { at, name, .. } in &declared {
            faults
                .add(at.clone(), Fault::ParameterForTheBody { name: name.clone(), done: done.to_owned() })?;
            edits.push(Edit::Remove(at.clone()));
        }
        if !is_described {
            edits.push(Edit::Put(operation.join("requestBody"), body(&declared)));
        }
        apply(document, edits);
    }
    Ok(())
}

/// The body that parameters describe: JSON, or a form.
fn body(declared: &[Declared]) -> Value {
    let is_required = |declared: &Declared| declared.value.get("required") == Some(&Value::Bool(true));
    if let Some(body) = declared.iter().find(|declared| declared.place == "body") {
        let schema = body.value.get("schema").cloned().unwrap_or_else(|| json!({}));
        return json!({ "required": is_required(body), "content": { "application/json": { "schema": schema } } });
    }
    let is_file = |declared: &Declared| declared.value.get("type").and_then(Value::as_str) == Some("file");
    let media_type = match declared.iter().any(is_file) {
        true => "multipart/form-data",
        false => "application/x-www-form-urlencoded",
    };
    let property = |declared: &Declared| {
        let own = declared.value.get("schema").cloned().unwrap_or_else(|| {
            let fields = declared.value.as_object().into_iter().flatten();
            let of_schema = fields.filter(|(field, _)| !["name", "in", "required"].contains(&field.as_str()));
            Value::Object(of_schema.map(|(field, value)| (field.clone(), value.clone())).collect())
        });
        (declared.name.clone(), own)
    };
    let properties: Map<String, Value> = declared.iter().map(property).collect();
    let required: Vec<&String> =
        declared.iter().filter(|declared| is_required(declared)).map(|declared| &declared.name).collect();
    let schema = json!({ "type": "object", "properties": properties, "required": required });
    json!({ "required": !required.is_empty(), "content": { media_type: { "schema": schema } } })
}
