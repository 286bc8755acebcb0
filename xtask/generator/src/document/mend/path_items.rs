//! Mends paths: those that are references, and those that are spelled in another way than OpenAPI's.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::declared::{self, Declared};
use super::path_spelling::{self, Spelling};
use crate::diagnostic::Result;
use crate::document::copied_object;
use crate::document::faults::{Fault, is_attack};
use crate::document::found::Faults;
use crate::document::lift::beside;
use crate::document::path_template;
use crate::document::places::METHODS;
use crate::document::pointer::{Pointer, escape};
use crate::document::reader::MAX_NODES;
use crate::document::referring_path_items;
use crate::document::resolve::{in_no_file, local};
use crate::document::version::kind;

/// The keys of `paths` that are paths.
fn keys(document: &Value) -> Vec<String> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    paths.map(|(path, _)| path.clone()).filter(|path| !path.starts_with("x-")).collect()
}

fn at(path: &str) -> Pointer {
    Pointer::root().join("paths").join(path)
}

/// Writes out path items that are references. Each has operations of its own, so a copy of the target stands in its place.
pub(super) fn write_out(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let mut copied = 0;
    for at in referring_path_items::places(document, &["paths", beside::WEBHOOKS]) {
        let stands = at.join("$ref");
        let Some(reference) = document.pointer(stands.as_str()).cloned() else { continue };
        if reference.as_str().is_some_and(|text| !text.trim().is_empty() && !text.starts_with('#')) {
            let reference = reference.as_str().unwrap_or_default().to_owned();
            faults.add(stands.clone(), Fault::ForeignReference { reference })?;
        }
        let target = copied_object::of(document, &reference);
        copied += target.as_ref().map_or(0, copied_object::count);
        if copied > MAX_NODES {
            faults.add(stands.clone(), Fault::TooManyCopies { most: MAX_NODES.to_string() })?;
        }
        if target.is_none() {
            faults.add(stands, without_target(document, &reference))?;
        }
        copied_object::put(document, &at, (&reference, target.unwrap_or_default()), &mut faults.origins);
    }
    Ok(())
}

/// What is wrong with a reference of a path item that leads to no path item.
fn without_target(document: &Value, reference: &Value) -> Fault {
    let done = "the reference is ignored".to_owned();
    let Some(text) = reference.as_str() else {
        return Fault::ReferenceThatIsNoText { found: kind(reference).to_owned(), done };
    };
    if local(text).is_some_and(|at| document.pointer(at.as_str()).is_some()) {
        return Fault::ReferenceWhereNoneMayBe { what: "path item".to_owned(), done };
    }
    match in_no_file(text) {
        Some(reference) => Fault::NothingInTheFile { reference, done },
        None => Fault::DanglingReference { reference: text.to_owned(), near: String::new(), done },
    }
}

/// Takes the server out of paths that are whole addresses. It counts for the operations of that path alone.
fn without_servers(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let first = document.pointer("/servers/0/url").and_then(Value::as_str).unwrap_or_default();
    let first = first.trim_end_matches('/').to_owned();
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for path in keys(document) {
        let Some((server, rest)) = path_spelling::address(&path) else { continue };
        let own = path.strip_prefix(&first).filter(|rest| !first.is_empty() && rest.starts_with('/'));
        let rest = own.unwrap_or(rest);
        let read =
            if own.is_some() { format!("`{rest}`") } else { format!("`{rest}` of the server `{server}`") };
        faults.add(at(&path), Fault::AddressAsPath { read })?;
        if let (None, Some(Value::Object(item))) = (own, document.pointer_mut(at(&path).as_str())) {
            item.insert("servers".to_owned(), json!([{ "url": server }]));
            item.sort_keys();
        }
        renamed.insert(path.clone(), rest.to_owned());
    }
    rename(document, renamed, faults)
}

/// Spells all paths as OpenAPI does.
pub(super) fn spell(document: &mut Value, faults: &mut Faults) -> Result<()> {
    without_servers(document, faults)?;
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for path in keys(document) {
        let at = at(&path);
        if let Some(problem) = danger(&path) {
            faults.add(at.clone(), Fault::DangerousPath { problem })?;
        }
        let names = declared::in_path(document, &at);
        let is_declared = |name: &str| names.iter().any(|known| known == name);
        let is_plain = |name: &&str| {
            is_declared(name) || name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.~$".contains(&b))
        };
        if path_template::parameters(&path).is_ok_and(|names| names.iter().all(is_plain)) {
            continue;
        }
        let spelling = Spelling::of(&path, &is_declared);
        let spelling = named(spelling, &names);
        if path_template::parameters(&spelling.template).is_err() {
            let problem = path_template::parameters(&path).err().unwrap_or_default();
            leave_out(document, &at, &problem, faults)?;
            continue;
        }
        let item = document.pointer(at.as_str()).and_then(Value::as_object);
        let mut operations = item.into_iter().flatten().map(|(_, operation)| operation);
        let is_lifted = operations.any(|operation| beside::method(|key| operation.get(key)).is_some());
        report(&path, &spelling, (&at, is_lifted), faults)?;
        for pair in &spelling.in_query {
            into_the_query(document, &at, pair);
        }
        if spelling.key() != path {
            renamed.insert(path, spelling.key());
        }
    }
    rename(document, renamed, faults)
}

/// Why a path is no slip but could do harm.
fn danger(path: &str) -> Option<String> {
    let problem = path_template::parameters(path).err()?;
    let (without_query, ..) = path_template::split(path);
    let leads_elsewhere = without_query.split('/').any(path_template::is_dots);
    (is_attack(path) || leads_elsewhere).then_some(problem)
}

/// A path with `{}` for its only parameter gets the name of the only one that is declared.
fn named(mut spelling: Spelling, names: &[String]) -> Spelling {
    let unused = names.iter().filter(|name| !spelling.template.contains(&format!("{{{name}}}")));
    if let [name] = unused.collect::<Vec<_>>().as_slice()
        && spelling.template.matches("{}").count() == 1
    {
        spelling.template = spelling.template.replace("{}", &format!("{{{name}}}"));
    }
    spelling
}

fn leave_out(document: &mut Value, at: &Pointer, problem: &str, faults: &mut Faults) -> Result<()> {
    let Some(Value::Object(item)) = document.pointer_mut(at.as_str()) else { return Ok(()) };
    for method in METHODS.iter().filter(|method| item.contains_key(**method)) {
        faults.add(at.join(method), Fault::UnusablePath { problem: problem.to_owned() })?;
    }
    if let Some(Value::Object(paths)) = document.get_mut("paths")
        && let Some((_, path)) = at.split_last()
    {
        paths.remove(&path);
    }
    Ok(())
}

/// Reports how a path differs from what OpenAPI allows.
fn report(
    path: &str,
    spelling: &Spelling,
    (at, is_lifted): (&Pointer, bool),
    faults: &mut Faults,
) -> Result<()> {
    let (without, ..) = path_template::split(path);
    if spelling.template != without || !spelling.in_query.is_empty() {
        let of = |path| path_template::parameters(path).err();
        let problem = of(without).or_else(|| of(path));
        let problem = problem.unwrap_or_else(|| "a parameter is its name alone".to_owned());
        faults.add(at.clone(), Fault::PathInAnotherSpelling { problem, read: spelling.key() })?;
    }
    if spelling.query.is_some() {
        faults.add(at.clone(), Fault::QueryInPath {})?;
    }
    if spelling.fragment.is_some() && !is_lifted {
        faults.add(at.clone(), Fault::FragmentInPath {})?;
    }
    Ok(())
}

/// A parameter in the query of a path becomes a query parameter of each operation.
fn into_the_query(document: &mut Value, at: &Pointer, (key, name): &(String, String)) {
    let item = document.pointer(at.as_str()).and_then(Value::as_object);
    let methods: Vec<&str> =
        METHODS.into_iter().filter(|method| item.is_some_and(|item| item.contains_key(*method))).collect();
    for method in methods {
        let operation = at.join(method);
        let all = declared::of(document, &operation).into_iter().chain(declared::of(document, at));
        let all: Vec<Declared> = all.collect();
        let is =
            |declared: &&Declared, place: &str, name: &str| declared.place == place && declared.name == name;
        if all.iter().any(|declared| is(&declared, "query", key)) {
            continue;
        }
        let known = all.iter().find(|declared| is(declared, "path", name) || is(declared, "query", name));
        let mut parameter =
            known.map_or_else(|| json!({ "schema": { "type": "string" } }), |known| known.value.clone());
        if let Value::Object(fields) = &mut parameter {
            fields.insert("name".to_owned(), json!(key));
            fields.insert("in".to_owned(), json!("query"));
            if known.is_none_or(|known| known.place != "query") {
                fields.insert("required".to_owned(), json!(true));
            }
            fields.remove("style");
        }
        match known.filter(|known| known.at.as_str().starts_with(operation.as_str())) {
            Some(known) => declared::replace(document, &known.at, parameter),
            None => declared::add(document, &operation, parameter),
        }
    }
}

/// Gives paths their new keys, and leads references to schemas in them there. Where a path has that key already, a
/// fragment tells the two apart.
fn rename(document: &mut Value, renamed: BTreeMap<String, String>, faults: &mut Faults) -> Result<()> {
    if renamed.is_empty() {
        return Ok(());
    }
    let mut moves = BTreeMap::new();
    let Some(Value::Object(paths)) = document.get_mut("paths") else { return Ok(()) };
    for (number, (from, to)) in renamed.into_iter().enumerate() {
        let mut key = to.clone();
        if paths.contains_key(&key) {
            faults.add(at(&from), Fault::PathTwice { path: to.clone() })?;
            let sign = if to.contains('#') { '-' } else { '#' };
            key = format!("{to}{sign}{number}");
        }
        // A key that is there even so is another operation's, and stays.
        if !paths.contains_key(&key)
            && let Some(item) = paths.remove(&from)
        {
            paths.insert(key.clone(), item);
            faults.origins.moved(&at(&from), &at(&key));
            moves.insert(escape(&from), escape(&key));
        }
    }
    paths.sort_keys();
    lead(document, &moves);
    Ok(())
}

fn lead(value: &mut Value, moves: &BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get_mut("$ref")
                && let Some((path, rest)) =
                    reference.strip_prefix("#/paths/").and_then(|rest| rest.split_once('/'))
                && let Some(to) = moves.get(path)
            {
                *reference = format!("#/paths/{to}/{rest}");
            }
            fields.values_mut().for_each(|value| lead(value, moves));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| lead(value, moves)),
        _ => {}
    }
}
