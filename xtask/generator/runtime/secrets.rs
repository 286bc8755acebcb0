//! The secrets that a client is given, and whether they suffice to say who is calling.

use crate::error::Error;
use crate::security_scheme::Carried;
use crate::settings;
use secrecy::SecretString;

/// The sets of schemes of which a call needs one; without any, it needs none.
pub(crate) type Requirements = &'static [&'static [usize]];

/// What says who is calling, by its scheme's place in the settings.
pub(crate) struct Authorization(Vec<(usize, Carried)>);

/// Secrets, by their scheme's place in the settings.
#[derive(Default)]
pub(crate) struct Secrets {
    given: Vec<Secret>,
}

struct Secret {
    scheme: usize,
    value: SecretString,
    from_environment: bool,
}

impl Secrets {
    /// Sets a secret; the last one counts, and what is set drives out what the environment holds.
    pub(crate) fn set(&mut self, scheme: usize, value: SecretString) {
        self.given.retain(|secret| !secret.from_environment && secret.scheme != scheme);
        self.given.push(Secret { scheme, value, from_environment: false });
    }

    /// Takes the secrets that the environment holds, unless some were set.
    pub(crate) fn set_from(&mut self, variable: impl Fn(&str) -> Option<String>) {
        if !self.given.is_empty() {
            return;
        }
        for (scheme, described) in settings::SECURITY_SCHEMES.iter().enumerate() {
            if let Some(value) = described.environment.and_then(&variable) {
                self.given.push(Secret { scheme, value: value.into(), from_environment: true });
            }
        }
    }

    /// Forgets all of them.
    pub(crate) fn clear(&mut self) {
        self.given.clear();
    }

    /// What requests carry of the secrets that were given. They suffice for some operation. Where all operations need
    /// the same, they are one sufficient set and no more.
    pub(crate) fn authorization(&self) -> Result<Authorization, Error> {
        let required = settings::CLIENT_REQUIREMENTS.unwrap_or(settings::SECURITY_REQUIREMENTS);
        if required.is_empty() {
            return Ok(Authorization(Vec::new()));
        }
        let has = |scheme: &usize| self.given.iter().any(|secret| secret.scheme == *scheme);
        let mut sufficient = required.iter().filter(|set| set.iter().all(has)).peekable();
        if sufficient.peek().is_none() {
            return Err(Error::configuration(format!("set {}", alternatives(required))));
        }
        let are_the_same = settings::CLIENT_REQUIREMENTS.is_none();
        if are_the_same && !sufficient.any(|set| set.len() == self.given.len()) {
            return Err(Error::configuration(format!(
                "it is ambiguous which secrets to use: set only {}",
                alternatives(required)
            )));
        }
        let carried = |secret: &Secret| {
            let scheme = settings::SECURITY_SCHEMES.get(secret.scheme)?;
            let carried = scheme.carried(&secret.value).map_err(Error::configuration);
            Some(carried.map(|carried| (secret.scheme, carried)))
        };
        self.given.iter().filter_map(carried).collect::<Result<_, _>>().map(Authorization)
    }
}

impl Authorization {
    /// What the requests of an operation carry: the first of the sets that it takes, of those that the client has. None
    /// is the last choice, where the operation takes that too.
    pub(crate) fn carried(&self, required: Requirements) -> Result<Vec<&Carried>, Error> {
        let find =
            |scheme: &usize| self.0.iter().find(|(other, _)| other == scheme).map(|(_, carried)| carried);
        let held = |set: &&[usize]| set.iter().map(find).collect::<Option<Vec<_>>>();
        let mut sets = required.iter().filter_map(held);
        let chosen = sets.find(|carried| !carried.is_empty());
        if chosen.is_none() && !required.is_empty() && required.iter().all(|set| !set.is_empty()) {
            let text = format!(
                "the operation needs a secret that the client has not: set {}",
                alternatives(required)
            );
            return Err(Error::configuration(text));
        }
        Ok(chosen.unwrap_or_default())
    }
}

/// The sets of secrets that suffice, in words.
fn alternatives(required: Requirements) -> String {
    let describe = |index: &usize| {
        let scheme = settings::SECURITY_SCHEMES.get(*index)?;
        Some(match scheme.environment {
            Some(variable) => format!("`{}` ({variable} in the environment)", scheme.name),
            None => format!("`{}`", scheme.name),
        })
    };
    let sets = required
        .iter()
        .filter(|set| !set.is_empty())
        .map(|set| set.iter().filter_map(describe).collect::<Vec<_>>().join(" and "));
    sets.collect::<Vec<_>>().join(", or ")
}
