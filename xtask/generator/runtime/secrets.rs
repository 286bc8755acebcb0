//! The secrets that a client is given, and whether they suffice to say who is calling.

use crate::error::Error;
use crate::security_scheme::Carried;
use crate::settings;
use crate::token_source::TokenSource;
use secrecy::SecretString;
use std::sync::Arc;

/// The sets of schemes of which a call needs one; without any, it needs none.
pub(crate) type Requirements = &'static [&'static [usize]];

/// What says who is calling, by its scheme's place in the settings.
pub(crate) struct Authorization(Vec<(usize, Given)>);

/// What a request gets of a secret.
pub(crate) enum Given {
    /// It carries the secret.
    Carried(Carried),
    /// Each try takes the token of its time.
    Token(Arc<dyn TokenSource>),
}

/// Secrets, by their scheme's place in the settings.
#[derive(Default)]
pub(crate) struct Secrets {
    given: Vec<Secret>,
}

struct Secret {
    scheme: usize,
    value: SecretValue,
    from_environment: bool,
}

/// A secret, or who gives it.
enum SecretValue {
    Text(SecretString),
    Token(Arc<dyn TokenSource>),
}

impl Secrets {
    /// Sets a secret; the last one counts, and what is set drives out what the environment holds.
    pub(crate) fn set(&mut self, scheme: usize, value: SecretString) {
        self.set_value(scheme, SecretValue::Text(value));
    }

    /// Sets who gives the tokens of a scheme.
    pub(crate) fn set_tokens(&mut self, scheme: usize, source: Arc<dyn TokenSource>) {
        self.set_value(scheme, SecretValue::Token(source));
    }

    fn set_value(&mut self, scheme: usize, value: SecretValue) {
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
                let value = SecretValue::Text(value.into());
                self.given.push(Secret { scheme, value, from_environment: true });
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
            let given: Vec<String> =
                self.given.iter().filter_map(|secret| described(secret.scheme)).collect();
            let found = match given.is_empty() {
                true => String::new(),
                false => format!("{} alone does not suffice: ", given.join(" and ")),
            };
            return Err(Error::configuration(format!("{found}set {}", alternatives(required))));
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
            let carried = match &secret.value {
                SecretValue::Text(value) => {
                    scheme.carried(value).map(Given::Carried).map_err(Error::configuration)
                }
                SecretValue::Token(tokens) => Ok(Given::Token(Arc::clone(tokens))),
            };
            Some(carried.map(|carried| (secret.scheme, carried)))
        };
        self.given.iter().filter_map(carried).collect::<Result<_, _>>().map(Authorization)
    }
}

impl Authorization {
    /// What the requests of an operation carry: the first of the sets that it takes, of those that the client has. None
    /// is the last choice, where the operation takes that too.
    pub(crate) fn carried(&self, required: Requirements) -> Result<Vec<&Given>, Error> {
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

/// A secret by its names.
fn described(scheme: usize) -> Option<String> {
    let scheme = settings::SECURITY_SCHEMES.get(scheme)?;
    Some(match scheme.environment {
        Some(variable) => format!("`{}` ({variable} in the environment)", scheme.name),
        None => format!("`{}`", scheme.name),
    })
}

/// The sets of secrets that suffice, in words.
fn alternatives(required: Requirements) -> String {
    let describe = |index: &usize| described(*index);
    let sets = required
        .iter()
        .filter(|set| !set.is_empty())
        .map(|set| set.iter().filter_map(describe).collect::<Vec<_>>().join(" and "));
    sets.collect::<Vec<_>>().join(", or ")
}
