//! The address of the API: `host`, `basePath` and `schemes`.

use serde_json::{Map, Value, json};

use super::super::step::Step;
use crate::document::pointer::Pointer;

/// Writes the address as the document's server, unless the caller has named another one.
pub(super) fn lift(fields: &mut Map<String, Value>, step: &mut Step<'_>) {
    let text = |value: Option<Value>| value.and_then(|value| value.as_str().map(str::to_owned));
    let (host, path) = (text(fields.remove("host")), text(fields.remove("basePath")));
    let schemes = fields.remove("schemes");
    if fields.contains_key("servers") {
        return;
    }
    let listed = schemes.as_ref().and_then(Value::as_array);
    let schemes: Vec<&str> = listed.into_iter().flatten().filter_map(Value::as_str).collect();
    let is_secure = schemes.is_empty() || schemes.contains(&"https") || !schemes.contains(&"http");
    let scheme = if is_secure { "https" } else { "http" };
    let path = path.unwrap_or_default();
    let path = path.trim_end_matches('/');
    let slash = if path.is_empty() || path.starts_with('/') { "" } else { "/" };
    let url = match host.as_deref().map(str::trim).filter(|host| !host.is_empty()) {
        // Some documents have a whole address for a host.
        Some(host) if host.contains("://") => format!("{}{slash}{path}", host.trim_end_matches('/')),
        Some(host) => format!("{scheme}://{}{slash}{path}", host.trim_end_matches('/')),
        None if path.is_empty() => return,
        None => format!("{slash}{path}"),
    };
    let from = Pointer::root().join(if host.is_some() { "host" } else { "basePath" });
    step.origins.came(&from, &Pointer::root().join("servers").join(0));
    step.origins.came(&from, &Pointer::root().join("servers").join(0).join("url"));
    fields.insert("servers".to_owned(), json!([{ "url": url }]));
}
