//! Tokens that change, as calls take them.

use crate::box_future::BoxFuture;
use crate::error::Error;
use reqwest::header::HeaderValue;
use std::sync::Arc;

/// A token as requests carry it.
#[derive(Clone)]
pub(crate) struct HeldToken {
    pub(crate) header: HeaderValue,
    /// Tells it from the others of its source.
    pub(crate) number: u64,
}

/// Gives the token for each try of a call.
// An API need not know such tokens.
#[allow(dead_code)]
pub(crate) trait TokenSource: Send + Sync {
    /// The token for a try: another one than the one that the service refused.
    fn current(self: Arc<Self>, refused: Option<u64>) -> BoxFuture<Result<HeldToken, Error>>;
}
