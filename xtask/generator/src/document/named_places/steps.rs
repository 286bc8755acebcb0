//! The steps from a schema to one inside it.
//!
//! | step | leads to |
//! |---|---|
//! | `name` | the property of this name |
//! | `"a.b"` | the property `a.b`: in quotes, a name may hold dots, and be spelled like another step |
//! | `[]` | the items of a list |
//! | `{}` | the values of a map |
//! | `<kind>` | the variant of a union whose tag, component key or title this is |
//!
//! A step is taken in all that a schema combines by `allOf`, `oneOf` and `anyOf`, and references are followed.

use std::collections::BTreeSet;

use serde_json::Value;

use super::refusal::{Found, Refusal};
use crate::config::suggest;
use crate::document::pointer::Pointer;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Property(String),
    Items,
    Values,
    Variant(String),
}

/// Follows references from a place until there is none, or it leads round.
pub(super) fn followed(document: &Value, at: Pointer) -> Pointer {
    let (mut at, mut seen) = (at, BTreeSet::new());
    while let Some(target) = target(document, &at)
        && seen.insert(target.clone())
    {
        at = target;
    }
    at
}

/// What the place refers to.
fn target(document: &Value, at: &Pointer) -> Option<Pointer> {
    let reference = document.pointer(at.as_str())?.get("$ref")?.as_str()?;
    let target = percent_encoding::percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
    document.pointer(&target)?;
    Pointer::parse(&target)
}

/// The places that some steps lead to.
pub(super) fn walk(document: &Value, name: &str, begun: Vec<Pointer>, path: &str) -> Found<Vec<String>> {
    let mut at = begun;
    for step in split(name, path)? {
        let combined = combined(document, at);
        let mut next: Vec<Pointer> = combined.iter().flat_map(|schema| step.from(document, schema)).collect();
        next.sort_unstable();
        next.dedup();
        if next.is_empty() {
            return Err(step.refusal(document, name, &combined));
        }
        at = next;
    }
    at.sort_unstable();
    at.dedup();
    Ok(at.into_iter().map(String::from).collect())
}

/// The first step, which must be a name, and those after it.
pub(super) fn first<'p>(name: &str, path: &'p str) -> Found<(String, &'p str)> {
    let end = end_of_step(path);
    let (first, rest) = path.split_at(end);
    match step(name, first)? {
        Step::Property(first) => Ok((first, rest.strip_prefix('.').unwrap_or(rest))),
        _ => Err(malformed(name, first)),
    }
}

/// Schemas, and all that they combine.
fn combined(document: &Value, at: Vec<Pointer>) -> Vec<Pointer> {
    let (mut found, mut open): (Vec<Pointer>, Vec<Pointer>) = (Vec::new(), at);
    let mut seen = BTreeSet::new();
    while let Some(schema) = open.pop() {
        if !seen.insert(schema.clone()) {
            continue;
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            open.extend(members(document, &schema, keyword).into_iter().map(|(_, member)| member));
        }
        found.push(schema);
    }
    found.sort_unstable();
    found
}

/// The members of a keyword that holds a list of schemas: where each stands, and what it refers to.
fn members(document: &Value, schema: &Pointer, keyword: &str) -> Vec<(Pointer, Pointer)> {
    let list = schema.join(keyword);
    let count = document.pointer(list.as_str()).and_then(Value::as_array).map_or(0, Vec::len);
    let members = (0..count).map(|index| list.join(index));
    members.map(|member| (member.clone(), followed(document, member))).collect()
}

/// Reads the steps.
fn split(name: &str, path: &str) -> Found<Vec<Step>> {
    let (mut steps, mut rest) = (Vec::new(), path);
    while !rest.is_empty() {
        let (first, after) = rest.split_at(end_of_step(rest));
        steps.push(step(name, first)?);
        rest = match after.strip_prefix('.') {
            Some("") => return Err(malformed(name, "")),
            Some(after) => after,
            None => after,
        };
    }
    Ok(steps)
}

/// Where the first step ends: at a dot, or at the quote or bracket that closes it.
fn end_of_step(path: &str) -> usize {
    let closing = match path.chars().next() {
        Some('"') => '"',
        Some('<') => '>',
        _ => return path.find('.').unwrap_or(path.len()),
    };
    let closed = path.char_indices().skip(1).find(|(_, character)| *character == closing);
    closed.map_or(path.len(), |(at, _)| at + 1)
}

fn step(name: &str, text: &str) -> Found<Step> {
    let within = |open: char, close: char| text.strip_prefix(open)?.strip_suffix(close);
    match text {
        "" => return Err(malformed(name, text)),
        "[]" => return Ok(Step::Items),
        "{}" => return Ok(Step::Values),
        _ => {}
    }
    if let Some(quoted) = within('"', '"') {
        return Ok(Step::Property(quoted.to_owned()));
    }
    match within('<', '>') {
        Some(variant) if !variant.is_empty() => Ok(Step::Variant(variant.to_owned())),
        None if !text.contains(['"', '<', '>', '[', ']', '{', '}', '/']) => {
            Ok(Step::Property(text.to_owned()))
        }
        _ => Err(malformed(name, text)),
    }
}

fn malformed(name: &str, text: &str) -> Refusal {
    let problem = format!("`{text}` in `{name}` is no step");
    let remedy = "write steps with a dot between them: the name of a property, in quotes where it holds signs, `[]` for \
                  the items of a list, `{}` for the values of a map, `<KIND>` for a variant of a union";
    Refusal::malformed(problem, remedy)
}

impl Step {
    /// Where the step leads from one schema.
    fn from(&self, document: &Value, schema: &Pointer) -> Vec<Pointer> {
        let field = |at: Pointer| {
            let is_schema = document.pointer(at.as_str()).is_some_and(Value::is_object);
            is_schema.then(|| followed(document, at))
        };
        match self {
            Self::Property(property) => field(schema.join("properties").join(property)).into_iter().collect(),
            Self::Items => field(schema.join("items")).into_iter().collect(),
            Self::Values => field(schema.join("additionalProperties")).into_iter().collect(),
            Self::Variant(kind) => variants(document, schema)
                .into_iter()
                .filter(|(names, _)| names.iter().any(|name| name == kind))
                .map(|(_, variant)| variant)
                .collect(),
        }
    }

    /// Why the step leads nowhere.
    fn refusal(&self, document: &Value, name: &str, schemas: &[Pointer]) -> Refusal {
        let (wanted, what, known) = match self {
            Self::Property(property) => (property.as_str(), "property", properties(document, schemas)),
            Self::Variant(kind) => {
                let variants = schemas.iter().flat_map(|schema| variants(document, schema));
                (
                    kind.as_str(),
                    "variant",
                    variants.filter_map(|(names, _)| names.into_iter().next()).collect(),
                )
            }
            Self::Items => ("[]", "list", Vec::new()),
            Self::Values => ("{}", "map", Vec::new()),
        };
        let remedy = match self {
            Self::Items | Self::Values => {
                let known = properties(document, schemas);
                format!(
                    "no list or map stands there; it has {}",
                    suggest::listed(known.iter().map(String::as_str))
                )
            }
            _ => {
                let near = suggest::meant(wanted, known.iter().map(String::as_str));
                format!("{near}it has {}", suggest::listed(known.iter().map(String::as_str)))
            }
        };
        Refusal::absent(format!("`{name}` leads nowhere: there is no {what} at the step `{wanted}`"), remedy)
    }
}

/// The names of the properties of some schemas.
fn properties(document: &Value, schemas: &[Pointer]) -> Vec<String> {
    let of = |schema: &Pointer| document.pointer(schema.join("properties").as_str())?.as_object();
    let mut names: Vec<String> =
        schemas.iter().filter_map(of).flat_map(|list| list.keys().cloned()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The variants of a union, each with what it can be called: its tags, the key of its component, its title.
fn variants(document: &Value, schema: &Pointer) -> Vec<(Vec<String>, Pointer)> {
    let mapping = document.pointer(schema.join("discriminator").join("mapping").as_str());
    let mapping = mapping.and_then(Value::as_object);
    let listed = ["oneOf", "anyOf"].map(|keyword| members(document, schema, keyword));
    let called = listed.into_iter().flatten().map(|(member, variant)| {
        let reference = document.pointer(member.join("$ref").as_str()).and_then(Value::as_str);
        let key = reference.and_then(|reference| reference.rsplit('/').next()).map(str::to_owned);
        let mapped = mapping.into_iter().flatten().filter(|(_, target)| {
            target.as_str().is_some_and(|target| Some(target) == reference || Some(target) == key.as_deref())
        });
        let mut names: Vec<String> = mapped.map(|(tag, _)| tag.clone()).collect();
        names.extend(constants(document, &variant));
        names.extend(key);
        names.extend(
            document.pointer(variant.join("title").as_str()).and_then(Value::as_str).map(str::to_owned),
        );
        (names, variant)
    });
    called.collect()
}

/// The texts that properties of a variant must be.
fn constants(document: &Value, variant: &Pointer) -> Vec<String> {
    let mut found = Vec::new();
    for schema in combined(document, vec![variant.clone()]) {
        let properties = schema.join("properties");
        let listed = document.pointer(properties.as_str()).and_then(Value::as_object).into_iter().flatten();
        for (name, _) in listed {
            let property = followed(document, properties.join(name));
            let values = document.pointer(property.join("enum").as_str()).and_then(Value::as_array);
            let only = match values.map(Vec::as_slice) {
                Some([only]) => Some(only),
                _ => document.pointer(property.join("const").as_str()),
            };
            found.extend(only.and_then(Value::as_str).map(str::to_owned));
        }
    }
    found
}
