//! A server on this machine for the tests of code that uses the crate; with the feature `mock` only.
//!
//! What it waits for is said with the crate's own calls, and what it answers with the crate's own types.

mod call_count;
mod expectation;
mod told;
mod when;

pub use call_count::CallCount;
pub use when::When;

use crate::builder::ClientBuilder;
use crate::client::Client;
use crate::error::Error;
use crate::request::Request;
use crate::retry::RetryPolicy;
use crate::settings;
use std::fmt;
use told::Told;
use wiremock::matchers::any;
use wiremock::{Mock, ResponseTemplate};

/// The secret that clients of a mock server carry.
const SECRET: &str = "mock";

/// The status of answers to calls that the server was told nothing about: Not Implemented.
const UNANSWERED: u16 = 501;

/// A server on loopback that gives the answers it was told to give.
///
/// It answers 501 to what it was told nothing about, and says what it was told that comes nearest. Dropping it ends it,
/// and panics with a list of the calls that were [expected](When::expect) and did not come, or came too often.
pub struct MockServer {
    server: wiremock::MockServer,
    client: Client,
    told: Told,
}

impl MockServer {
    /// Starts a server on a free port.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`], where no client can be made for it.
    pub async fn start() -> Result<Self, Error> {
        let server = wiremock::MockServer::start().await;
        let client = builder(&server.uri()).build()?;
        let told = Told::default();
        let of_server = told.clone();
        let refusal = move |request: &wiremock::Request| {
            let message = of_server.unanswered(request);
            let body = when::failure(&[(i64::from(UNANSWERED), &message)]);
            ResponseTemplate::new(UNANSWERED).set_body_json(body)
        };
        // Everything else comes first.
        Mock::given(any()).respond_with(refusal).with_priority(u8::MAX).mount(&server).await;
        Ok(Self { server, client, told })
    }

    /// A client that calls this server. It tries again as often as any other, and waits no time in between.
    #[must_use]
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// A client that calls this server, to be set up further.
    pub fn client_builder(&self) -> ClientBuilder {
        builder(&self.server.uri())
    }

    /// The address of this server, for code that makes its client by itself.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.server.uri()
    }

    /// Begins to tell what happens when a call comes in: the one that `call` would make.
    ///
    /// A call matches if it has the same method and path, all the query parameters, and as JSON the same body.
    /// Headers do not count. `call` is made by a client of this server, and is not sent.
    pub fn when<T>(&self, call: impl Into<Request<T>>) -> When<'_, T> {
        When::new(&self.server, &self.told, call.into())
    }

    /// The requests that came in so far, in their order.
    pub async fn requests(&self) -> Vec<wiremock::Request> {
        self.server.received_requests().await.unwrap_or_default()
    }

    /// The server underneath, for all that wiremock can do beside.
    #[must_use]
    pub fn wiremock(&self) -> &wiremock::MockServer {
        &self.server
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        // A second panic would end the process, and hide what the first one says.
        if std::thread::panicking() {
            return;
        }
        if let Some(unmet) = self.told.unmet() {
            // That is how a test fails.
            #[allow(clippy::panic)]
            {
                panic!("{unmet}");
            }
        }
    }
}

fn builder(base_url: &str) -> ClientBuilder {
    let of_all = settings::SECURITY_REQUIREMENTS.first().copied().unwrap_or_default();
    // Where operations take different secrets, the client has all of them.
    let schemes: Vec<usize> = match settings::CLIENT_REQUIREMENTS {
        Some(_) => (0..settings::SECURITY_SCHEMES.len()).collect(),
        None => of_all.to_vec(),
    };
    let builder = Client::builder().base_url(base_url).retry(RetryPolicy::default().without_waits());
    builder.only_secrets(schemes.iter().map(|scheme| (*scheme, SECRET.into())))
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer").field("base_url", &self.server.uri()).finish_non_exhaustive()
    }
}
