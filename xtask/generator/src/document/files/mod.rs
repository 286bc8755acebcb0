//! Documents of many files: what a document refers to in files below its folder becomes a part of it.
//!
//! No file outside of the folder is opened, and no address. All files together have the limits that one has.

mod amount;
mod folder;
mod reference;
mod written_out;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::{Value, json};

use super::faults::Fault;
use super::found::Found;
use super::origins::Origins;
use super::places::Kind;
use super::pointer::Pointer;
use super::resolve::nothing_in_files;
use super::resolve::without_sign;
use super::source::{self, Source};
use super::version::Version;
use super::visit::walk;
use crate::diagnostic::{Diagnostic, Result};
use amount::Amount;
use folder::Folder;
use reference::Target;

/// How many references between path items lead one to the next, at most.
const MAX_CHAIN: usize = 8;

/// Takes what a document refers to in other files into the document. `path` is the document's file.
///
/// # Errors
///
/// When a file cannot be read, or stands outside of the document's folder, and when they are too many or too large.
pub fn gather(path: &Path, source: Source) -> Result<Source> {
    if !refers_to_files(&source.json) {
        return Ok(source);
    }
    let Source { file, sha256, mut json, mut faults, origins } = source;
    let mut gathering = Gathering {
        file: &file,
        version: Version::of(&file, &json)?,
        folder: Folder::of(path),
        targets: BTreeMap::new(),
        taken: BTreeSet::new(),
        waiting: Vec::new(),
        copied: Amount::default(),
        numbers: BTreeMap::new(),
        chain: 0,
        has_identifiers: has_identifiers(&json),
        origins,
        found: Vec::new(),
    };
    gathering.components_first(&mut json)?;
    gathering.lead(Kind::Document, &mut json, &Pointer::root(), "")?;
    while let Some(Waiting { at, kind, file, mut value }) = gathering.waiting.pop() {
        gathering.lead(kind, &mut value, &at, &file)?;
        put(&mut json, &at, value);
    }
    json.sort_all_objects();
    let Gathering { folder, origins, found: followed, .. } = gathering;
    let (hashes, found) = folder.into_read();
    faults.extend(found.into_iter().chain(followed));
    let sha256 = source::sha256(format!("{sha256}\n{}", hashes.join("\n")).as_bytes());
    Ok(Source { file, sha256, json, faults, origins })
}

/// Whether there is a reference to a file anywhere, as far as can be told without knowing what is data.
fn refers_to_files(value: &Value) -> bool {
    match value {
        Value::Object(fields) => {
            let reference = fields.get("$ref").and_then(Value::as_str);
            reference.is_some_and(reference::is_file) || fields.values().any(refers_to_files)
        }
        Value::Array(items) => items.iter().any(refers_to_files),
        _ => false,
    }
}

/// Whether a schema has an identifier, as far as can be told without knowing what is data.
fn has_identifiers(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.iter().any(|(key, value)| key == "$id" || has_identifiers(value)),
        Value::Array(items) => items.iter().any(has_identifiers),
        _ => false,
    }
}

/// What was found in another file, and is a part of the document from now on.
struct Waiting {
    /// Its place in the document.
    at: Pointer,
    kind: Kind,
    /// The file, and so the base of what it refers to.
    file: String,
    value: Value,
}

struct Gathering<'f> {
    file: &'f str,
    version: Version,
    folder: Folder,
    /// The places that targets in other files have in the document.
    targets: BTreeMap<(String, String), Pointer>,
    /// The places that are given to them.
    taken: BTreeSet<Pointer>,
    waiting: Vec<Waiting>,
    /// How much was copied from other files.
    copied: Amount,
    /// The last number that was needed to tell names apart, by what stands before it.
    numbers: BTreeMap<String, usize>,
    /// How many path items stand in each other now.
    chain: usize,
    /// Whether schemas have identifiers, which may look like files.
    has_identifiers: bool,
    origins: Origins,
    /// References where OpenAPI has none, which were followed.
    found: Vec<Found>,
}

impl Gathering<'_> {
    /// A component that is a reference to a file is what stands there, so it keeps its name.
    fn components_first(&mut self, document: &mut Value) -> Result<()> {
        for kind in SECTIONS {
            let Some(section) = section(self.version, kind) else { continue };
            let Some(Value::Object(entries)) = document.pointer_mut(section.as_str()) else { continue };
            self.taken.extend(entries.keys().map(|name| section.join(name)));
            for (name, entry) in entries.iter_mut() {
                let reference = entry.get("$ref").and_then(Value::as_str).filter(|_| is_alone(entry));
                let Some(reference) = reference.filter(|reference| reference::is_file(reference)) else {
                    continue;
                };
                if self.is_meant_here(reference, "") || self.may_be_an_identifier(reference, "") {
                    continue;
                }
                let at = section.join(name);
                let Some(Target { file, pointer }) = self.target(reference, "", &at)? else { continue };
                let key = (file.clone(), pointer.clone());
                if file.is_empty() || self.targets.contains_key(&key) {
                    continue;
                }
                self.take((file, pointer), kind, &at, at.clone())?;
            }
        }
        Ok(())
    }

    /// Leads all references within an object of a file to places in the document.
    fn lead(&mut self, kind: Kind, value: &mut Value, at: &Pointer, file: &str) -> Result<()> {
        let version = self.version;
        let mut visit = |kind: Kind, value: &mut Value, at: &Pointer| {
            let Value::Object(fields) = value else { return Ok(()) };
            if let Some(Value::Object(mapping)) =
                fields.get_mut("discriminator").and_then(|found| found.get_mut("mapping"))
                && kind == Kind::Schema
            {
                for target in mapping.values_mut() {
                    self.lead_one(target, kind, at, file)?;
                }
            }
            self.write_out_fields(kind, fields, at, file)?;
            let Some(reference) = fields.get("$ref").and_then(Value::as_str) else { return Ok(()) };
            if kind == Kind::PathItem {
                let reference = reference.to_owned();
                return self.write_out(fields, &reference, at, file);
            }
            fields.get_mut("$ref").map_or(Ok(()), |reference| self.lead_one(reference, kind, at, file))
        };
        walk(version, kind, value, at, &mut visit)
    }

    fn lead_one(&mut self, reference: &mut Value, kind: Kind, at: &Pointer, file: &str) -> Result<()> {
        let Value::String(text) = reference else { return Ok(()) };
        let is_inner = !file.is_empty() && text.starts_with('#');
        if !is_inner && !reference::is_file(text) {
            return Ok(());
        }
        if self.is_meant_here(text, file) || self.may_be_an_identifier(text, file) {
            return Ok(());
        }
        let Some(Target { file, pointer }) = self.target(text, file, at)? else {
            *text = nothing_in_files(text);
            return Ok(());
        };
        if file.is_empty() {
            *text = format!("#{}", pointer.trim_start_matches('#'));
            return Ok(());
        }
        let key = (file, pointer);
        let place = match self.targets.get(&key) {
            Some(place) => place.clone(),
            None => {
                let Some(section) = section(self.version, kind) else { return Ok(()) };
                let place = self.name(&section, &key);
                self.take(key, kind, at, place.clone())?;
                place
            }
        };
        *text = format!("#{place}");
        Ok(())
    }

    /// Whether a reference that looks like one to a file lacks the sign of one to a component: there is no such file.
    fn is_meant_here(&self, reference: &str, file: &str) -> bool {
        file.is_empty()
            && without_sign(reference).is_some_and(|at| !self.folder.has(at.as_str().trim_matches('/')))
    }

    /// Whether a reference that looks like one to a file is one to an identifier: there is no such file in the folder.
    fn may_be_an_identifier(&self, reference: &str, file: &str) -> bool {
        let target = Target::of(reference, file, self.folder.name());
        self.has_identifiers && target.is_none_or(|target| !self.folder.has(&target.file))
    }

    /// The file and the pointer that a reference in a file leads to. `None` if there is nothing.
    fn target(&mut self, reference: &str, file: &str, at: &Pointer) -> Result<Option<Target>> {
        let Some(mut target) = Target::of(reference, file, self.folder.name()) else {
            return Err(self.refuse(at, Fault::FileElsewhere { reference: reference.to_owned() }));
        };
        if target.file.is_empty() {
            return Ok(Some(target));
        }
        if self.folder.lacks(&target.file) {
            return Ok(None);
        }
        if let Err(fault) = self.folder.open(&target.file, reference)? {
            return Err(self.refuse(at, fault));
        }
        if let Some(name) = target.pointer.strip_prefix('#') {
            let whole = self.folder.value(&target.file, "");
            let Some(place) = whole.and_then(|whole| reference::anchored(whole, name)) else {
                return Ok(None);
            };
            target.pointer = place.as_str().to_owned();
        }
        Ok(self.folder.value(&target.file, &target.pointer).is_some().then_some(target))
    }

    /// Takes a value out of another file, to stand at a place.
    fn take(
        &mut self,
        (file, pointer): (String, String),
        kind: Kind,
        at: &Pointer,
        place: Pointer,
    ) -> Result<()> {
        let value = self.read(&file, &pointer, at)?;
        self.origins.read_from(&file, &pointer, &place);
        self.targets.insert((file.clone(), pointer), place.clone());
        self.taken.insert(place.clone());
        self.waiting.push(Waiting { at: place, kind, file, value });
        Ok(())
    }

    /// A copy of a value in a file that was opened.
    fn read(&mut self, file: &str, pointer: &str, at: &Pointer) -> Result<Value> {
        let value = self.folder.value(file, pointer).cloned().unwrap_or_default();
        match self.copied.add(&value) {
            Ok(()) => Ok(value),
            Err(most) => Err(self.refuse(at, Fault::FilesTooLarge { most })),
        }
    }

    /// A place that is free for a target.
    fn name(&mut self, section: &Pointer, (file, pointer): &(String, String)) -> Pointer {
        let stem = file.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
        let last = Pointer::parse(pointer).and_then(|pointer| pointer.split_last()).map(|(_, last)| last);
        let letters = |text: &str| {
            let letter = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
            text.chars().map(letter).collect::<String>()
        };
        let (stem, last) = (letters(stem), last.map(|last| letters(&last)).filter(|last| !last.is_empty()));
        let first = last.clone().unwrap_or_else(|| stem.clone());
        let second = last.map_or_else(|| format!("{stem}.2"), |last| format!("{stem}.{last}"));
        let plain = [&first, &second].map(|name| section.join(name));
        if let Some(place) = plain.into_iter().find(|place| !self.taken.contains(place)) {
            return place;
        }
        let number = self.numbers.entry(section.join(&second).into()).or_insert(1);
        loop {
            *number += 1;
            let place = section.join(format!("{second}.{number}"));
            if !self.taken.contains(&place) {
                return place;
            }
        }
    }

    fn refuse(&self, at: &Pointer, fault: Fault) -> Diagnostic {
        let place = at.join("$ref");
        fault.found(self.origins.published(place.as_str())).diagnostic(self.file)
    }
}

/// The objects that can be components.
const SECTIONS: [Kind; 9] = [
    Kind::Schema,
    Kind::Response,
    Kind::Parameter,
    Kind::Example,
    Kind::RequestBody,
    Kind::Header,
    Kind::SecurityScheme,
    Kind::Link,
    Kind::Callback,
];

/// The place of the components of a kind.
fn section(version: Version, kind: Kind) -> Option<Pointer> {
    let is_swagger = version == Version::Swagger2_0;
    let name = match kind {
        Kind::Schema if is_swagger => "definitions",
        Kind::Schema => "schemas",
        Kind::Response => "responses",
        Kind::Parameter => "parameters",
        _ if is_swagger => return None,
        Kind::Example => "examples",
        Kind::RequestBody => "requestBodies",
        Kind::Header => "headers",
        Kind::SecurityScheme => "securitySchemes",
        Kind::Link => "links",
        Kind::Callback => "callbacks",
        _ => return None,
    };
    let root = Pointer::root();
    Some(if is_swagger { root.join(name) } else { root.join("components").join(name) })
}

fn is_alone(entry: &Value) -> bool {
    entry.as_object().is_some_and(|fields| fields.len() == 1)
}

/// Puts a value at a place, and makes the objects around it.
fn put(document: &mut Value, at: &Pointer, value: Value) {
    let Some((parent, last)) = at.split_last() else { return };
    let mut holder = document;
    for token in parent.tokens() {
        let Value::Object(fields) = holder else { return };
        holder = fields.entry(token).or_insert_with(|| json!({}));
    }
    if let Value::Object(fields) = holder {
        fields.insert(last, value);
    }
}
