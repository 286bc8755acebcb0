//! The security schemes of the document, and the environment variables that generator.toml names for them.

use super::header_names::is_header_name;
use super::input::Input;
use super::naming::{self, Remembered, Scope};
use super::placed_operation::Placed;
use super::tokens;
use crate::diagnostic::Result;
use crate::document::{Document, pointer};
use crate::model::{Omission, SecretPlace, Security, SecurityScheme};
use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme as Scheme};
use std::collections::BTreeSet;

/// The sets of schemes that one operation needs; `None` where they are those of the API.
pub(super) type OwnSets = Option<Vec<Vec<usize>>>;

/// The security schemes, and which sets of them operations need: those that the document states for all operations, or
/// else those that the operations state. And what each operation needs, in the order of `placed`.
pub(super) fn lower(
    input: Input<'_>,
    placed: &[Placed],
    omissions: &mut Vec<Omission>,
) -> Result<(Security, Vec<OwnSets>)> {
    let (document, config) = (input.document, &input.config.security);
    let declared = document.openapi.components.as_ref().map(|components| &components.security_schemes);
    let mut places = Vec::new();
    for (scheme, definition) in declared.into_iter().flatten() {
        let at = format!("/components/securitySchemes/{}", pointer::escape(scheme));
        match place(input, definition, &at)? {
            Some(place) => {
                omissions.extend(said_of_tokens(definition).map(|said| Omission::new(&at, said)));
                places.push((scheme.as_str(), at, place));
            }
            None => omissions.push(Omission::new(at, not_carried(definition))),
        }
    }
    let raw: Vec<(&str, &str)> = places.iter().map(|(scheme, ..)| ("secret", *scheme)).collect();
    let remembered = Remembered::new(&input.config.lock);
    let kept = |at: usize| remembered.secret(raw.get(at)?.1);
    let names = naming::names_prefixed(&raw, Scope::Secrets, (&[], &kept));
    let mut schemes = Vec::new();
    for ((scheme, at, place), name) in places.into_iter().zip(names) {
        schemes.push(SecurityScheme {
            name: name.ok_or_else(|| {
                let problem = "the security scheme has no name of its own in Rust";
                input.document_error(&at, problem, "rename it in the document, or with an overlay")
            })?,
            scheme: scheme.to_owned(),
            environment: config.get(scheme).map(|config| config.environment.clone()),
            place,
            tokens: None,
        });
    }
    tokens::name_methods(input, &mut schemes);
    schemes.sort_by(|a, b| a.scheme.cmp(&b.scheme));
    let is_offered = |name: &&String| schemes.iter().any(|scheme| scheme.scheme == **name);
    if let Some(name) = config.keys().find(|name| !is_offered(name)) {
        return Err(input.config_error(
            format!("/security/{}", pointer::escape(name)),
            format!("the document has no usable security scheme `{name}`"),
            "correct the name, or remove the entry",
        ));
    }
    let is_stated = is_stated(document);
    let requirements = requirements(document, &schemes, is_stated);
    let mut security = Security { schemes, requirements, of_some: None };
    let of_each: Vec<OwnSets> =
        placed.iter().map(|placed| of_operation(document, (&security, is_stated), placed)).collect();
    if of_each.iter().any(Option::is_some) {
        security.of_some = Some(of_some(&security, &of_each));
    }
    Ok((security, of_each))
}

fn of_operation(document: &Document, (security, is_stated): (&Security, bool), placed: &Placed) -> OwnSets {
    let own = document.json.pointer(&format!("{}/security", placed.raw.pointer));
    let own: Option<Vec<SecurityRequirement>> = own.and_then(|own| serde_json::from_value(own.clone()).ok());
    let demanded = match (&own, &document.openapi.security) {
        (Some(own), _) => own.iter().collect::<Vec<_>>(),
        (None, Some(of_all)) => of_all.iter().collect(),
        // A document that asks for nothing anywhere leaves it to the caller.
        (None, None) if !is_stated => return None,
        (None, None) => Vec::new(),
    };
    let sets = sets(demanded, &security.schemes);
    // In which order alternatives stand makes no difference to which of them suffice.
    let is_that_of_all = sets.len() == security.requirements.len()
        && sets.iter().all(|set| security.requirements.contains(set));
    (!is_that_of_all).then_some(sets)
}

/// What is said of a scheme that requests do not carry.
fn not_carried(scheme: &ReferenceOr<openapiv3::SecurityScheme>) -> &'static str {
    match scheme {
        // What OpenAPI 3.0 has no type for.
        ReferenceOr::Item(openapiv3::SecurityScheme::HTTP { scheme, .. }) if scheme == "mutualTLS" => {
            "callers give the certificate to the client that sends the requests, by `ClientBuilder::http_client`"
        }
        _ => {
            "the security scheme is none that the crate can carry: callers set the header `Authorization` of each call"
        }
    }
}

/// The sets that suffice for some operation. An operation that needs nothing needs the empty set.
fn of_some(security: &Security, of_each: &[OwnSets]) -> Vec<Vec<usize>> {
    let mut some = BTreeSet::new();
    for sets in of_each.iter().map(|sets| sets.as_ref().unwrap_or(&security.requirements)) {
        some.extend(sets.iter().cloned());
        if sets.is_empty() {
            some.insert(Vec::new());
        }
    }
    some.into_iter().collect()
}

/// Whether the document or an operation says which schemes are needed.
fn is_stated(document: &Document) -> bool {
    let mut operations = document.openapi.operations();
    document.openapi.security.is_some() || operations.any(|(_, _, operation)| operation.security.is_some())
}

/// What the report says of a scheme whose tokens another service gives out, unless the crate asks for them itself.
fn said_of_tokens(scheme: &ReferenceOr<Scheme>) -> Option<&'static str> {
    match scheme {
        ReferenceOr::Item(Scheme::OAuth2 { flows, .. }) if flows.client_credentials.is_some() => None,
        ReferenceOr::Item(Scheme::OAuth2 { .. }) => Some(
            "callers get the access token themselves, or give a `TokenProvider`; it is sent as a bearer token",
        ),
        ReferenceOr::Item(Scheme::OpenIDConnect { .. }) => Some(
            "discovery is not followed: callers get the access token themselves, or give a `TokenProvider`; it is \
             sent as a bearer token",
        ),
        _ => None,
    }
}

fn place(input: Input<'_>, scheme: &ReferenceOr<Scheme>, at: &str) -> Result<Option<SecretPlace>> {
    Ok(match scheme {
        ReferenceOr::Item(Scheme::HTTP { scheme, .. }) if scheme.eq_ignore_ascii_case("bearer") => {
            Some(SecretPlace::Bearer)
        }
        ReferenceOr::Item(Scheme::HTTP { scheme, .. }) if scheme.eq_ignore_ascii_case("basic") => {
            Some(SecretPlace::Basic)
        }
        // RFC 6750: an access token is a bearer token.
        ReferenceOr::Item(Scheme::OAuth2 { .. } | Scheme::OpenIDConnect { .. }) => Some(SecretPlace::Bearer),
        ReferenceOr::Item(Scheme::APIKey { location: APIKeyLocation::Header, name, .. }) => {
            if !is_header_name(name) {
                return Err(input.document_error(
                    format!("{at}/name"),
                    "HTTP allows no header of this name",
                    "correct the name in the document, or with an overlay",
                ));
            }
            Some(SecretPlace::Header(name.clone()))
        }
        ReferenceOr::Item(Scheme::APIKey { location: APIKeyLocation::Query, name, .. }) => {
            Some(SecretPlace::Query(name.clone()))
        }
        // A cookie's name is a token, as a header's is.
        ReferenceOr::Item(Scheme::APIKey { location: APIKeyLocation::Cookie, name, .. }) => {
            is_header_name(name).then(|| SecretPlace::Cookie(name.clone()))
        }
        _ => None,
    })
}

/// The sets that all operations need which state none of their own: those of the document; or else all that operations
/// state; or else, where nothing says which are needed, what the caller gives.
fn requirements(document: &Document, schemes: &[SecurityScheme], is_stated: bool) -> Vec<Vec<usize>> {
    if let Some(of_all) = &document.openapi.security {
        return sets(of_all.iter().collect(), schemes);
    }
    if !is_stated && !schemes.is_empty() {
        return (0..schemes.len()).map(|scheme| vec![scheme]).chain([Vec::new()]).collect();
    }
    let of_each =
        document.openapi.operations().flat_map(|(_, _, operation)| operation.security.iter().flatten());
    let mut sets = sets(of_each.collect(), schemes);
    // The document's own list has an order that means something; the operations have none.
    sets.sort();
    sets
}

/// The sets of the schemes that can be used.
fn sets(demanded: Vec<&SecurityRequirement>, schemes: &[SecurityScheme]) -> Vec<Vec<usize>> {
    let mut sets: Vec<Vec<usize>> = demanded
        .into_iter()
        .filter_map(|requirement| {
            let mut set: Vec<usize> = requirement
                .keys()
                .map(|name| schemes.iter().position(|scheme| scheme.scheme == *name))
                .collect::<Option<_>>()?;
            set.sort_unstable();
            Some(set)
        })
        .collect();
    let mut seen = BTreeSet::new();
    sets.retain(|set| seen.insert(set.clone()));
    sets
}
