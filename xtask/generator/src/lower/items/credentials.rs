//! The sets of secrets that say who is calling, as variants of `Credentials`.

use crate::lower::naming::Role;
use crate::model::items::CredentialSet;
use crate::model::{Name, Security, SecurityScheme};

/// The sets, without those that Rust has no name of their own for; their secrets can still be set one by one.
pub(super) fn sets(security: &Security) -> Vec<CredentialSet> {
    let mut sets: Vec<CredentialSet> = Vec::new();
    for requirement in security.sufficient() {
        let schemes: Vec<&SecurityScheme> =
            requirement.iter().filter_map(|index| security.schemes.get(*index)).collect();
        let words: Vec<&str> = schemes.iter().map(|scheme| scheme.name.as_str()).collect();
        let words = words.join(" and ");
        if let Some((variant, function)) = Name::new(&words, Role::Type).zip(Name::new(&words, Role::Value))
            && !sets.iter().any(|other| other.variant == variant || other.function == function)
            && !schemes.is_empty()
        {
            sets.push(CredentialSet { variant, function, schemes: requirement.clone() });
        }
    }
    sets
}
