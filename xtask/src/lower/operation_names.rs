//! The names of groups and of their methods.

use super::input::Input;
use super::naming::{self, Role, Scope};
use super::raw_operation::RawOperation;
use crate::config::GroupConfig;
use crate::diagnostic::Result;
use crate::model::Name;
use std::collections::BTreeMap;

/// The accessor of an operation's group, and its type.
pub(super) fn group_names(input: Input<'_>, operation: &RawOperation) -> Result<(Name, Name)> {
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
    let tag = tag.unwrap_or("untagged");
    naming::group(tag).ok_or_else(|| {
        input.document_error(
            format!("{}/tags/0", operation.pointer),
            "the tag has no letter and no digit, so no group can be named after it",
            "rename the tag with an overlay, or put its operations into a group in generator.toml",
        )
    })
}

/// The methods of the operations of a group.
pub(super) fn method_names(input: Input<'_>, operations: &[RawOperation]) -> Result<Vec<Name>> {
    let configured = |operation: &RawOperation| input.config.operations.get(&operation.id);
    let wanted: Vec<&str> = operations
        .iter()
        .map(|operation| configured(operation).map_or(&*operation.id, |entry| &*entry.name))
        .collect();
    check_twins(input, operations, &wanted)?;
    // Most documents begin their operationIds with the tag, which is the name of the group already.
    let short: Vec<&str> = operations
        .iter()
        .zip(&wanted)
        .map(|(operation, wanted)| {
            let tag = operation.tag.as_deref().filter(|_| configured(operation).is_none());
            tag.map_or(*wanted, |tag| without_tag(wanted, tag))
        })
        .collect();
    let full = naming::names(&wanted, Scope::Methods);
    naming::names(&short, Scope::Methods)
        .into_iter()
        .zip(full)
        .zip(operations)
        .map(|((short, full), operation)| {
            short.or(full).ok_or_else(|| {
                input.document_error(
                    format!("{}/operationId", operation.pointer),
                    format!("the operation `{}` has no name of its own in Rust", operation.id),
                    "name it in generator.toml under [operations]",
                )
            })
        })
        .collect()
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
