//! What the settings are made of.

/// A way to say who is calling.
pub(crate) struct SecurityScheme {
    /// Its name in the document.
    pub(crate) name: &'static str,
    /// The environment variable that holds the secret.
    pub(crate) environment: Option<&'static str>,
    /// Where the secret goes.
    pub(crate) place: SecretPlace,
}

/// Where a secret goes in a request.
// An API need not have both.
#[allow(dead_code)]
pub(crate) enum SecretPlace {
    /// Into `Authorization: Bearer`.
    Bearer,
    /// Into a header of its own.
    Header(&'static str),
}

/// The names of a response that wraps its value.
pub(crate) struct EnvelopeNames {
    /// The boolean that says whether the call succeeded.
    pub(crate) success: &'static str,
    /// The property that holds the value.
    pub(crate) result: &'static str,
    /// The property that holds the errors.
    pub(crate) errors: &'static str,
}
