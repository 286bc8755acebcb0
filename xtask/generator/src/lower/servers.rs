//! The servers of a document as choices for callers, and those of single operations.

use super::naming::{self, Remembered, Role, Scope};
use crate::document::{Document, is_base_url};
use crate::model::{
    Docs, Group, JsonPointer, Name, Operation, OperationServers, Security, Server, ServerValues,
    ServerVariable,
};
use openapiv3::Server as Described;
use std::collections::BTreeSet;

/// The servers that callers can choose; none where there is nothing to choose.
pub(super) fn servers(document: &Document, remembered: Remembered<'_>) -> Vec<Server> {
    let type_name = naming::type_of_servers();
    // The enums of values stand beside the one of the servers.
    let mut types = BTreeSet::from([type_name.clone()]);
    choices(&document.openapi.servers, (remembered, &type_name), &mut types)
}

/// The servers of single operations that callers can choose. Operations with the same ones share them.
pub(super) fn of_operations(
    (document, remembered): (&Document, Remembered<'_>),
    (servers, security): (&[Server], &Security),
    groups: &mut [Group],
) -> Vec<OperationServers> {
    let values =
        servers.iter().flat_map(|server| &server.variables).filter_map(|known| known.values.as_ref());
    let mut types: BTreeSet<Name> = values.map(|values| values.type_name.clone()).collect();
    types.insert(naming::type_of_servers());
    let mut setters: BTreeSet<Name> = security.schemes.iter().map(|scheme| scheme.name.clone()).collect();
    let mut made: Vec<(Vec<Described>, OperationServers)> = Vec::new();
    let operations =
        groups.iter_mut().flat_map(|group| std::iter::repeat(&group.accessor).zip(&mut group.operations));
    for (group, operation) in operations {
        let Some((described, pointer)) = operation.server.as_ref().and(described(document, operation)) else {
            continue;
        };
        if let Some((_, known)) = made.iter().find(|(known, _)| *known == described) {
            operation.server_choice = Some(known.type_name.clone());
            continue;
        }
        let Some(first) = described.first() else { continue };
        let is_free = |name: &Name, setter: &Name| !types.contains(name) && !setters.contains(setter);
        let Some((type_name, setter)) =
            naming::type_of_operation_servers(&words_of_list(first, group, operation), is_free)
        else {
            continue;
        };
        let mut with_it = types.clone();
        with_it.insert(type_name.clone());
        let servers = choices(&described, (remembered, &type_name), &mut with_it);
        if servers.is_empty() {
            continue;
        }
        types = with_it;
        setters.insert(setter.clone());
        operation.server_choice = Some(type_name.clone());
        made.push((described, OperationServers { type_name, setter, pointer, servers }));
    }
    made.into_iter().map(|(_, servers)| servers).collect()
}

/// What the servers of an operation are called after: the words for the first one, where these begin with a letter, or
/// else the operation.
fn words_of_list(first: &Described, group: &Name, operation: &Operation) -> String {
    let words = words(first);
    let is_name = words.bytes().next().is_some_and(|first| first.is_ascii_alphabetic());
    if is_name { words } else { format!("{group} {}", operation.name) }
}

/// The servers that an operation has for itself, or that its path has, and where they are listed.
fn described(document: &Document, operation: &Operation) -> Option<(Vec<Described>, JsonPointer)> {
    let own = operation.pointer.as_str();
    let (path, _) = own.rsplit_once('/')?;
    [own, path].into_iter().find_map(|at| {
        let pointer = format!("{at}/servers");
        let listed: Vec<Described> = serde_json::from_value(document.json.pointer(&pointer)?.clone()).ok()?;
        (!listed.is_empty()).then(|| (listed, pointer.into()))
    })
}

/// What can be chosen of servers; nothing, where there is only one, and its address is always the same.
fn choices(
    described: &[Described],
    (remembered, type_name): (Remembered<'_>, &Name),
    types: &mut BTreeSet<Name>,
) -> Vec<Server> {
    let mut usable: Vec<&Described> = Vec::new();
    for server in described.iter().filter(|server| with_defaults(server).is_some()) {
        // One address is one choice, however often it is listed.
        if !usable.iter().any(|known| address(known) == address(server)) {
            usable.push(server);
        }
    }
    let has_variables = usable.iter().any(|server| server.variables.iter().any(|all| !all.is_empty()));
    if usable.len() < 2 && !has_variables {
        return Vec::new();
    }
    let words: Vec<String> = usable.iter().map(|server| words(server)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // The address is the place: what is said of a server may change.
    let kept = |at: usize| remembered.member(type_name, &address(usable.get(at)?), Role::Variant);
    let names = naming::names_kept(&words, Scope::Variants, (&[], &kept));
    let server = |(described, name): (&Described, Option<Name>)| {
        let text = described.description.clone().unwrap_or_default();
        Some(Server {
            url: address(described),
            name: name?,
            docs: Docs { text, ..Docs::default() },
            variables: variables(described, types)?,
        })
    };
    usable.iter().copied().zip(names).filter_map(server).collect()
}

fn address(server: &Described) -> String {
    server.url.trim_end_matches('/').to_owned()
}

/// The variables of a server; `None` where one of them has no name in Rust.
fn variables(server: &Described, types: &mut BTreeSet<Name>) -> Option<Vec<ServerVariable>> {
    let described: Vec<_> = server.variables.iter().flatten().collect();
    let raw: Vec<&str> = described.iter().map(|(variable, _)| variable.as_str()).collect();
    let mut variables = Vec::new();
    for ((variable, described), name) in described.into_iter().zip(naming::names(&raw, Scope::Fields)) {
        let text = described.description.clone().unwrap_or_default();
        let raw: Vec<&str> = described.enumeration.iter().map(String::as_str).collect();
        let names: Option<Vec<Name>> = naming::names(&raw, Scope::Variants).into_iter().collect();
        let values = match names {
            Some(names) if !names.is_empty() => {
                let type_name = naming::type_of_variable(variable, |name| !types.contains(name))?;
                types.insert(type_name.clone());
                let values = described.enumeration.iter().cloned().zip(names).collect();
                Some(ServerValues { type_name, values })
            }
            _ => None,
        };
        variables.push(ServerVariable {
            variable: variable.clone(),
            name: name?,
            docs: Docs { text, ..Docs::default() },
            default: described.default.clone(),
            values,
        });
    }
    Some(variables)
}

/// What a server is called after: its description, if that is short, or else the host of its address.
fn words(server: &Described) -> String {
    let text = server.description.as_deref().unwrap_or_default().trim().trim_end_matches('.');
    let is_short = (1..=4).contains(&text.split_whitespace().count()) && text.len() <= 40;
    if is_short && text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return text.to_owned();
    }
    let host = server.url.split_once("://").map_or(server.url.as_str(), |(_, rest)| rest);
    host.split('/').next().unwrap_or_default().to_owned()
}

/// The address of a server with the defaults of its variables, if it is one that can be called.
pub(super) fn with_defaults(server: &Described) -> Option<String> {
    let mut address = server.url.clone();
    for (variable, values) in server.variables.iter().flatten() {
        address = address.replace(&format!("{{{variable}}}"), &values.default);
    }
    is_base_url(&address).then(|| address.trim_end_matches('/').to_owned())
}
