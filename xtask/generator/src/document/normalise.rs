//! Rewrites what can be spelled in several ways, so that later steps have to know only one.
//!
//! - The status `4xx` of a response becomes `4XX`, as in the specification.
//! - URI escapes in references (`#/components/schemas/a%20b`) are decoded.
//! - Bare names in the mapping of a discriminator become references.

use serde_json::Value;

use super::faults::Fault;
use super::found::Faults;
use super::places::{Kind, Places};
use super::pointer::Pointer;
use super::resolve;
use crate::diagnostic::Result;

/// A change of one string or one key.
enum Edit {
    Replace(Pointer, String),
    Rename(Pointer, String, String),
    Remove(Pointer, String),
}

/// Rewrites a document.
pub(super) fn normalise(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let places = Places::of(document);
    let mut edits = Vec::new();
    for at in 0..places.list().len() {
        spell_references(&places, at, &mut edits);
        spell_responses(&places, at, &mut edits, faults)?;
    }
    // From the inside out, because renaming a response moves everything inside it.
    for edit in edits.into_iter().rev() {
        match edit {
            Edit::Replace(pointer, text) => {
                if let Some(value) = document.pointer_mut(pointer.as_str()) {
                    *value = Value::String(text);
                }
            }
            Edit::Remove(pointer, key) => {
                if let Some(Value::Object(fields)) = document.pointer_mut(pointer.as_str()) {
                    fields.remove(&key);
                }
            }
            Edit::Rename(pointer, from, to) => {
                if let Some(Value::Object(fields)) = document.pointer_mut(pointer.as_str())
                    && let Some(value) = fields.remove(&from)
                {
                    fields.insert(to, value);
                    fields.sort_keys();
                }
            }
        }
    }
    Ok(())
}

fn spell_references(places: &Places<'_>, at: usize, edits: &mut Vec<Edit>) {
    let Some(place) = places.get(at) else { return };
    if let Some(reference) = place.text("$ref").filter(|_| place.kind.may_be_a_reference())
        && let Some(pointer) = resolve::local(reference)
        && reference.get(1..) != Some(pointer.as_str())
    {
        edits.push(Edit::Replace(places.pointer(at).join("$ref"), format!("#{pointer}")));
    }
    for (tag, value) in resolve::mapping(place) {
        let Some(written) = value.as_str() else { continue };
        if let Some(pointer) = resolve::local(&resolve::as_reference(written))
            && written.strip_prefix('#') != Some(pointer.as_str())
            // A reference without a target stays as it is, so that the message shows what the document says.
            && places.at(&pointer).is_some()
        {
            let stands = places.pointer(at).join("discriminator").join("mapping").join(tag);
            edits.push(Edit::Replace(stands, format!("#{pointer}")));
        }
    }
}

fn spell_responses(places: &Places<'_>, at: usize, edits: &mut Vec<Edit>, faults: &mut Faults) -> Result<()> {
    let Some(place) = places.get(at) else { return Ok(()) };
    if place.kind != Kind::Operation {
        return Ok(());
    }
    let Some(responses) = place.field("responses").and_then(Value::as_object) else { return Ok(()) };
    let pointer = || places.pointer(at).join("responses");
    for status in
        responses.keys().filter(|status| status.len() == 3 && status.bytes().skip(1).any(|x| x == b'x'))
    {
        let upper = status.to_ascii_uppercase();
        if !upper.ends_with("XX") {
            continue;
        }
        // For example, `4xx` and `4xX` would both become `4XX`.
        let same = responses.keys().filter(|other| other.eq_ignore_ascii_case(&upper)).count();
        if same > 1 {
            // One of them stays: that in the specification's spelling, or else the first.
            let mut others = responses.keys().filter(|other| other.eq_ignore_ascii_case(&upper));
            let kept = if responses.contains_key(&upper) { Some(&upper) } else { others.next() };
            if kept != Some(status) {
                let other = kept.unwrap_or(&upper).clone();
                faults.add(pointer().join(status), Fault::StatusTwice { status: status.clone(), other })?;
                edits.push(Edit::Remove(pointer(), status.clone()));
                continue;
            }
        }
        edits.push(Edit::Rename(pointer(), status.clone(), upper));
    }
    Ok(())
}
