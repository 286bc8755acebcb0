//! The HTTP clients that requests are sent with, where the caller gives none.

use crate::error::Error;
#[cfg(not(target_arch = "wasm32"))]
use crate::incoming::Incoming;
use crate::settings;
use std::time::Duration;

/// Sends a request. The time limit is one for the answer as a whole, its body included.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) async fn execute(
    http: &reqwest::Client,
    mut request: reqwest::Request,
    timeout: Duration,
) -> Result<Incoming<impl futures_core::Stream<Item = reqwest::Result<bytes::Bytes>> + use<>>, reqwest::Error>
{
    *request.timeout_mut() = Some(timeout);
    let mut response = http.execute(request).await?;
    // Where there is no other way to know it, the length is read from the headers: it is asked for before they are taken.
    let announced = response.content_length();
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    Ok(Incoming { status, headers, announced, body: response.bytes_stream() })
}

/// The HTTP client that is used where none is given.
pub(crate) fn make(connect_timeout: Duration, base_url: &str) -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder().user_agent(settings::USER_AGENT);
    #[cfg(not(target_arch = "wasm32"))]
    let builder = builder
        .connect_timeout(connect_timeout)
        // A redirect would carry secrets and bodies to wherever it points.
        .redirect(reqwest::redirect::Policy::none())
        // Tries are made, and counted, by the retry policy alone.
        .retry(reqwest::retry::never());
    // What is not encrypted stays on this machine, whatever proxy the environment names.
    #[cfg(not(target_arch = "wasm32"))]
    let builder = if base_url.starts_with("http:") { builder.no_proxy() } else { builder };
    // The browser has its own rules for these.
    #[cfg(target_arch = "wasm32")]
    let _ = (connect_timeout, base_url);
    builder.build().map_err(|error| Error::configuration(format!("the HTTP client cannot be made: {error}")))
}

/// The HTTP client for calls that a thread waits for. A connection is served by the runtime that made it, and a thread
/// that waits may be all that its runtime has; so these calls keep their connections to themselves.
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub(crate) struct ForBlocking {
    /// How long connecting may take; `None` where the HTTP client is the caller's, and connections are up to it.
    connect_timeout: Option<Duration>,
    made: std::sync::OnceLock<Option<reqwest::Client>>,
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl ForBlocking {
    pub(crate) fn new(connect_timeout: Option<Duration>) -> Self {
        Self { connect_timeout, made: std::sync::OnceLock::new() }
    }

    /// The HTTP client, made when it is wanted for the first time; `None` where the usual one is to be used.
    pub(crate) fn get(&self, base_url: &str) -> Option<&reqwest::Client> {
        let connect_timeout = self.connect_timeout?;
        self.made.get_or_init(|| make(connect_timeout, base_url).ok()).as_ref()
    }
}
