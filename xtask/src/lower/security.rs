//! The security schemes of the document, with what generator.toml knows of them.

use crate::config::SecurityConfig;
use crate::diagnostic::{Diagnostic, Result};
use crate::document::{Document, pointer};
use crate::model::{Name, Omission, Role, SecretPlace, Security, SecurityScheme};
use openapiv3::{APIKeyLocation, ReferenceOr, SecurityRequirement, SecurityScheme as Scheme};
use std::collections::{BTreeMap, BTreeSet};

/// What callers must say of themselves: what the document demands of all operations, or else what each demands.
pub(super) fn lower(
    document: &Document,
    config: &BTreeMap<String, SecurityConfig>,
    config_file: &str,
    omissions: &mut Vec<Omission>,
) -> Result<Security> {
    let declared = document.openapi.components.as_ref().map(|components| &components.security_schemes);
    let mut schemes = Vec::new();
    for (name, scheme) in declared.into_iter().flatten() {
        let at = format!("/components/securitySchemes/{}", pointer::escape(name));
        match place(document, scheme, &at)? {
            Some(place) => schemes.push(SecurityScheme {
                name: Name::new(name, Role::Value).ok_or_else(|| unnameable(document, &at))?,
                scheme: name.clone(),
                environment: config.get(name).map(|config| config.environment.clone()),
                place,
            }),
            None => omissions.push(Omission {
                pointer: at,
                reason: "the security scheme is neither a bearer token nor a header: it is not offered"
                    .to_owned(),
            }),
        }
    }
    schemes.sort_by(|a, b| a.scheme.cmp(&b.scheme));
    let is_offered = |name: &&String| schemes.iter().any(|scheme| scheme.scheme == **name);
    if let Some(name) = config.keys().find(|name| !is_offered(name)) {
        return Err(Diagnostic::at(
            config_file,
            format!("/security/{}", pointer::escape(name)),
            format!("the document has no usable security scheme `{name}`"),
            "correct the name, or remove the entry",
        ));
    }
    let requirements = requirements(document, &schemes);
    Ok(Security { schemes, requirements })
}

fn place(document: &Document, scheme: &ReferenceOr<Scheme>, at: &str) -> Result<Option<SecretPlace>> {
    Ok(match scheme {
        ReferenceOr::Item(Scheme::HTTP { scheme, .. }) if scheme.eq_ignore_ascii_case("bearer") => {
            Some(SecretPlace::Bearer)
        }
        ReferenceOr::Item(Scheme::APIKey { location: APIKeyLocation::Header, name, .. }) => {
            if !is_header_name(name) {
                return Err(Diagnostic::at(
                    &document.file,
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

/// Whether a header can have this name: a token of RFC 9110.
pub(super) fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

fn unnameable(document: &Document, at: &str) -> Diagnostic {
    let remedy = "rename it in the document, or with an overlay";
    Diagnostic::at(&document.file, at, "the security scheme's name holds no letter and no digit", remedy)
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
    // The document's list has an order, to which a new set is added at the end; its operations have none.
    if is_of_each {
        sets.sort();
    }
    let mut seen = BTreeSet::new();
    sets.retain(|set| seen.insert(set.clone()));
    sets
}
