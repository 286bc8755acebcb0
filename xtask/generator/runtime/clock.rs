//! The time, on every platform.

use std::time::Duration;

/// Counts from a moment on. tokio's clock, so that tests which pause it see timeouts and deadlines pass.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use tokio::time::Instant;
/// Counts from a moment on. The standard library's clock panics in a browser.
#[cfg(target_arch = "wasm32")]
pub(crate) use web_time::Instant;

/// The time since 1970, as far as this machine knows it.
pub(crate) fn since_1970() -> Duration {
    #[cfg(not(target_arch = "wasm32"))]
    use std::time::{SystemTime, UNIX_EPOCH};
    #[cfg(target_arch = "wasm32")]
    use web_time::{SystemTime, UNIX_EPOCH};
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
