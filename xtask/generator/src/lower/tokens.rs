//! Tokens that change: which security schemes take them, and OAuth 2.0's grant "client credentials".

use super::input::Input;
use super::naming::{SECRET_METHODS, method_of_secret};
use crate::document::Document;
use crate::model::{ClientCredentials, Name, SecretPlace, SecurityScheme, Tokens};
use serde_json::Value;
use std::collections::BTreeSet;

/// Names the methods by which callers set who gives the tokens of each scheme that takes tokens.
pub(super) fn name_methods(input: Input<'_>, schemes: &mut [SecurityScheme]) {
    let document = input.document;
    let is_said = |scheme: &str| input.config.security.get(scheme).is_some_and(|entry| entry.tokens_change);
    let mut taken: BTreeSet<Name> = schemes.iter().map(|scheme| scheme.name.clone()).collect();
    for scheme in schemes.iter_mut() {
        if scheme.place != SecretPlace::Bearer
            || !(change(document, &scheme.scheme) || is_said(&scheme.scheme))
        {
            continue;
        }
        let mut method = |word| {
            let name = method_of_secret(&scheme.name, word, |name| !taken.contains(name));
            taken.insert(name.clone());
            name
        };
        let [provider, credentials] = SECRET_METHODS;
        let provider = method(provider);
        let client_credentials = flow(document, &scheme.scheme)
            .map(|(token_url, scopes)| ClientCredentials { method: method(credentials), token_url, scopes });
        scheme.tokens = Some(Tokens { provider, client_credentials });
    }
}

/// Whether the tokens of a scheme change: another service gives them, or they have a format, and with it an end.
fn change(document: &Document, scheme: &str) -> bool {
    let schemes = document.json.pointer("/components/securitySchemes");
    let Some(scheme) = schemes.and_then(|schemes| schemes.get(scheme)) else { return false };
    scheme.get("bearerFormat").is_some() || scheme.get("type").is_some_and(|kind| kind != "http")
}

/// The address of the token endpoint and the scopes of the flow, where the document describes it.
fn flow(document: &Document, scheme: &str) -> Option<(String, Vec<String>)> {
    let schemes = document.json.pointer("/components/securitySchemes")?;
    let flow = schemes.get(scheme)?.pointer("/flows/clientCredentials")?;
    let token_url = flow.get("tokenUrl").and_then(Value::as_str)?;
    let server = document.openapi.servers.first().map(|server| server.url.as_str());
    let scopes = flow.get("scopes").and_then(Value::as_object);
    let scopes = scopes.into_iter().flat_map(|scopes| scopes.keys().cloned()).collect();
    absolute(token_url, server).map(|url| (url, scopes))
}

/// An address that may be relative to that of the server.
fn absolute(address: &str, server: Option<&str>) -> Option<String> {
    if address.starts_with("https://") || address.starts_with("http://") {
        return Some(address.to_owned());
    }
    let server = server.filter(|server| server.contains("://") && !server.contains('{'))?;
    let after_scheme = server.find("://")? + 3;
    let host = server.get(after_scheme..)?.find('/').map_or(server.len(), |at| after_scheme + at);
    let (origin, path) = server.split_at(host);
    match address.strip_prefix('/') {
        Some(_) => Some(format!("{origin}{address}")),
        None => {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            Some(format!("{origin}{folder}/{address}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_the_token_endpoint_may_be_relative() {
        let at = |address| absolute(address, Some("https://api.example.com/v1/x")).unwrap_or_default();
        assert_eq!(at("https://id.example.com/token"), "https://id.example.com/token");
        assert_eq!(at("/oauth/token"), "https://api.example.com/oauth/token");
        assert_eq!(at("token"), "https://api.example.com/v1/token");
        assert_eq!(absolute("/token", None), None);
        assert_eq!(
            absolute("/token", Some("https://example.com")).as_deref(),
            Some("https://example.com/token")
        );
    }
}
