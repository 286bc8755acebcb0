//! Mends operations apart from their parameters: identifiers, statuses, security, and what stands in headers.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::edit::{Edit, apply};
use super::header_words::{self, is_media_type, is_token};
use super::parameters;
use crate::config::suggest;
use crate::diagnostic::Result;
use crate::document::faults::{Fault, is_attack};
use crate::document::found::Faults;
use crate::document::places::{Kind, Place, Places};
use crate::document::pointer::Pointer;

/// Mends all operations.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let places = Places::of(document);
    let mut operations = Operations { places: &places, faults, edits: Vec::new(), ids: BTreeMap::new() };
    for (at, place) in places.list().iter().enumerate() {
        match place.kind {
            Kind::Operation => operations.operation(at, place)?,
            Kind::Document => operations.security(at, place)?,
            Kind::Parameter => operations.parameter(at, place)?,
            Kind::SecurityScheme => operations.security_scheme(at, place)?,
            Kind::MediaType => operations.media_type(at, place)?,
            Kind::Header => operations.header(at, place)?,
            _ => {}
        }
    }
    let edits = operations.edits;
    apply(document, edits);
    Ok(())
}

struct Operations<'p, 'd> {
    places: &'p Places<'d>,
    faults: &'p mut Faults,
    edits: Vec<Edit>,
    /// The first place of each operationId.
    ids: BTreeMap<&'d str, usize>,
}

impl<'d> Operations<'_, 'd> {
    fn mended(&mut self, at: Pointer, fault: Fault, edits: impl IntoIterator<Item = Edit>) -> Result<()> {
        self.edits.extend(edits);
        self.faults.add(at, fault)
    }

    fn operation(&mut self, at: usize, place: &Place<'d>) -> Result<()> {
        self.identifier(at, place)?;
        self.responses(at, place)?;
        self.security(at, place)
    }

    fn identifier(&mut self, at: usize, place: &Place<'d>) -> Result<()> {
        let Some(id) = place.text("operationId") else { return Ok(()) };
        let stands = self.places.pointer(at).join("operationId");
        let edit = Edit::Remove(stands.clone());
        let Some(first) = self.ids.get(id) else {
            self.ids.insert(id, at);
            return Ok(());
        };
        let first = self.places.pointer(*first).to_string();
        self.mended(stands, Fault::OperationIdTwice { id: id.to_owned(), first }, [edit])
    }

    fn responses(&mut self, at: usize, place: &Place<'d>) -> Result<()> {
        let Some(Value::Object(responses)) = place.field("responses") else { return Ok(()) };
        let here = self.places.pointer(at).join("responses");
        let mut good = 0;
        for status in responses.keys().filter(|status| !status.starts_with("x-")) {
            let stands = here.join(status);
            if is_status(status) {
                good += 1;
            } else if is_attack(status) {
                self.faults.add(stands, Fault::CodeInAStatus { status: status.clone() })?;
            } else if let Some(read) = meant(status).filter(|read| !responses.contains_key(read)) {
                good += 1;
                let edit = Edit::Rename(here.clone(), status.clone(), read.clone());
                self.mended(stands, Fault::StatusInAnotherSpelling { status: status.clone(), read }, [edit])?;
            } else {
                let edit = Edit::Remove(stands.clone());
                self.mended(stands, Fault::NotAStatus { status: status.clone() }, [edit])?;
            }
        }
        if good == 0 {
            let bytes = json!({ "description": "", "content": { "*/*": {} } });
            // Made last, so found first.
            self.edits.insert(0, Edit::Put(here.join("default"), bytes));
            let problem = "the operation has no responses".to_owned();
            self.faults.add(here, Fault::NoResponses { problem })?;
        }
        Ok(())
    }

    /// Without this, a requirement that names an unknown scheme would silently be ignored.
    fn security(&mut self, at: usize, place: &Place<'d>) -> Result<()> {
        let Some(Value::Array(requirements)) = place.field("security") else { return Ok(()) };
        let schemes = self.places.value(&Pointer::root().join("components").join("securitySchemes"));
        let declared = schemes.and_then(Value::as_object);
        let list = self.places.pointer(at).join("security");
        let mut gone = 0;
        for (index, requirement) in requirements.iter().enumerate() {
            let is_known = |scheme: &&String| declared.is_some_and(|known| known.contains_key(*scheme));
            let unknown = requirement.as_object().into_iter().flatten().map(|(scheme, _)| scheme);
            let unknown: Vec<&String> = unknown.filter(|scheme| !is_known(scheme)).collect();
            for scheme in &unknown {
                let known = declared.into_iter().flatten().map(|(name, _)| name.as_str());
                let near = suggest::did_you_mean(scheme, known);
                let fault = Fault::UnknownSecurityScheme { scheme: (*scheme).clone(), near };
                self.faults.add(list.join(index).join(scheme), fault)?;
            }
            if !unknown.is_empty() {
                gone += 1;
                self.edits.push(Edit::Remove(list.join(index)));
            }
        }
        if gone == requirements.len() && gone > 0 {
            self.edits.push(Edit::Remove(list));
        }
        Ok(())
    }

    /// What cannot stand in a header is mended where operations declare it; a line break is refused everywhere.
    fn parameter(&mut self, at: usize, place: &Place<'d>) -> Result<()> {
        match place.text("name").filter(|name| parameters::is_dangerous(place.text("in"), name)) {
            Some(name) => self.refuse_header(self.places.pointer(at).join("name"), name),
            None => Ok(()),
        }
    }

    fn refuse_header(&mut self, at: Pointer, name: &str) -> Result<()> {
        self.faults.add(at, Fault::DangerousHeader { name: format!("{name:?}") })
    }

    fn security_scheme(&mut self, at: usize, place: &Place<'d>) -> Result<()> {
        let (Some("header" | "cookie"), Some(name)) = (place.text("in"), place.text("name")) else {
            return Ok(());
        };
        let stands = self.places.pointer(at);
        if is_attack(name) {
            self.refuse_header(stands.join("name"), name)
        } else if is_token(name) {
            Ok(())
        } else {
            // As a key in the query, which callers cannot use, it stays known to the operations that demand it.
            let edit = Edit::Put(stands.join("in"), json!("query"));
            let fault = Fault::NotAHeader { name: format!("{name:?}"), what: "security scheme".to_owned() };
            self.mended(stands.join("name"), fault, [edit])
        }
    }

    fn header(&mut self, at: usize, place: &Place<'d>) -> Result<()> {
        let is_component = self.places.component(at).is_some_and(|(component, ..)| component == at);
        let Some(name) = place.key().filter(|name| !is_component && !is_token(name)) else { return Ok(()) };
        let stands = self.places.pointer(at);
        if is_attack(name) {
            return self.refuse_header(stands, name);
        }
        let fault = Fault::NotAHeader { name: format!("{name:?}"), what: "header".to_owned() };
        self.mended(stands.clone(), fault, [Edit::Remove(stands)])
    }

    fn media_type(&mut self, at: usize, place: &Place<'d>) -> Result<()> {
        let Some(name) = place.key().filter(|name| !is_media_type(name)) else { return Ok(()) };
        let stands = self.places.pointer(at);
        let shown = format!("{name:?}");
        if name.chars().any(char::is_control) {
            return self.faults.add(stands, Fault::DangerousMediaType { name: shown });
        }
        let Some((content, _)) = stands.split_last() else { return Ok(()) };
        let others = self.places.value(&content).and_then(Value::as_object);
        let is_there = |name: &String| others.is_some_and(|others| others.contains_key(name));
        let mut meant = header_words::meant(name);
        let done = if meant.is_empty() {
            meant.push("*/*".to_owned());
            "it is read as bytes".to_owned()
        } else {
            format!(
                "it is read as {}",
                meant.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ")
            )
        };
        let added = meant.into_iter().filter(|name| !is_there(name));
        let value = if done.ends_with("bytes") { json!({}) } else { place.value.clone() };
        let mut edits = vec![Edit::Remove(stands.clone())];
        edits.extend(added.map(|name| Edit::Put(content.join(name), value.clone())));
        self.mended(stands, Fault::NotAMediaType { name: shown, done }, edits)
    }
}

/// Whether this is a status code, a range of them as `normalise.rs` spells it, or `default`.
fn is_status(status: &str) -> bool {
    match status.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', rest @ ..] => rest == b"XX" || (rest.len() == 2 && rest.iter().all(u8::is_ascii_digit)),
        _ => false,
    }
}

/// The status that is meant by another text: one in another case, or with something around it.
fn meant(status: &str) -> Option<String> {
    let trimmed = status.trim().trim_matches(['\'', '"']);
    let upper = trimmed.to_ascii_uppercase();
    [upper.to_ascii_lowercase(), upper].into_iter().find(|read| is_status(read))
}
