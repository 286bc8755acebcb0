//! The servers of a document as choices for callers, and those of single operations.

use super::naming::{self, Scope};
use crate::document::{Document, is_base_url};
use crate::model::{Docs, Name, Server, ServerValues, ServerVariable};
use openapiv3::Server as Described;
use std::collections::BTreeSet;

/// The servers that callers can choose; none where there is nothing to choose.
pub(super) fn servers(document: &Document) -> Vec<Server> {
    let usable: Vec<&Described> =
        document.openapi.servers.iter().filter(|server| with_defaults(server).is_some()).collect();
    let has_variables = usable.iter().any(|server| server.variables.iter().any(|all| !all.is_empty()));
    if usable.len() < 2 && !has_variables {
        return Vec::new();
    }
    let words: Vec<String> = usable.iter().map(|server| words(server)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let names = naming::names(&words, Scope::Variants);
    // The enums of values stand beside the one of the servers.
    let mut types = BTreeSet::from([naming::type_of_servers()]);
    let server = |(described, name): (&Described, Option<Name>)| {
        let text = described.description.clone().unwrap_or_default();
        Some(Server {
            url: described.url.trim_end_matches('/').to_owned(),
            name: name?,
            docs: Docs { text, ..Docs::default() },
            variables: variables(described, &mut types)?,
        })
    };
    usable.into_iter().zip(names).filter_map(server).collect()
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
