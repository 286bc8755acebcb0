//! Schemas that are referred to by an identifier or an anchor instead of their place: `$id`, `$anchor`, `$dynamicAnchor`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::step::Step;
use crate::diagnostic::Result;
use crate::document::places::{Kind, Places};
use crate::document::pointer::Pointer;
use crate::document::resolve::local;
use crate::document::version::Version;
use crate::document::visit::walk;

/// The identifiers of a document.
#[derive(Default)]
struct Identifiers {
    /// The places of the schemas with an identifier, by that, in full.
    places: BTreeMap<String, Pointer>,
    /// The identifier in full of each such place.
    bases: BTreeMap<String, String>,
    /// The places of anchors, by the identifier of the schema around them and their name.
    anchors: BTreeMap<(String, String), Pointer>,
}

const KEYWORDS: [&str; 4] = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef"];

/// Writes references to identifiers and anchors as references to places, and removes identifiers and anchors.
pub(in super::super) fn resolve(document: &mut Value, step: &mut Step<'_>) -> Result<()> {
    if !mentions(document) {
        return Ok(());
    }
    let own = document.get("$self").and_then(Value::as_str).unwrap_or_default().to_owned();
    let Some(identifiers) = Identifiers::of(document, &own) else { return Ok(()) };
    let mut edits: Vec<(Pointer, String)> = Vec::new();
    {
        let places = Places::of(document);
        for (at, place) in places.list().iter().enumerate() {
            let keyword = if place.field("$ref").is_some() { "$ref" } else { "$dynamicRef" };
            let Some(reference) = place.text(keyword) else { continue };
            let pointer = places.pointer(at);
            if let Some(target) = identifiers.target(document, &pointer, reference) {
                edits.push((pointer, format!("#{target}")));
            }
        }
    }
    for (at, reference) in edits {
        let Some(Value::Object(fields)) = document.pointer_mut(at.as_str()) else { continue };
        if fields.remove("$dynamicRef").is_some() && !fields.contains_key("$ref") {
            step.origins.came(&at.join("$dynamicRef"), &at.join("$ref"));
        }
        fields.insert("$ref".to_owned(), Value::String(reference));
        fields.sort_keys();
    }
    let mut visit = |kind: Kind, value: &mut Value, _: &Pointer| {
        if let (Kind::Schema, Value::Object(fields)) = (kind, value) {
            fields.retain(|field, _| !KEYWORDS.contains(&field.as_str()));
        }
        Ok(())
    };
    walk(Version::OpenApi3_1, Kind::Document, document, &Pointer::root(), &mut visit)
}

/// Whether there is an identifier anywhere, as far as can be told without knowing what is data. Most documents have none.
fn mentions(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields
            .iter()
            .any(|(key, value)| key == "$self" || KEYWORDS.contains(&key.as_str()) || mentions(value)),
        Value::Array(items) => items.iter().any(mentions),
        _ => false,
    }
}

impl Identifiers {
    /// The identifiers of a document, if it has any.
    fn of(document: &Value, own: &str) -> Option<Self> {
        let places = Places::of(document);
        let named = places.list().iter().enumerate();
        let named = named.filter(|(_, place)| {
            place.kind == Kind::Schema && KEYWORDS.iter().any(|keyword| place.field(keyword).is_some())
        });
        // Parents come before what they hold.
        let named: Vec<(Pointer, &Value)> =
            named.map(|(at, place)| (places.pointer(at), place.value)).collect();
        if named.is_empty() && own.is_empty() {
            return None;
        }
        let mut found = Self::default();
        found.bases.insert(String::new(), own.to_owned());
        found.places.insert(own.to_owned(), Pointer::root());
        let text =
            |value: &Value, keyword: &str| value.get(keyword).and_then(Value::as_str).map(str::to_owned);
        for (pointer, value) in &named {
            if let Some(id) = text(value, "$id") {
                let (id, anchor) = id.split_once('#').unwrap_or((&id, ""));
                let id = join(found.base(pointer), id);
                if !anchor.is_empty() {
                    found.anchors.insert((id.clone(), anchor.to_owned()), pointer.clone());
                }
                found.bases.insert(pointer.as_str().to_owned(), id.clone());
                found.places.entry(id).or_insert_with(|| pointer.clone());
            }
            for keyword in ["$anchor", "$dynamicAnchor"] {
                if let Some(anchor) = text(value, keyword) {
                    let key = (found.base(pointer).to_owned(), anchor);
                    found.anchors.entry(key).or_insert_with(|| pointer.clone());
                }
            }
        }
        Some(found)
    }

    /// The identifier of the schema around a place.
    fn base(&self, at: &Pointer) -> &str {
        let mut at = at.clone();
        loop {
            if let Some(base) = self.bases.get(at.as_str()) {
                return base;
            }
            match at.split_last() {
                Some((parent, _)) => at = parent,
                None => return "",
            }
        }
    }

    /// The place that a reference leads to, where it is another one than the reference says.
    fn target(&self, document: &Value, at: &Pointer, reference: &str) -> Option<Pointer> {
        let (id, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = self.base(at);
        let id = if id.is_empty() { base.to_owned() } else { join(base, id) };
        let place = self.places.get(&id)?;
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return self.anchors.get(&(id, fragment.to_owned())).cloned();
        }
        let within = local(&format!("#{fragment}"))?;
        let pointer = Pointer::parse(&format!("{place}{within}"))?;
        let is_there = document.pointer(pointer.as_str()).is_some();
        // Many documents give schemas an `$id` and refer to places of the whole document all the same.
        (is_there && pointer.as_str() != reference.trim_start_matches('#')).then_some(pointer)
    }
}

/// An identifier in full: relative ones stand beside the one that they are relative to.
fn join(base: &str, id: &str) -> String {
    let has_scheme = id.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    if has_scheme || base.is_empty() {
        return id.to_owned();
    }
    let (authority, path) = match base.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
            (format!("{scheme}://{host}"), path)
        }
        None => (String::new(), base),
    };
    let folder = path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or_default();
    if id.starts_with('/') { format!("{authority}{id}") } else { format!("{authority}{folder}{id}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_identifiers_stand_beside_their_base() {
        for (base, id, full) in [
            ("", "pet", "pet"),
            ("pet", "owner", "owner"),
            ("a/pet", "owner", "a/owner"),
            ("https://example.com/a/pet", "owner", "https://example.com/a/owner"),
            ("https://example.com/a/pet", "/owner", "https://example.com/owner"),
            ("https://example.com", "owner", "https://example.com/owner"),
            ("https://example.com/a", "urn:x:owner", "urn:x:owner"),
        ] {
            assert_eq!(join(base, id), full, "{base} {id}");
        }
    }
}
