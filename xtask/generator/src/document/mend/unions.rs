//! Finds discriminators that do not go with the schemas that they tell apart. References lead somewhere by now.

use std::collections::HashSet;

use serde_json::Value;

use super::edit::{Edit, apply};
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::lift::beside;
use crate::document::places::{Kind, Place, Places};
use crate::document::resolve::{local, mapping};

/// How many schemas are looked at for one discriminator, at most.
const MAX_SCHEMAS: usize = 1_000;

/// Mends all discriminators.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<()> {
    if !mentions(document) {
        return Ok(());
    }
    let mut edits = Vec::new();
    let places = Places::of(document);
    let all = places.list().iter().enumerate();
    for (at, place) in
        all.filter(|(_, place)| place.kind == Kind::Schema && place.field("discriminator").is_some())
    {
        let members = members(&places, at);
        if members.is_empty() {
            continue;
        }
        let stands = || places.pointer(at).join("discriminator");
        let property = place.field("discriminator").and_then(|found| found.get("propertyName")?.as_str());
        if let Some(property) = property.filter(|property| !may_have(&places, &members, property)) {
            let fault = Fault::DiscriminatorWithoutProperty { property: property.to_owned() };
            faults.add(stands().join("propertyName"), fault)?;
        }
        let inner = reached(&places, &members, &["oneOf", "anyOf"]);
        for (tag, target) in mapping(place).filter(|(tag, _)| *tag != beside::ANY_OTHER_TAG) {
            let target = target.as_str().and_then(local).and_then(|pointer| places.at(&pointer));
            // What extends a member is one as well.
            let extends = |target| {
                let bases = reached(&places, &[target], &["allOf", "oneOf", "anyOf"]);
                bases.iter().any(|base| inner.contains(base))
            };
            if target.is_some_and(|target| !extends(target)) {
                let stands = stands().join("mapping").join(tag);
                faults.add(stands.clone(), Fault::MappingToNoMember { tag: tag.clone() })?;
                edits.push(Edit::Remove(stands));
            }
        }
    }
    apply(document, edits);
    Ok(())
}

/// Whether there is a discriminator anywhere, as far as can be told without knowing what is data.
fn mentions(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.contains_key("discriminator") || fields.values().any(mentions),
        Value::Array(items) => items.iter().any(mentions),
        _ => false,
    }
}

/// The schemas that a union lists.
fn members(places: &Places<'_>, at: usize) -> Vec<usize> {
    let is_listed =
        |child: &usize| places.get(*child).is_some_and(|place| matches!(place.field, "oneOf" | "anyOf"));
    places.children(at).filter(is_listed).collect()
}

/// Schemas, what they refer to, and what they combine by keywords.
fn reached(places: &Places<'_>, from: &[usize], keywords: &[&str]) -> HashSet<usize> {
    let mut found = HashSet::new();
    let mut open = from.to_vec();
    while let Some(at) = open.pop() {
        let Some(place) = places.get(at).filter(|_| found.len() < MAX_SCHEMAS && found.insert(at)) else {
            continue;
        };
        open.extend(target(places, place));
        let combined =
            |child: &usize| places.get(*child).is_some_and(|place| keywords.contains(&place.field));
        open.extend(places.children(at).filter(combined));
    }
    found
}

fn target(places: &Places<'_>, place: &Place<'_>) -> Option<usize> {
    places.at(&local(place.text("$ref")?)?)
}

/// Whether any of the schemas has a property, or does not say which properties it has.
fn may_have(places: &Places<'_>, members: &[usize], property: &str) -> bool {
    members.iter().any(|member| {
        let all = reached(places, &[*member], &["allOf", "oneOf", "anyOf"]);
        let mut described =
            all.iter().filter_map(|at| places.get(*at)?.field("properties")?.as_object()).peekable();
        described.peek().is_none() || described.any(|properties| properties.contains_key(property))
    })
}
