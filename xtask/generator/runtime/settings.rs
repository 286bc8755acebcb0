//! What the runtime is told of an API. The generated crate has a file of this name made from its document; this one
//! serves the runtime's own tests.

use crate::envelope::EnvelopeNames;
use crate::security_scheme::{SecretPlace, SecurityScheme};

pub(crate) const BASE_URL: Option<&str> = Some("https://api.example.com/v1");
pub(crate) const BASE_URL_ENVIRONMENT: Option<&str> = Some("EXAMPLE_BASE_URL");
pub(crate) const USER_AGENT: &str = "runtime/0.1.0";
pub(crate) const EMPTY_BODY_CONTENT_TYPE: Option<&str> = Some("application/json");
pub(crate) const REQUEST_ID_HEADER: Option<&str> = Some("x-request-id");
pub(crate) const SECURITY_SCHEMES: &[SecurityScheme] = &[
    SecurityScheme { name: "token", environment: Some("EXAMPLE_TOKEN"), place: SecretPlace::Bearer },
    SecurityScheme {
        name: "email",
        environment: Some("EXAMPLE_EMAIL"),
        place: SecretPlace::Header("X-Email"),
    },
    SecurityScheme { name: "key", environment: Some("EXAMPLE_KEY"), place: SecretPlace::Header("X-Key") },
];
/// Each entry is one sufficient set of schemes.
pub(crate) const SECURITY_REQUIREMENTS: &[&[usize]] = &[&[0], &[1, 2]];
/// The sets that suffice for some operation, where not all operations take the same.
pub(crate) const CLIENT_REQUIREMENTS: Option<&[&[usize]]> = None;
pub(crate) const ENVELOPE: Option<EnvelopeNames> =
    Some(EnvelopeNames { success: "success", result: "result", errors: "errors" });
