//! What holds for all operations: the server and authentication.

use super::Walk;
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::quote::quoted;
use crate::compare::rules;
use crate::compare::subject::Subject;
use openapiv3::SecurityRequirement;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The sufficient sets of schemes; each scheme with its description and its scopes.
type Ways = Vec<BTreeMap<String, Required>>;

impl Walk<'_> {
    pub(super) fn service(&mut self) {
        let (old, new) = (&self.old.lowered.made.api.base_url, &self.new.lowered.made.api.base_url);
        if old != new {
            let message = format!("the server is {}, it was {}", shown(new), shown(old));
            self.report(&rules::SERVER_CHANGED, (Edition::New, "/servers/0/url"), message, Vec::new());
        }
        let (old, new) =
            (self.old.document.openapi.security.as_ref(), self.new.document.openapi.security.as_ref());
        self.authentication(old, new, "/security", "callers say who they are");
    }

    /// Compares the authentication of the whole API or of one operation.
    pub(super) fn authentication(
        &mut self,
        old: Option<&Vec<SecurityRequirement>>,
        new: Option<&Vec<SecurityRequirement>>,
        pointer: &str,
        what: &str,
    ) {
        let (old, new) = (ways(self.old, old), ways(self.new, new));
        if old == new {
            return;
        }
        // A set is still enough if the new document requires nothing beyond it.
        let is_enough = |known: &_| new.is_empty() || new.iter().any(|way| is_within(way, known));
        let still = if old.is_empty() { is_enough(&BTreeMap::new()) } else { old.iter().all(is_enough) };
        let rule = if still { &rules::AUTHENTICATION_ADDED } else { &rules::AUTHENTICATION_CHANGED };
        let names = (way_names(&new, quoted_name), way_names(&old, quoted_name));
        let (is, was) = match names.0 == names.1 {
            true => (way_names(&new, name_and_scheme), way_names(&old, name_and_scheme)),
            false => names,
        };
        let message = format!("{what} by {is}, it was by {was}");
        // The builder's methods come from the secrets of the whole API.
        let causes =
            [Edition::Old, Edition::New].map(|edition| Cause::Place(edition, "/security".into())).to_vec();
        self.report(rule, (Edition::New, pointer), message, causes);
    }
}

fn ways(subject: &Subject<'_>, requirements: Option<&Vec<SecurityRequirement>>) -> Ways {
    let scheme = |name: &String| {
        let described = subject.document.json.get("components")?.get("securitySchemes")?.get(name)?;
        Some(sent(described))
    };
    let mut ways: Ways = requirements
        .into_iter()
        .flatten()
        .map(|requirement| {
            requirement.iter().map(|(name, scopes)| (name.clone(), (scheme(name), scopes.clone()))).collect()
        })
        .collect();
    ways.sort_by_key(|way: &BTreeMap<_, _>| way.keys().cloned().collect::<Vec<String>>());
    ways
}

/// What a scheme says of requests: the rest is documentation, hints, and scopes that a requirement may name.
fn sent(scheme: &Value) -> Value {
    let mut sent = scheme.clone();
    if let Value::Object(fields) = &mut sent {
        fields.retain(|name, _| {
            !matches!(name.as_str(), "description" | "bearerFormat") && !is_extension(name)
        });
        let flows = fields.get_mut("flows").and_then(Value::as_object_mut);
        for flow in flows.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
            flow.retain(|name, _| name != "scopes" && !is_extension(name));
        }
    }
    sent
}

fn is_extension(name: &str) -> bool {
    name.starts_with("x-")
}

fn is_within<V: PartialEq>(way: &BTreeMap<String, V>, known: &BTreeMap<String, V>) -> bool {
    way.iter().all(|(name, scheme)| known.get(name) == Some(scheme))
}

/// A scheme, and the scopes that are required of it.
type Required = (Option<Value>, Vec<String>);

fn way_names(ways: &Ways, name: fn((&String, &Required)) -> String) -> String {
    let sets: Vec<String> = ways
        .iter()
        .map(|way| match way.len() {
            0 => "nothing".to_owned(),
            _ => way.iter().map(name).collect::<Vec<_>>().join(" and "),
        })
        .collect();
    if sets.is_empty() { "nothing".to_owned() } else { sets.join(" or ") }
}

fn quoted_name((name, _): (&String, &Required)) -> String {
    quoted(name)
}

/// The name of a scheme, and what it sends.
fn name_and_scheme((name, (scheme, scopes)): (&String, &Required)) -> String {
    let field = |name: &str| scheme.as_ref()?.get(name)?.as_str();
    let mut parts: Vec<String> = Vec::new();
    parts.extend(field("type").map(str::to_owned));
    parts.extend(field("scheme").map(quoted));
    parts.extend(
        field("in").zip(field("name")).map(|(place, name)| format!("{} in the {place}", quoted(name))),
    );
    let flows = scheme.as_ref().and_then(|scheme| scheme.get("flows")?.as_object());
    for (flow, described) in flows.into_iter().flatten() {
        let address = described.get("tokenUrl").and_then(Value::as_str);
        parts.push(address.map_or_else(|| flow.clone(), |address| format!("{flow} at {}", quoted(address))));
    }
    if !scopes.is_empty() {
        parts.push(format!("with {}", scopes.iter().map(quoted).collect::<Vec<_>>().join(", ")));
    }
    if parts.is_empty() { quoted(name) } else { format!("{} ({})", quoted(name), parts.join(" ")) }
}

/// An address, or the words for none.
fn shown(address: &Option<String>) -> String {
    address.as_ref().map_or_else(|| "up to the caller".to_owned(), quoted)
}
