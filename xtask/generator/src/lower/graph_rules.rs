//! What generator.toml says of the graphs of a union's values, and whether it fits the union.

use super::naming::Misfits;
use crate::config::{GraphConfig, suggest};
use crate::diagnostic::{Diagnostic, Result};
use crate::document::pointer;
use crate::model::{Definition, GraphRules, Name, ShareRules, TypeRef, UnionType};
use std::collections::BTreeMap;

/// The rules as configured.
pub(super) fn of(config: &GraphConfig) -> GraphRules {
    let GraphConfig { start, end, shares, summary } = config;
    let shares = shares.as_ref().map(|shares| ShareRules {
        kind: shares.kind.clone(),
        most: shares.most,
        rest: shares.rest.clone(),
    });
    GraphRules { start: start.clone(), end: end.clone(), shares, summary: summary.clone() }
}

/// Refuses rules that do not fit their union, or leaves them out.
pub(super) fn check(
    definitions: &mut BTreeMap<Name, Definition>,
    config_file: &str,
    misfits: Misfits,
) -> Result<()> {
    let mut left_out = Vec::new();
    for (name, definition) in definitions.iter() {
        let Definition::Union(union) = definition else { continue };
        let Some(rules) = &union.graph else { continue };
        match (problem(definitions, union, rules), misfits) {
            (None, _) => {}
            (Some((problem, remedy)), Misfits::Refused) => {
                return Err(Diagnostic::at(config_file, "/types", format!("`{name}`: {problem}"), remedy));
            }
            (Some(_), Misfits::LeftOut) => left_out.push(name.clone()),
        }
    }
    for name in left_out {
        if let Some(Definition::Union(union)) = definitions.get_mut(&name) {
            // Without rules that fit, there are those that any graph has.
            union.graph = union.id.as_ref().and(union.edge.as_ref()).map(|_| GraphRules::default());
        }
    }
    Ok(())
}

/// What is wrong with the rules of a union, and what to do about it.
fn problem(
    definitions: &BTreeMap<Name, Definition>,
    union: &UnionType,
    rules: &GraphRules,
) -> Option<(String, String)> {
    if union.edge.is_none() || union.id.is_none() {
        let problem =
            "`graph` is for unions whose variants all require a string `id` and that have an `edge`";
        return Some((problem.to_owned(), "name the edge as well, or remove `graph`".to_owned()));
    }
    let known = || union.variants.iter().flat_map(|variant| &variant.tags).map(String::as_str);
    let shares = rules.shares.iter().map(|shares| &shares.kind);
    let mut named = rules.start.iter().chain(&rules.end).chain(shares).chain(rules.summary.keys());
    if let Some(unknown) = named.find(|kind| known().all(|tag| tag != kind.as_str())) {
        let near = suggest::did_you_mean(unknown, known());
        let remedy = format!("{near}name a kind that the document has, or remove the entry");
        return Some((format!("`graph` names the kind `{unknown}`, which the union does not have"), remedy));
    }
    for (kind, pointers) in &rules.summary {
        let variant = union.variants.iter().find(|variant| variant.tags.contains(kind))?;
        let leads = |at: &&String| !leads_somewhere(definitions, &variant.type_ref, at);
        if let Some(at) = pointers.iter().find(leads) {
            let problem = format!("`graph` shows `{at}` of the kind `{kind}`, which has no such property");
            return Some((problem, "write a JSON pointer such as `/properties/name`".to_owned()));
        }
    }
    None
}

/// Whether a JSON pointer leads to a property that the type has, or that it may have.
fn leads_somewhere(definitions: &BTreeMap<Name, Definition>, type_ref: &TypeRef, at: &str) -> bool {
    let Some(path) = at.strip_prefix('/') else { return false };
    let mut place = type_ref;
    for segment in path.split('/') {
        let TypeRef::Named(name) = place.unboxed() else { return true };
        let Some(Definition::Struct(structure)) = definitions.get(name) else { return true };
        match structure.field(&pointer::unescape(segment)) {
            Some(field) => place = &field.type_ref,
            None => return false,
        }
    }
    true
}
