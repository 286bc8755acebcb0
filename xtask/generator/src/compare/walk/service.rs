//! What holds for all operations: the server and authentication.

use super::Walk;
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::quote::quoted;
use crate::compare::rules;
use crate::compare::subject::Subject;
use openapiv3::SecurityRequirement;
use serde_json::Value;
use std::collections::BTreeMap;

/// The sufficient sets of schemes; each scheme with its description and its scopes.
type Ways = Vec<BTreeMap<String, (Option<Value>, Vec<String>)>>;

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
        let message = format!("{what} by {}, it was by {}", way_names(&new), way_names(&old));
        // The builder's methods come from the secrets of the whole API.
        let causes =
            [Edition::Old, Edition::New].map(|edition| Cause::Place(edition, "/security".into())).to_vec();
        self.report(rule, (Edition::New, pointer), message, causes);
    }
}

fn ways(subject: &Subject<'_>, requirements: Option<&Vec<SecurityRequirement>>) -> Ways {
    let scheme = |name: &String| {
        let described = subject.document.json.get("components")?.get("securitySchemes")?.get(name)?;
        let mut described = described.clone();
        if let Value::Object(fields) = &mut described {
            fields.remove("description");
        }
        Some(described)
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

fn is_within<V: PartialEq>(way: &BTreeMap<String, V>, known: &BTreeMap<String, V>) -> bool {
    way.iter().all(|(name, scheme)| known.get(name) == Some(scheme))
}

fn way_names(ways: &Ways) -> String {
    let sets: Vec<String> = ways
        .iter()
        .map(|way| match way.len() {
            0 => "nothing".to_owned(),
            _ => way.keys().map(quoted).collect::<Vec<_>>().join(" and "),
        })
        .collect();
    if sets.is_empty() { "nothing".to_owned() } else { sets.join(" or ") }
}

/// An address, or the words for none.
fn shown(address: &Option<String>) -> String {
    address.as_ref().map_or_else(|| "up to the caller".to_owned(), quoted)
}
