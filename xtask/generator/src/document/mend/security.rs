//! Mends which security schemes are demanded, and the types of the schemes, so that one slip does not take the
//! authentication away.

use serde_json::{Map, Value, json};

use super::values::shown;
use crate::diagnostic::Result;
use crate::document::faults::{Fault, is_attack};
use crate::document::found::Faults;
use crate::document::places::{Kind, Places};
use crate::document::pointer::Pointer;
use crate::document::version::{Version, kind};

/// The objects that say which schemes are demanded, and the schemes.
pub(super) fn holders(places: &Places<'_>) -> Vec<(Kind, Pointer)> {
    let all = places.list().iter().enumerate();
    let of_security = all.filter(|(_, place)| match place.kind {
        Kind::Document | Kind::Operation => place.field("security").is_some_and(|value| !value.is_null()),
        Kind::SecurityScheme => place.text("type").is_some(),
        _ => false,
    });
    of_security.map(|(at, place)| (place.kind, places.pointer(at))).collect()
}

/// Mends the demands of the document and of its operations, and the schemes.
pub(super) fn mend(
    document: &mut Value,
    holders: Vec<(Kind, Pointer)>,
    version: Version,
    faults: &mut Faults,
) -> Result<()> {
    for (kind, at) in holders {
        let Some(Value::Object(fields)) = document.pointer_mut(at.as_str()) else { continue };
        if kind == Kind::SecurityScheme {
            scheme(fields, version, &at, faults)?;
        } else if let Some(value) = fields.get_mut("security")
            && !demands(value, &at.join("security"), faults)?
        {
            fields.remove("security");
        }
    }
    Ok(())
}

/// The list of what is demanded. Says whether it stays.
fn demands(value: &mut Value, at: &Pointer, faults: &mut Faults) -> Result<bool> {
    let is_one = value.is_object() || value.is_string();
    if is_one {
        faults.add(at.clone(), plain("security", "an array", value, "a list of one".to_owned()))?;
        *value = json!([value.take()]);
    }
    let Value::Array(items) = value else {
        let (field, wanted, found) = ("security".to_owned(), "an array".to_owned(), shown(value));
        let remedy = "list the security schemes, such as `- NAME: []`".to_owned();
        faults.add(at.clone(), Fault::WrongType { field, wanted, found, remedy })?;
        return Ok(false);
    };
    let count = items.len();
    let mut kept = Vec::new();
    for (index, item) in std::mem::take(items).into_iter().enumerate() {
        let at = if is_one { at.clone() } else { at.join(index) };
        kept.extend(demand(item, &at, faults)?);
    }
    let stays = !kept.is_empty() || count == 0;
    *items = kept;
    Ok(stays)
}

/// Schemes that are demanded together, each with its scopes.
fn demand(item: Value, at: &Pointer, faults: &mut Faults) -> Result<Option<Value>> {
    match item {
        Value::Object(mut schemes) => {
            for (name, scopes) in &mut schemes {
                if let Some(meant) = meant_scopes(scopes) {
                    let read = if meant == json!([]) { "`[]`" } else { "a list of scopes" };
                    let fault = plain(name, "an array of strings", scopes, read.to_owned());
                    faults.add(at.join(name), fault)?;
                    *scopes = meant;
                }
            }
            Ok(Some(Value::Object(schemes)))
        }
        Value::String(name) => {
            let read = json!({ &name: [] });
            let fault = plain("security", "objects", &json!(name), format!("`{read}`"));
            faults.add(at.clone(), fault)?;
            Ok(Some(read))
        }
        other => {
            let (what, found) = ("security requirement".to_owned(), kind(&other).to_owned());
            faults.add(at.clone(), Fault::NotAnObject { what, found, done: "it is ignored".to_owned() })?;
            Ok(None)
        }
    }
}

/// The scopes that are meant by something that is no list of texts.
fn meant_scopes(scopes: &Value) -> Option<Value> {
    match scopes {
        Value::Array(items) if items.iter().all(Value::is_string) => None,
        Value::Array(items) => Some(items.iter().filter(|item| item.is_string()).cloned().collect()),
        Value::String(scope) => Some(json!([scope])),
        Value::Object(scopes) => Some(scopes.keys().map(|scope| json!(scope)).collect()),
        _ => Some(json!([])),
    }
}

/// The type of a scheme: in another case, or the name of a scheme of HTTP.
fn scheme(
    fields: &mut Map<String, Value>,
    version: Version,
    at: &Pointer,
    faults: &mut Faults,
) -> Result<()> {
    let known: &[&str] = match version {
        Version::Swagger2_0 => &["basic", "apiKey", "oauth2"],
        Version::OpenApi3_0 => &["apiKey", "http", "oauth2", "openIdConnect"],
        _ => &["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"],
    };
    let Some(written) = fields.get("type").and_then(Value::as_str).map(str::to_owned) else { return Ok(()) };
    if known.contains(&written.as_str()) || is_attack(&written) {
        return Ok(());
    }
    let word: String = written.chars().filter(char::is_ascii_alphanumeric).collect();
    let is = |name: &str| word.eq_ignore_ascii_case(name);
    let of_http = ["basic", "bearer", "digest"].into_iter().find(|name| is(name));
    let meant = match known.iter().find(|name| is(name)) {
        Some(name) => json!({ "type": name }),
        None if of_http.is_some() => json!({ "type": "http", "scheme": of_http }),
        None if is("oauth") => json!({ "type": "oauth2" }),
        None => return Ok(()),
    };
    let wanted =
        format!("one of {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "));
    faults.add(at.join("type"), plain("type", &wanted, &json!(written), format!("`{meant}`")))?;
    fields.extend(meant.as_object().cloned().unwrap_or_default());
    fields.sort_keys();
    Ok(())
}

fn plain(field: &str, wanted: &str, found: &Value, read: String) -> Fault {
    Fault::WrongTypeButPlain {
        field: field.to_owned(),
        wanted: wanted.to_owned(),
        found: shown(found),
        remedy: match wanted {
            "objects" => "write `- NAME: []`".to_owned(),
            _ => format!("write {wanted}"),
        },
        read,
    }
}
