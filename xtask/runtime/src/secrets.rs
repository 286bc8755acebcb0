//! The secrets that a client is given, and whether they suffice to say who is calling.

use crate::error::Error;
use crate::settings;
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::SecretString;

/// The headers that say who is calling.
pub(crate) type Headers = Vec<(HeaderName, HeaderValue)>;

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

    /// The headers of the one sufficient set of secrets that was given.
    pub(crate) fn headers(&self) -> Result<Headers, Error> {
        if settings::SECURITY_REQUIREMENTS.is_empty() {
            return Ok(Headers::new());
        }
        let has = |scheme: &usize| self.given.iter().any(|secret| secret.scheme == *scheme);
        let mut sufficient =
            settings::SECURITY_REQUIREMENTS.iter().filter(|set| set.iter().all(has)).peekable();
        if sufficient.peek().is_none() {
            return Err(Error::configuration(format!("set {}", alternatives())));
        }
        if !sufficient.any(|set| set.len() == self.given.len()) {
            return Err(Error::configuration(format!(
                "it is ambiguous which secrets to use: set only {}",
                alternatives()
            )));
        }
        let described = |secret: &Secret| {
            let scheme = settings::SECURITY_SCHEMES.get(secret.scheme)?;
            Some(scheme.header(&secret.value).map_err(Error::configuration))
        };
        self.given.iter().filter_map(described).collect()
    }
}

/// The sets of secrets that suffice, in words.
fn alternatives() -> String {
    let describe = |index: &usize| {
        let scheme = settings::SECURITY_SCHEMES.get(*index)?;
        Some(match scheme.environment {
            Some(variable) => format!("`{}` ({variable} in the environment)", scheme.name),
            None => format!("`{}`", scheme.name),
        })
    };
    let sets = settings::SECURITY_REQUIREMENTS
        .iter()
        .map(|set| set.iter().filter_map(describe).collect::<Vec<_>>().join(" and "));
    sets.collect::<Vec<_>>().join(", or ")
}
