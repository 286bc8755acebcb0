//! Mends the objects that no reference leads to: what a document says of itself, its tags, servers, links to
//! documentation, and the flows of OAuth. `openapiv3` would refuse the whole document for one of them.

use serde_json::{Map, Value, json};

use super::values::{Form, shown};
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::places::{Kind, Places};
use crate::document::pointer::Pointer;
use crate::document::version::kind;

/// One of these objects.
#[derive(Clone, Copy)]
struct Small {
    /// Its name in messages.
    what: &'static str,
    /// The field that is meant where text stands in the place of the object.
    as_text: Option<&'static str>,
    fields: &'static [(&'static str, Holds)],
}

/// What a field holds, and what stands in its place where it has to be there and is not.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    /// Text that has to be there. Without it the object is ignored.
    Needed,
    /// Text that has to be there, and may be empty.
    Filled,
    Texts,
    /// Texts by names.
    Scopes,
    One(&'static Small),
    List(&'static Small),
    Map(&'static Small),
}

use Holds::{Filled, List, Needed, One, Scopes, Text, Texts};

const INFO: Small = Small {
    what: "document",
    as_text: Some("title"),
    fields: &[
        ("title", Filled),
        ("version", Filled),
        ("description", Text),
        ("termsOfService", Text),
        ("contact", One(&CONTACT)),
        ("license", One(&LICENSE)),
    ],
};
const CONTACT: Small = Small {
    what: "contact",
    as_text: Some("name"),
    fields: &[("name", Text), ("url", Text), ("email", Text)],
};
const LICENSE: Small =
    Small { what: "license", as_text: Some("name"), fields: &[("name", Filled), ("url", Text)] };
const TAG: Small = Small {
    what: "tag",
    as_text: Some("name"),
    fields: &[("name", Needed), ("description", Text), ("externalDocs", One(&DOCS))],
};
const DOCS: Small = Small {
    what: "link to documentation",
    as_text: Some("url"),
    fields: &[("url", Needed), ("description", Text)],
};
const SERVER: Small = Small {
    what: "server",
    as_text: Some("url"),
    fields: &[("url", Needed), ("description", Text), ("variables", Holds::Map(&VARIABLE))],
};
const VARIABLE: Small = Small {
    what: "variable of the server",
    as_text: Some("default"),
    fields: &[("enum", Texts), ("default", Needed), ("description", Text)],
};
const FLOWS: Small = Small {
    what: "list of flows",
    as_text: None,
    fields: &[
        ("implicit", One(&IMPLICIT)),
        ("password", One(&WITH_TOKENS)),
        ("clientCredentials", One(&WITH_TOKENS)),
        ("authorizationCode", One(&WITH_CODE)),
    ],
};
const IMPLICIT: Small = Small {
    what: "flow",
    as_text: None,
    fields: &[("authorizationUrl", Needed), ("refreshUrl", Text), ("scopes", Scopes)],
};
const WITH_TOKENS: Small = Small {
    what: "flow",
    as_text: None,
    fields: &[("tokenUrl", Needed), ("refreshUrl", Text), ("scopes", Scopes)],
};
const WITH_CODE: Small = Small {
    what: "flow",
    as_text: None,
    fields: &[("authorizationUrl", Needed), ("tokenUrl", Needed), ("refreshUrl", Text), ("scopes", Scopes)],
};

/// The fields of the objects of OpenAPI that hold such objects.
fn fields_of(kind: Kind) -> &'static [(&'static str, Holds)] {
    match kind {
        Kind::Document => &[
            ("info", One(&INFO)),
            ("tags", List(&TAG)),
            ("externalDocs", One(&DOCS)),
            ("servers", List(&SERVER)),
        ],
        Kind::PathItem => &[("servers", List(&SERVER))],
        Kind::Operation => &[("externalDocs", One(&DOCS)), ("servers", List(&SERVER))],
        Kind::Link => &[("server", One(&SERVER))],
        Kind::SecurityScheme => &[("flows", One(&FLOWS))],
        _ => &[],
    }
}

/// The objects of OpenAPI that hold any of them.
pub(super) fn holders(places: &Places<'_>) -> Vec<(Kind, Pointer)> {
    let all = places.list().iter().enumerate();
    let has_some =
        all.filter(|(_, place)| fields_of(place.kind).iter().any(|(field, _)| place.field(field).is_some()));
    has_some.map(|(at, place)| (place.kind, places.pointer(at))).collect()
}

/// Mends all of them.
pub(super) fn mend(document: &mut Value, holders: Vec<(Kind, Pointer)>, faults: &mut Faults) -> Result<()> {
    for (kind, at) in holders {
        if let Some(Value::Object(fields)) = document.pointer_mut(at.as_str()) {
            for (field, holds) in fields_of(kind) {
                mend_field(fields, field, *holds, &at, faults)?;
            }
        }
    }
    Ok(())
}

/// Mends a field that is there, or removes it.
fn mend_field(
    fields: &mut Map<String, Value>,
    field: &str,
    holds: Holds,
    at: &Pointer,
    faults: &mut Faults,
) -> Result<()> {
    let Some(value) = fields.get_mut(field) else { return Ok(()) };
    let at = at.join(field);
    let stays = match holds {
        Text | Needed | Filled => form(field, Form::Text, value, &at, faults)?,
        Texts => texts(field, value, &at, faults)?,
        Scopes => scopes(value, &at, faults)?,
        One(small) => object(small, field, value, &at, faults)?,
        List(small) => list(small, field, value, &at, faults)?,
        Holds::Map(small) => {
            let is_map = form_of(field, value.is_object(), "an object", value, &at, faults)?;
            if let Value::Object(entries) = value {
                let names: Vec<String> = entries.keys().cloned().collect();
                for name in names {
                    let Some(entry) = entries.get_mut(&name) else { continue };
                    if !object(small, &name, entry, &at.join(&name), faults)? {
                        entries.remove(&name);
                    }
                }
            }
            is_map
        }
    };
    if !stays {
        fields.remove(field);
    }
    Ok(())
}

/// A list of objects. One object alone, or text that means one, is a list of one.
fn list(small: &Small, field: &str, value: &mut Value, at: &Pointer, faults: &mut Faults) -> Result<bool> {
    let is_one = value.is_object() || (value.is_string() && small.as_text.is_some());
    if is_one {
        faults.add(at.clone(), plain(field, "an array", value, "a list of one".to_owned()))?;
        *value = json!([value.take()]);
    }
    if !form_of(field, value.is_array(), "an array", value, at, faults)? {
        return Ok(false);
    }
    let Value::Array(items) = value else { return Ok(false) };
    let mut kept = Vec::new();
    for (index, mut item) in std::mem::take(items).into_iter().enumerate() {
        let at = if is_one { at.clone() } else { at.join(index) };
        if object(small, small.what, &mut item, &at, faults)? {
            kept.push(item);
        }
    }
    *items = kept;
    Ok(true)
}

/// An object. Says whether it stays.
fn object(small: &Small, field: &str, value: &mut Value, at: &Pointer, faults: &mut Faults) -> Result<bool> {
    let text = Form::Text.meant(value).or_else(|| value.is_string().then(|| value.clone()));
    if let Some((name, text)) = small.as_text.zip(text) {
        let meant = json!({ name: text });
        faults.add(at.clone(), plain(field, "an object", value, format!("`{meant}`")))?;
        *value = meant;
    }
    let what = small.what.to_owned();
    let Value::Object(fields) = value else {
        let (found, done) = (kind(value).to_owned(), "it is ignored".to_owned());
        faults.add(at.clone(), Fault::NotAnObject { what, found, done })?;
        return Ok(false);
    };
    if small.fields.iter().any(|(field, _)| *field == "enum") {
        forget_no_values(fields, at, faults)?;
    }
    for (field, holds) in small.fields {
        let was_there = fields.contains_key(*field);
        mend_field(fields, field, *holds, at, faults)?;
        if fields.get(*field).is_some_and(|value| !value.is_null()) {
            continue;
        }
        let read = match holds {
            Filled => json!(""),
            Scopes => json!({}),
            // The default of a variable is one of its values.
            Needed => {
                match fields.get("enum").and_then(|values| values.get(0)).filter(|_| *field == "default") {
                    Some(first) => first.clone(),
                    None => {
                        let problem = format!("missing field `{field}`");
                        faults.add(at.clone(), Fault::BrokenObject { what, problem })?;
                        return Ok(false);
                    }
                }
            }
            _ => continue,
        };
        if !was_there || fields.contains_key(*field) {
            let shown = match holds {
                Filled => "an empty one".to_owned(),
                Scopes => "no scopes".to_owned(),
                _ => format!("`{read}`"),
            };
            let (what, field) = (what.clone(), (*field).to_owned());
            faults.add(at.clone(), Fault::MissingField { what, field, read: shown })?;
        }
        fields.insert((*field).to_owned(), read);
        fields.sort_keys();
    }
    Ok(true)
}

/// A variable of which no value is listed can have any.
fn forget_no_values(fields: &mut Map<String, Value>, at: &Pointer, faults: &mut Faults) -> Result<()> {
    if fields.get("enum").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        faults.add(at.join("enum"), Fault::VariableWithoutValues {})?;
        fields.remove("enum");
        fields.sort_keys();
    }
    Ok(())
}

/// A value of a form. Null says nothing.
fn form(field: &str, form: Form, value: &mut Value, at: &Pointer, faults: &mut Faults) -> Result<bool> {
    if value.is_null() || form.holds(value) {
        return Ok(true);
    }
    match form.meant(value) {
        Some(meant) => {
            let read = if meant.is_array() { "a list".to_owned() } else { format!("`{meant}`") };
            faults.add(at.clone(), plain(field, form.wanted(), value, read))?;
            *value = meant;
            Ok(true)
        }
        None => form_of(field, false, form.wanted(), value, at, faults),
    }
}

/// Texts, where numbers may be written without quotes.
fn texts(field: &str, value: &mut Value, at: &Pointer, faults: &mut Faults) -> Result<bool> {
    if let Value::Array(items) = value {
        for (index, item) in items.iter_mut().enumerate().filter(|(_, item)| !item.is_null()) {
            form(field, Form::Text, item, &at.join(index), faults)?;
        }
    }
    if value.is_null() {
        return Ok(false);
    }
    form(field, Form::Texts, value, at, faults)
}

/// Scopes by their names, each with a description. A list is one of names.
fn scopes(value: &mut Value, at: &Pointer, faults: &mut Faults) -> Result<bool> {
    if let Value::Array(names) = value {
        let described = names.iter().filter_map(Value::as_str).map(|name| (name.to_owned(), json!("")));
        let meant = Value::Object(described.collect());
        faults.add(at.clone(), plain("scopes", "an object", value, "the names of scopes".to_owned()))?;
        *value = meant;
    }
    if !form_of("scopes", value.is_object(), "an object", value, at, faults)? {
        return Ok(false);
    }
    for (name, text) in value.as_object_mut().into_iter().flatten() {
        if text.is_null() || !form(name, Form::Text, text, &at.join(name), faults)? {
            *text = json!("");
        }
    }
    Ok(true)
}

/// Says that a value is none of those that are wanted.
fn form_of(
    field: &str,
    is_good: bool,
    wanted: &str,
    value: &Value,
    at: &Pointer,
    faults: &mut Faults,
) -> Result<bool> {
    if !is_good {
        let (field, wanted, found) = (field.to_owned(), wanted.to_owned(), shown(value));
        let remedy = format!("correct or remove `{field}`");
        faults.add(at.clone(), Fault::WrongType { field, wanted, found, remedy })?;
    }
    Ok(is_good)
}

fn plain(field: &str, wanted: &str, found: &Value, read: String) -> Fault {
    let remedy = match wanted {
        "a string" => "write it in quotes".to_owned(),
        _ => format!("write {wanted}"),
    };
    let (field, wanted, found) = (field.to_owned(), wanted.to_owned(), shown(found));
    Fault::WrongTypeButPlain { field, wanted, found, remedy, read }
}
