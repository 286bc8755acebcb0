//! Resolves references: each must lead to a place in the same document, of the right kind, and in the end to an object.
//!
//! No file or URL is ever opened. A chain of references that comes back to its start describes nothing and is refused,
//! unless it passes through a property, an item or an additional property: such recursion describes trees.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::faults::Fault;
use super::origins::Origins;
use super::places::{Kind, Place, Places};
use super::pointer::{Pointer, escape, unescape};
use super::version;
use crate::config::suggest;
use crate::diagnostic::{Diagnostic, Result};

/// How many references of a chain are printed.
const MAX_CHAIN: usize = 8;

/// The objects of a document with every reference resolved.
#[derive(Debug)]
pub(super) struct References<'d> {
    /// The objects.
    pub(super) places: Places<'d>,
    targets: HashMap<usize, usize>,
}

impl<'d> References<'d> {
    /// Resolves every reference in a document.
    pub(super) fn resolve(file: &str, document: &'d Value, origins: &Origins) -> Result<Self> {
        let places = Places::of(document);
        let mut targets = HashMap::new();
        for at in 0..places.list().len() {
            if let Some(reference) = reference(file, &places, at)? {
                let kind = places.get(at).map_or(Kind::Document, |place| place.kind);
                let target = target(&places, reference, kind)
                    .map_err(|fault| fault.at(places.pointer(at).join("$ref")).diagnostic(file))?;
                targets.insert(at, target);
            }
        }
        let references = Self { places, targets };
        references.check_chains(file, origins)?;
        Ok(references)
    }

    /// The target of a place that is a reference.
    pub(super) fn target(&self, at: usize) -> Option<usize> {
        self.targets.get(&at).copied()
    }

    /// The places that a place directly consists of: the target of its reference, or the schemas that it combines.
    fn parts(&self, at: usize) -> Vec<usize> {
        if let Some(target) = self.targets.get(&at) {
            return vec![*target];
        }
        let combines = |child: &usize| {
            self.places
                .get(*child)
                .is_some_and(|child| matches!(child.field, "allOf" | "oneOf" | "anyOf" | "not"))
        };
        match self.places.get(at) {
            Some(place) if place.kind == Kind::Schema => self.places.children(at).filter(combines).collect(),
            _ => Vec::new(),
        }
    }

    /// Searches depth first, without recursion, since a chain may be as long as the document.
    fn check_chains(&self, file: &str, origins: &Origins) -> Result<()> {
        let mut done = vec![false; self.places.list().len()];
        let mut open: HashMap<usize, usize> = HashMap::new();
        for start in 0..done.len() {
            let mut stack: Vec<(usize, std::vec::IntoIter<usize>)> = Vec::new();
            let mut next = Some(start);
            loop {
                if let Some(at) = next.take().filter(|at| done.get(*at) == Some(&false)) {
                    if let Some(from) = open.get(&at) {
                        let cycle: Vec<usize> = stack.iter().skip(*from).map(|(at, _)| *at).collect();
                        return Err(self.endless(file, &cycle, origins));
                    }
                    open.insert(at, stack.len());
                    stack.push((at, self.parts(at).into_iter()));
                }
                let Some((at, parts)) = stack.last_mut() else { break };
                next = parts.next();
                if next.is_none() {
                    open.remove(at);
                    if let Some(done) = done.get_mut(*at) {
                        *done = true;
                    }
                    stack.pop();
                }
            }
        }
        Ok(())
    }

    fn endless(&self, file: &str, cycle: &[usize], origins: &Origins) -> Diagnostic {
        let references: Vec<Pointer> = cycle
            .iter()
            .filter(|at| self.targets.contains_key(at))
            .map(|at| self.places.pointer(*at).join("$ref"))
            .collect();
        // The message must not depend on where the search began.
        let first =
            references.iter().enumerate().min_by_key(|(_, pointer)| *pointer).map_or(0, |(index, _)| index);
        let turned = || references.iter().cycle().skip(first);
        let published = |pointer: &Pointer| origins.published(pointer.as_str()).into_owned();
        let mut chain: Vec<String> = turned().take(references.len().min(MAX_CHAIN)).map(published).collect();
        if references.len() > MAX_CHAIN {
            chain.push("…".to_owned());
        }
        let begin = turned().next().cloned().unwrap_or_default();
        chain.push(published(&begin));
        let kind =
            cycle.first().and_then(|at| self.places.get(*at)).map_or("object", |place| place.kind.name());
        let fault = Fault::EndlessReference { what: kind.to_owned(), chain: chain.join(" → ") };
        fault.at(begin.clone()).diagnostic(file)
    }
}

/// The places that the reference and the discriminator's mapping of a place lead to, as far as they lead anywhere. For
/// steps that run before the references are checked.
pub(super) fn targets(places: &Places<'_>, at: usize) -> Vec<usize> {
    let Some(place) = places.get(at) else { return Vec::new() };
    let reference = place.text("$ref").filter(|_| place.kind.may_be_a_reference());
    let mapping = mapping(place).filter_map(|(_, value)| value.as_str()).map(as_reference);
    reference
        .map(str::to_owned)
        .into_iter()
        .chain(mapping)
        .filter_map(|reference| places.at(&local(&reference)?))
        .collect()
}

/// The entries of the mapping of a schema's discriminator.
pub(super) fn mapping<'d>(place: &Place<'d>) -> impl Iterator<Item = (&'d String, &'d Value)> + use<'d> {
    let discriminator = place.field("discriminator").filter(|_| place.kind == Kind::Schema);
    discriminator.and_then(|found| found.get("mapping")).and_then(Value::as_object).into_iter().flatten()
}

/// The value of a mapping, which is a reference or the bare name of a schema, as a reference.
pub(super) fn as_reference(value: &str) -> String {
    let is_name = !value.is_empty()
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
    // A name may end in `.json`, so that does not make it a path.
    if is_name {
        format!("#{}", Pointer::root().join("components").join("schemas").join(value))
    } else {
        value.to_owned()
    }
}

/// The pointer in a reference to the same document, with URI escapes decoded.
pub(super) fn local(reference: &str) -> Option<Pointer> {
    let fragment = percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
    Pointer::parse(&fragment)
}

/// The reference that stands in a place.
fn reference<'d>(file: &str, places: &Places<'d>, at: usize) -> Result<Option<&'d str>> {
    let Some(place) = places.get(at) else { return Ok(None) };
    let Some(value) = place.field("$ref") else { return Ok(None) };
    let (what, found) = (place.kind.name().to_owned(), version::kind(value).to_owned());
    let fault = match value.as_str() {
        _ if !place.kind.may_be_a_reference() => Fault::ReferenceWhereNoneMayBe { what, done: String::new() },
        Some(reference) => return Ok(Some(reference)),
        None => Fault::ReferenceThatIsNoText { found, done: String::new() },
    };
    Err(fault.at(places.pointer(at).join("$ref")).diagnostic(file))
}

/// The place that a reference leads to, which has to be of a kind.
pub(super) fn target(
    places: &Places<'_>,
    reference: &str,
    wanted: Kind,
) -> std::result::Result<usize, Fault> {
    let (text, kind) = (reference.to_owned(), wanted.any());
    let done = without_target(wanted).to_owned();
    if reference.trim().is_empty() {
        return Err(Fault::ReferenceThatIsNoPointer { reference: text, done });
    }
    if is_name(reference) {
        return Err(Fault::DanglingReference { reference: text, near: String::new(), done });
    }
    if without_sign(reference).is_some() {
        return Err(Fault::DanglingReference { reference: text, near: String::new(), done });
    }
    if !reference.starts_with('#') {
        return Err(Fault::ForeignReference { reference: text });
    }
    if let Some(reference) = in_no_file(reference) {
        return Err(Fault::NothingInTheFile { reference, done });
    }
    let Some(pointer) = local(reference) else {
        return Err(Fault::ReferenceThatIsNoPointer { reference: text, done });
    };
    match places.at(&pointer).map(|at| (at, places.get(at))) {
        Some((at, Some(place))) if place.kind == wanted => Ok(at),
        Some((_, Some(place))) => {
            let found = place.kind.any();
            Err(Fault::ReferenceToAnotherKind { reference: text, found, wanted: kind, done })
        }
        _ if places.value(&pointer).is_some() => {
            Err(Fault::ReferenceToNoObject { reference: text, wanted: kind, done })
        }
        _ => Err(Fault::DanglingReference { reference: text, near: near(places, &pointer), done }),
    }
}

/// The pointer that is meant by a reference to a component which lacks the `#` before it.
pub(super) fn without_sign(reference: &str) -> Option<Pointer> {
    let text = reference.strip_prefix('/').unwrap_or(reference);
    let is_component = ["components/", "definitions/"].iter().any(|begin| text.starts_with(begin));
    // With an extension it is a file.
    Pointer::parse(&format!("/{text}")).filter(|_| is_component && !text.contains(['#', '?', '\\', ':', '.']))
}

/// Whether a reference is a bare name, which no file and no address is meant by.
fn is_name(reference: &str) -> bool {
    reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b' '))
}

/// Where references to files lead in which there is nothing.
const NOTHING_IN_FILES: &str = "#/x-nothing-in-files/";

/// A reference that stands for one to a file, or to a place in a file, that is not there.
pub(super) fn nothing_in_files(reference: &str) -> String {
    format!("{NOTHING_IN_FILES}{}", escape(reference))
}

/// The reference that such a one stands for.
pub(super) fn in_no_file(reference: &str) -> Option<String> {
    reference.strip_prefix(NOTHING_IN_FILES).map(unescape)
}

/// What becomes of a place whose reference leads to nothing.
pub(super) fn without_target(kind: Kind) -> &'static str {
    match kind {
        Kind::Schema => "it is any value",
        Kind::Response => "the body of the answer is read as bytes",
        Kind::RequestBody => "the body is sent as bytes",
        _ => "it is ignored",
    }
}

/// The beginning of a remedy: the reference that may be meant.
fn near(places: &Places<'_>, pointer: &Pointer) -> String {
    let near = pointer.split_last().and_then(|(parent, name)| {
        let siblings = places.value(&parent)?.as_object()?;
        let near = suggest::nearest(&name, siblings.keys().map(String::as_str))?;
        Some(format!("did you mean `#{}`? Otherwise ", parent.join(near)))
    });
    near.unwrap_or_default()
}
