//! The names of groups and of their methods.

use super::input::Input;
use super::naming::{self, Remembered, Role, Scope};
use super::raw_operation::RawOperation;
use crate::config::GroupConfig;
use crate::diagnostic::Result;
use crate::document::{Fault, Found};
use crate::model::Name;
use std::collections::{BTreeMap, BTreeSet};

/// The accessor of an operation's group, and its type.
pub(super) fn group_names(
    input: Input<'_>,
    operation: &RawOperation,
    faults: &mut Vec<Found>,
) -> Result<(Name, Name)> {
    let tag = operation.tag.as_deref();
    let is_of_tag = |group: &GroupConfig| group.tags.iter().any(|known| Some(known.as_str()) == tag);
    if let Some((accessor, group)) = input.config.groups.iter().find(|(_, group)| is_of_tag(group)) {
        let type_name = &group.type_name;
        let accessor_name = Name::new(accessor, Role::Value).filter(|name| name.as_str() == accessor);
        let group_type = Name::new(type_name, Role::Type).filter(|name| name.as_str() == type_name);
        return accessor_name.zip(group_type).ok_or_else(|| {
            input.config_error(
                format!("/groups/{accessor}"),
                format!("`{accessor}` and `{type_name}` cannot be the names of an accessor and its type"),
                "write the group's key in snake_case and its type in PascalCase",
            )
        });
    }
    let names = tag.and_then(naming::group);
    if let (Some(tag), None) = (tag, &names) {
        let fault = Fault::TagWithoutAName { tag: format!("`{tag}`") };
        faults.push(fault.found(format!("{}/tags/0", operation.pointer)));
    }
    names.or_else(|| naming::group(UNTAGGED)).ok_or_else(|| {
        input.document_error(&*operation.pointer, "no group can be named", "give the operation a tag")
    })
}

/// The name of the group of operations without a tag.
const UNTAGGED: &str = "untagged";

/// The methods of the operations of a group.
pub(super) fn method_names(
    input: Input<'_>,
    group: &Name,
    operations: &[RawOperation],
    faults: &mut Vec<Found>,
) -> Result<Vec<Name>> {
    let configured = |operation: &RawOperation| {
        input.config.operations.get(&operation.id).and_then(|entry| entry.name.as_deref())
    };
    let wanted: Vec<&str> =
        operations.iter().map(|operation| configured(operation).unwrap_or(&operation.id)).collect();
    check_twins(input, operations, &wanted)?;
    let short = short_names(input, group, operations, &wanted);
    let full = naming::names(&wanted, Scope::Methods);
    let calls: Vec<String> =
        operations.iter().map(|operation| format!("{} {}", operation.method, operation.path)).collect();
    let calls: Vec<&str> = calls.iter().map(String::as_str).collect();
    let calls = naming::names(&calls, Scope::Methods);
    let mut taken: BTreeSet<Name> = short.iter().flatten().cloned().collect();
    let mut names = Vec::new();
    for (((operation, short), full), call) in operations.iter().zip(short).zip(full).zip(calls) {
        let mut free = |name: Option<Name>| name.filter(|name| taken.insert(name.clone()));
        let name = match short.or_else(|| free(full)) {
            Some(name) => name,
            None => {
                let fault = Fault::OperationIdWithoutAName { id: format!("`{}`", operation.id) };
                faults.push(fault.found(format!("{}/operationId", operation.pointer)));
                free(call).ok_or_else(|| {
                    input.document_error(
                        format!("{}/operationId", operation.pointer),
                        format!("the operation `{}` has no name of its own in Rust", operation.id),
                        "name it in generator.toml under [operations]",
                    )
                })?
            }
        };
        names.push(name);
    }
    Ok(names)
}

/// The methods that operations had before, and for the others the operationIds without the tag. Nothing is called like a
/// method that the group had before and the document no longer has.
fn short_names(
    input: Input<'_>,
    group: &Name,
    operations: &[RawOperation],
    wanted: &[&str],
) -> Vec<Option<Name>> {
    let is_configured = |operation: &RawOperation| {
        input.config.operations.get(&operation.id).is_some_and(|entry| entry.name.is_some())
    };
    // Most documents begin their operationIds with the tag, which is the name of the group already.
    let short = operations.iter().zip(wanted).map(|(operation, wanted)| {
        let tag = operation.tag.as_deref().filter(|_| !is_configured(operation));
        tag.map_or(*wanted, |tag| without_tag(wanted, tag))
    });
    let short: Vec<&str> = short.collect();
    let configured: BTreeSet<&str> = operations
        .iter()
        .zip(wanted)
        .filter(|(operation, _)| is_configured(operation))
        .map(|(_, wanted)| *wanted)
        .collect();
    let remembered = Remembered::new(&input.config.lock);
    let before = |at: usize| -> Option<Name> {
        let operation = operations.get(at).filter(|operation| !is_configured(operation))?;
        let (known, method) = remembered.method(&operation.key())?;
        (known == group.as_str() && !configured.contains(method.as_str())).then_some(method)
    };
    let names = naming::names_kept(&short, Scope::Methods, (&[], &before));
    let is_free = |(at, operation): (usize, &RawOperation), name: &Name| {
        before(at).is_some()
            || is_configured(operation)
            || !remembered.is_retired_method(group.as_str(), name)
    };
    let named = names.into_iter().zip(operations.iter().enumerate());
    named.map(|(name, operation)| name.filter(|name| is_free(operation, name))).collect()
}

/// Two operations of one group cannot be called the same.
fn check_twins(input: Input<'_>, operations: &[RawOperation], wanted: &[&str]) -> Result<()> {
    let mut known: BTreeMap<&str, &RawOperation> = BTreeMap::new();
    for (operation, name) in operations.iter().zip(wanted) {
        if let Some(twin) = known.insert(name, operation) {
            return Err(input.config_error(
                format!("/operations/{}/name", operation.id),
                format!("`{}` and `{}` are both called `{name}`", twin.id, operation.id),
                "give one of the two operations another name",
            ));
        }
    }
    Ok(())
}

/// An operationId without the words of the tag that it begins with; the whole operationId, where nothing else is left.
fn without_tag<'i>(id: &'i str, tag: &str) -> &'i str {
    let mut rest = id;
    for word in tag.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let trimmed = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let begins = trimmed.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
        let Some(after) = trimmed.get(word.len()..).filter(|_| begins) else { return id };
        if after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return id;
        }
        rest = after;
    }
    let rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    if rest.is_empty() { id } else { rest }
}
