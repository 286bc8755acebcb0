//! Mends references: each then leads to a place in the same document, of the right kind.
//!
//! What refers to another document stays, and is refused: no file and no URL is ever opened.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::edit::{Edit, apply};
use super::mapping;
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::places::{Kind, Place, Places};
use crate::document::pointer::Pointer;
use crate::document::resolve::{self, local, without_sign};
use crate::document::version::{self, Version};

/// How often references are looked at again, since what one of them brings in can hold others.
const MAX_ROUNDS: usize = 8;

/// Mends every reference and every mapping of a discriminator. Says whether there was one to mend.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<bool> {
    for round in 0..MAX_ROUNDS {
        let places = Places::of(document);
        let mut edits = Vec::new();
        let mut lifted = Vec::new();
        for (at, place) in places.list().iter().enumerate() {
            if let Some(reference) = place.field("$ref").filter(|_| place.kind != Kind::PathItem) {
                let pointer = places.pointer(at);
                match checked(&places, place, &pointer, reference) {
                    Some((None, mending)) => lifted.extend(mending),
                    Some((Some(fault), mending)) => {
                        faults.add(pointer.join("$ref"), fault)?;
                        edits.extend(mending);
                    }
                    None if place.kind == Kind::Schema && place.field("nullable") == Some(&json!(true)) => {
                        faults.add(
                            pointer.join("nullable"),
                            nullable_beside("nullable", Version::OpenApi3_0),
                        )?;
                        let schema = json!({ "nullable": true, "allOf": [{ "$ref": reference }] });
                        edits.push(Edit::Put(pointer, schema));
                    }
                    None => {}
                }
            } else if place.kind == Kind::Schema {
                for (at, fault, edit) in mapping::check(&places, place, || places.pointer(at)) {
                    faults.add(at, fault)?;
                    edits.push(edit);
                }
            }
        }
        // What is put among the components is mended before.
        if edits.is_empty() {
            edits = lifted;
        }
        if edits.is_empty() {
            return Ok(round > 0);
        }
        apply(document, edits);
    }
    Ok(true)
}

/// A word for null beside a reference, where the version does not read it.
pub(super) fn nullable_beside(field: &str, version: Version) -> Fault {
    Fault::NullableBesideReference { field: field.to_owned(), version: version.full_name().to_owned() }
}

/// What is wrong with a reference, if anything, and what makes it one that later steps follow.
fn checked(
    places: &Places<'_>,
    place: &Place<'_>,
    at: &Pointer,
    reference: &Value,
) -> Option<(Option<Fault>, Vec<Edit>)> {
    if !place.kind.may_be_a_reference() {
        let (fault, edits) = where_none_may_be(place, at, reference);
        return Some((Some(fault), edits));
    }
    let Some(text) = reference.as_str() else {
        let (found, done) =
            (version::kind(reference).to_owned(), resolve::without_target(place.kind).to_owned());
        let fault = Fault::ReferenceThatIsNoText { found, done };
        return Some((Some(fault), vec![instead(place.kind, at)]));
    };
    match resolve::target(places, text, place.kind) {
        Ok(target) => Some((None, in_a_component(places, place.kind, at, target)?)),
        Err(fault) => {
            let (fault, edits) = without_its_target(places, place, at, (text, fault));
            Some((Some(fault), edits))
        }
    }
}

/// What mends a reference whose target is not there, or is of another kind.
fn without_its_target(
    places: &Places<'_>,
    place: &Place<'_>,
    at: &Pointer,
    (text, fault): (&str, Fault),
) -> (Fault, Vec<Edit>) {
    if let Some(target) = elsewhere(places, text, place.kind).filter(|target| target != at) {
        let target = format!("#{target}");
        let edit = Edit::Put(at.join("$ref"), json!(target));
        let [problem, ..] = fault.words();
        return (Fault::ReferenceToTheWrongPlace { problem, target }, vec![edit]);
    }
    match fault {
        Fault::ReferenceToAnotherKind { reference, found, wanted, done } => {
            let other = other_kind(places, place.kind, &reference);
            let (edit, done) = match other {
                Some((value, done)) => (Edit::Put(at.clone(), value), done.to_owned()),
                None => (instead(place.kind, at), done),
            };
            (Fault::ReferenceToAnotherKind { reference, found, wanted, done }, vec![edit])
        }
        Fault::ReferenceToNoObject { ref reference, .. } => {
            let edits = moved_into_components(places, place.kind, at, reference);
            (fault, edits.unwrap_or_else(|| vec![instead(place.kind, at)]))
        }
        fault => (fault, vec![instead(place.kind, at)]),
    }
}

/// What stands in the place of a reference that leads to nothing.
fn instead(kind: Kind, at: &Pointer) -> Edit {
    let bytes = json!({ "*/*": {} });
    match kind {
        Kind::Schema => Edit::Put(at.clone(), json!({})),
        Kind::Response => Edit::Put(at.clone(), json!({ "description": "", "content": bytes })),
        Kind::RequestBody => Edit::Put(at.clone(), json!({ "content": bytes })),
        _ => Edit::Remove(at.clone()),
    }
}

/// A reference in an object that cannot be one. In the place of a media type a schema is meant.
fn where_none_may_be(place: &Place<'_>, at: &Pointer, reference: &Value) -> (Fault, Vec<Edit>) {
    let what = place.kind.name().to_owned();
    let is_foreign = |text: &&str| !text.trim().is_empty() && !text.starts_with('#');
    if let Some(reference) = reference.as_str().filter(is_foreign) {
        return (Fault::ForeignReference { reference: reference.to_owned() }, Vec::new());
    }
    let leads_to_a_schema =
        |text: &str| local(text).is_some_and(|pointer| pointer.as_str().starts_with("/components/schemas/"));
    let mut edits = vec![Edit::Remove(at.join("$ref"))];
    let mut done = "the reference is ignored";
    if place.kind == Kind::MediaType && reference.as_str().is_some_and(leads_to_a_schema) {
        edits.push(Edit::Put(at.join("schema"), json!({ "$ref": reference })));
        done = "it is the schema";
    }
    (Fault::ReferenceWhereNoneMayBe { what, done: done.to_owned() }, edits)
}

/// The section of the components for a kind that later steps look up there.
fn section(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Parameter => Some("parameters"),
        Kind::Response => Some("responses"),
        Kind::RequestBody => Some("requestBodies"),
        Kind::Header => Some("headers"),
        _ => None,
    }
}

/// Later steps find parameters, bodies, answers and headers by their key among the components. What a reference finds somewhere
/// else, which is no fault, becomes a component, under its pointer.
fn in_a_component(places: &Places<'_>, kind: Kind, at: &Pointer, target: usize) -> Option<Vec<Edit>> {
    let section = section(kind)?;
    let pointer = places.pointer(target);
    let tokens: Vec<String> = pointer.tokens().collect();
    if matches!(tokens.as_slice(), [components, of, _] if components == "components" && of == section) {
        return None;
    }
    let component = Pointer::root().join("components").join(section).join(tokens.join("."));
    let mut value = places.get(target)?.value.clone();
    refer_to_schemas(&mut value, &pointer);
    // Changes are made from the last to the first.
    let mut edits =
        vec![Edit::Put(at.join("$ref"), json!(format!("#{component}"))), Edit::Put(component.clone(), value)];
    edits.extend(parents(places, &component).into_iter().rev());
    Some(edits)
}

/// Lets the schemas of a copy be those of what it was copied from, so that both are of one type, with the name that it has
/// there.
fn refer_to_schemas(copy: &mut Value, from: &Pointer) {
    let refer = |schema: Option<&mut Value>, at: Pointer| {
        if let Some(schema) = schema.filter(|schema| schema.is_object() && schema.get("$ref").is_none()) {
            *schema = json!({ "$ref": format!("#{at}") });
        }
    };
    refer(copy.get_mut("schema"), from.join("schema"));
    for (key, media_type) in copy.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten() {
        refer(media_type.get_mut("schema"), from.join("content").join(key).join("schema"));
    }
}

/// The objects that a new component stands in, where they are not there yet.
fn parents(places: &Places<'_>, component: &Pointer) -> Vec<Edit> {
    let Some((section, _)) = component.split_last() else { return Vec::new() };
    let components = Pointer::root().join("components");
    let is_missing = |at: &&Pointer| places.value(at).is_none_or(|value| !value.is_object());
    [components, section].iter().filter(is_missing).map(|at| Edit::Ensure(at.clone())).collect()
}

/// The component that is meant by a reference to nothing: one of the right section that has the same name, or one that
/// differs in case alone.
fn elsewhere(places: &Places<'_>, reference: &str, kind: Kind) -> Option<Pointer> {
    if let Some(meant) = without_sign(reference) {
        let is_it = places.at(&meant).and_then(|at| places.get(at)).is_some_and(|place| place.kind == kind);
        return is_it.then_some(meant);
    }
    let section = match kind {
        Kind::Schema => "schemas",
        Kind::Example => "examples",
        _ => section(kind)?,
    };
    let pointer = local(reference);
    if pointer.as_ref().is_some_and(|pointer| places.value(pointer).is_some()) {
        return None;
    }
    let is_name = !reference.starts_with('#') && !reference.contains(['/', '\\', ':', '?']);
    if !reference.starts_with('#') && !is_name {
        return None;
    }
    let name = match &pointer {
        Some(pointer) => pointer.split_last()?.1,
        None => reference.trim_start_matches('#').rsplit('/').next()?.to_owned(),
    };
    let known: BTreeMap<&str, ()> = {
        let components = places.value(&Pointer::root().join("components").join(section))?.as_object()?;
        components.keys().map(|key| (key.as_str(), ())).collect()
    };
    let meant = if known.contains_key(name.as_str()) {
        name
    } else {
        let mut alike = known.keys().filter(|key| key.eq_ignore_ascii_case(&name));
        let first = alike.next()?;
        if alike.next().is_some() {
            return None;
        }
        (*first).to_owned()
    };
    Some(Pointer::root().join("components").join(section).join(meant))
}

/// What is meant by a reference to an object of another kind, and the words for it.
fn other_kind(places: &Places<'_>, wanted: Kind, reference: &str) -> Option<(Value, &'static str)> {
    let pointer = local(reference)?;
    let place = places.get(places.at(&pointer)?)?;
    let json_schema = |place: &Place<'_>| {
        let content = place.field("content")?.as_object()?;
        let (key, media_type) =
            content.iter().find(|(key, _)| key.contains("json")).or_else(|| content.iter().next())?;
        media_type.get("schema")?;
        Some(pointer.join("content").join(key).join("schema"))
    };
    let schema = match (wanted, place.kind) {
        (Kind::Schema, Kind::Parameter | Kind::Header | Kind::MediaType)
            if place.field("schema").is_some() =>
        {
            pointer.join("schema")
        }
        (Kind::Schema, Kind::Parameter | Kind::Header | Kind::Response | Kind::RequestBody) => {
            json_schema(place)?
        }
        (Kind::Response | Kind::RequestBody, Kind::Schema) => {
            let body = json!({
                "description": "",
                "content": { "application/json": { "schema": { "$ref": reference } } },
            });
            return Some((body, "it is a body of JSON that the schema describes"));
        }
        _ => return None,
    };
    Some((json!({ "$ref": format!("#{schema}") }), "the schema in it is meant"))
}

/// A schema in a section that OpenAPI 3.0 does not have, such as `definitions`, becomes a component. Where there is another
/// one of its name, the section is part of the name.
fn moved_into_components(
    places: &Places<'_>,
    kind: Kind,
    at: &Pointer,
    reference: &str,
) -> Option<Vec<Edit>> {
    let pointer = local(reference)?;
    let value = places.value(&pointer).filter(|value| kind == Kind::Schema && value.is_object())?;
    let tokens: Vec<String> = pointer.tokens().collect();
    let (section, name) = match tokens.as_slice() {
        [section, name] => (section, name),
        [components, section, name] if components == "components" => (section, name),
        _ => return None,
    };
    let schemas = Pointer::root().join("components").join("schemas");
    let mut names = [name.clone(), format!("{section}-{name}")].into_iter().map(|name| schemas.join(&name));
    let component = names.find(|taken| places.value(taken).is_none_or(|taken| taken == value))?;
    let mut edits = vec![Edit::Put(at.join("$ref"), json!(format!("#{component}")))];
    if places.value(&component).is_none() {
        edits.push(Edit::Put(component.clone(), value.clone()));
        edits.extend(parents(places, &component).into_iter().rev());
    }
    Some(edits)
}
