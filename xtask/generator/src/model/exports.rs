//! What crates export from their root beside what is made for their API.

/// All of it. No type that is made for an API may be exported from the root by one of these names.
pub const EXPORTED: &[&str] = &[
    "AccessToken",
    "AdditionalProperties",
    "ApiError",
    "ApiErrorKind",
    "Blocking",
    "BodyPart",
    "CallCount",
    "Client",
    "ClientBuilder",
    "ClientCredentials",
    "Credentials",
    "DecodeError",
    "Download",
    "DownloadRequest",
    "Entries",
    "Error",
    "ErrorDetail",
    "Event",
    "Graph",
    "IntoInteger",
    "IntoMilliseconds",
    "IntoSeconds",
    "ItemStream",
    "JsonObject",
    "MockServer",
    "Optional",
    "Pages",
    "Paginated",
    "Part",
    "Request",
    "Response",
    "RetryPolicy",
    "StreamRequest",
    "TokenError",
    "TokenFuture",
    "TokenProvider",
    "TransportError",
    "TransportErrorKind",
    "Tuple",
    "Unknown",
    "Upload",
    "When",
];

/// Those that not every crate has: they need a feature, or an API that calls for them.
const NOT_EVERYWHERE: [&str; 21] = [
    "AccessToken",
    "Blocking",
    "BodyPart",
    "CallCount",
    "ClientCredentials",
    "Credentials",
    "Download",
    "DownloadRequest",
    "Event",
    "Graph",
    "ItemStream",
    "MockServer",
    "Optional",
    "Part",
    "StreamRequest",
    "TokenError",
    "TokenFuture",
    "TokenProvider",
    "Tuple",
    "Upload",
    "When",
];

/// Whether every crate exports this name, whatever its API and its features.
#[must_use]
pub fn is_in_every_crate(name: &str) -> bool {
    EXPORTED.contains(&name) && !NOT_EVERYWHERE.contains(&name)
}
