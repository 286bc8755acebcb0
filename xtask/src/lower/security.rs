//! The security schemes of the document, and the environment variables that generator.toml names for them.

use super::http::is_header_name;
use super::input::Input;
use super::spelling;
use crate::diagnostic::Result;
use crate::document::{Document, pointer};
use crate::model::{Name, Omission, Role, SecretPlace, Security, SecurityScheme};
use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme as Scheme};
use std::collections::BTreeSet;

/// The names of the builder's own methods. Secrets are set by methods of the builder too.
const BUILDER_METHODS: &[&str] = &[
    "base_url",
    "build",
    "connect_timeout",
    "credentials",
    "deadline",
    "environment",
    "http_client",
    "max_response_size",
    "only_secrets",
    "retry",
    "secret",
    "timeout",
    "variables",
];

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
    let names = names(&places.iter().map(|(scheme, ..)| *scheme).collect::<Vec<_>>());
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

/// The names of schemes. A name that a method of the builder or another scheme has is prefixed with a word.
fn names(schemes: &[&str]) -> Vec<Option<Name>> {
    let names = spelling::names(schemes, Role::Value, BUILDER_METHODS);
    let led_in: Vec<String> =
        schemes.iter().map(|scheme| format!("secret {}", spelling::spell(scheme))).collect();
    let led_in: Vec<&str> = led_in.iter().map(String::as_str).collect();
    let known: Vec<&str> =
        names.iter().flatten().map(Name::as_str).chain(BUILDER_METHODS.iter().copied()).collect();
    let led_in = spelling::names(&led_in, Role::Value, &known);
    names.iter().zip(led_in).map(|(name, led_in)| name.clone().or(led_in)).collect()
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn texts(schemes: &[&str]) -> Vec<String> {
        names(schemes).into_iter().map(|name| name.unwrap().to_string()).collect()
    }

    #[test]
    fn every_scheme_has_a_name_of_its_own() {
        assert_eq!(texts(&["api_token", "user"]), ["api_token", "user"]);
        assert_eq!(texts(&["a-b", "a_b"]), ["a_dash_b", "a_underscore_b"]);
        assert_eq!(texts(&["timeout", "_", ""]), ["secret_timeout", "underscore", "empty"]);
    }

    #[test]
    fn no_method_of_the_builder_is_forgotten() {
        let code = include_str!("../../runtime/src/builder.rs");
        let methods = code.split("impl ClientBuilder {").nth(1).unwrap().split("\n}\n").next().unwrap();
        let names: Vec<&str> =
            methods.split(" fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next()).collect();
        assert!(names.len() >= 12, "{names:?}");
        for name in names {
            assert!(BUILDER_METHODS.contains(&name), "{name}");
        }
    }
}
