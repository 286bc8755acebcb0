//! The security schemes of the document, and the environment variables that generator.toml names for them.

use super::header_names::is_header_name;
use super::input::Input;
use super::naming::{self, Scope};
use crate::diagnostic::Result;
use crate::document::{Document, pointer};
use crate::model::{Omission, SecretPlace, Security, SecurityScheme};
use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme as Scheme};
use std::collections::BTreeSet;

/// The security schemes, and which sets of them an operation needs: those that the document states for all operations,
/// or else those that the operations state.
pub(super) fn lower(input: Input<'_>, omissions: &mut Vec<Omission>) -> Result<Security> {
    let (document, config) = (input.document, &input.config.security);
    let declared = document.openapi.components.as_ref().map(|components| &components.security_schemes);
    let mut places = Vec::new();
    for (scheme, definition) in declared.into_iter().flatten() {
        let at = format!("/components/securitySchemes/{}", pointer::escape(scheme));
        match place(input, definition, &at)? {
            Some(place) => places.push((scheme.as_str(), at, place)),
            None => omissions.push(Omission::new(
                at,
                "the security scheme is neither a bearer token nor a header: callers cannot use it",
            )),
        }
    }
    let raw: Vec<(&str, &str)> = places.iter().map(|(scheme, ..)| ("secret", *scheme)).collect();
    let names = naming::names_prefixed(&raw, Scope::Secrets, (&[], &|_| None));
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
        });
    }
    schemes.sort_by(|a, b| a.scheme.cmp(&b.scheme));
    let is_offered = |name: &&String| schemes.iter().any(|scheme| scheme.scheme == **name);
    if let Some(name) = config.keys().find(|name| !is_offered(name)) {
        return Err(input.config_error(
            format!("/security/{}", pointer::escape(name)),
            format!("the document has no usable security scheme `{name}`"),
            "correct the name, or remove the entry",
        ));
    }
    let requirements = requirements(document, &schemes);
    Ok(Security { schemes, requirements })
}

fn place(input: Input<'_>, scheme: &ReferenceOr<Scheme>, at: &str) -> Result<Option<SecretPlace>> {
    Ok(match scheme {
        ReferenceOr::Item(Scheme::HTTP { scheme, .. }) if scheme.eq_ignore_ascii_case("bearer") => {
            Some(SecretPlace::Bearer)
        }
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
        _ => None,
    })
}

fn requirements(document: &Document, schemes: &[SecurityScheme]) -> Vec<Vec<usize>> {
    let of_all: Vec<&SecurityRequirement> = document.openapi.security.iter().flatten().collect();
    let of_each =
        || document.openapi.operations().flat_map(|(_, _, operation)| operation.security.iter().flatten());
    let is_of_each = of_all.is_empty();
    let demanded: Vec<&SecurityRequirement> = if is_of_each { of_each().collect() } else { of_all };
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
    // The document's own list has an order that means something; the operations have none.
    if is_of_each {
        sets.sort();
    }
    let mut seen = BTreeSet::new();
    sets.retain(|set| seen.insert(set.clone()));
    sets
}
