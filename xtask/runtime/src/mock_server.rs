//! A server on this machine for the tests of code that uses the crate; with the feature `mock` only.
//!
//! What it waits for is said with the crate's own calls, and what it answers with the crate's own types.

use crate::builder::ClientBuilder;
use crate::client::Client;
use crate::error::Error;
use crate::request::Request;
use crate::retry::RetryPolicy;
use crate::settings;
use reqwest::StatusCode;
use serde_json::{Value, json};
use std::fmt;
use std::time::Duration;
use wiremock::{Mock, Respond, ResponseTemplate, Times};

/// The secret that clients of a mock server carry.
const SECRET: &str = "mock";

/// A server on loopback that gives the answers it was told to give.
///
/// It answers 404 to what it was told nothing about. Dropping it ends it, and panics where a call that was
/// [expected](When::expect) did not come.
pub struct MockServer {
    server: wiremock::MockServer,
    client: Client,
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
        Ok(Self { server, client })
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
        When {
            server: &self.server,
            call: call.into(),
            any_path_parameters: false,
            any_body: false,
            times: None,
            expected: None,
        }
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

fn builder(base_url: &str) -> ClientBuilder {
    let schemes = settings::SECURITY_REQUIREMENTS.first().copied().unwrap_or_default();
    let retry = RetryPolicy::default()
        .with_backoff(Duration::ZERO, Duration::ZERO)
        .with_max_retry_after(Duration::ZERO);
    let builder = Client::builder().base_url(base_url).retry(retry);
    builder.only_secrets(schemes.iter().map(|scheme| (*scheme, SECRET.into())))
}

/// What happens when a call comes in: [`answer`](Self::answer), [`fail`](Self::fail) or
/// [`respond_with`](Self::respond_with) ends the chain.
///
/// Of several that a call matches, the one that was told first counts, until it has been used up.
#[must_use = "the server knows nothing of it until it is told the answer"]
pub struct When<'a, T> {
    server: &'a wiremock::MockServer,
    call: Request<T>,
    any_path_parameters: bool,
    any_body: bool,
    times: Option<u64>,
    expected: Option<Times>,
}

impl<T> When<'_, T> {
    /// Takes calls with other path parameters too, such as any id.
    pub fn with_any_path_parameters(mut self) -> Self {
        self.any_path_parameters = true;
        self
    }

    /// Takes calls with any body.
    pub fn with_any_body(mut self) -> Self {
        self.any_body = true;
        self
    }

    /// Lets the answer be given so often, and no more.
    pub fn up_to(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Demands that such calls come so often: a number, or a range of numbers. Whether they did is checked when the
    /// server is dropped.
    pub fn expect(mut self, times: impl Into<Times>) -> Self {
        self.expected = Some(times.into());
        self
    }

    /// Answers that the call succeeded, with its value.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`], where the call could not be sent, or the value cannot be written.
    pub async fn answer(self, value: &T) -> Result<(), Error> {
        let body = self.call.write(value)?;
        let response = ResponseTemplate::new(200).set_body_raw(body.to_vec(), "application/json");
        self.respond_with(response).await
    }

    /// Answers that the call failed, with a status and the errors' codes and messages.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`], where the call could not be sent.
    pub async fn fail(self, status: StatusCode, errors: &[(i64, &str)]) -> Result<(), Error> {
        let response = ResponseTemplate::new(status.as_u16()).set_body_json(failure(errors));
        self.respond_with(response).await
    }

    /// Answers what `response` makes: any status, headers, body or delay.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`], where the call could not be sent.
    pub async fn respond_with(self, response: impl Respond + 'static) -> Result<(), Error> {
        let expectation = Expectation {
            template: self.any_path_parameters.then(|| self.call.operation().path),
            any_body: self.any_body,
            request: self.call.into_prepared()?,
        };
        let mut mock = Mock::given(move |request: &wiremock::Request| expectation.is_met_by(request))
            .respond_with(response);
        if let Some(times) = self.times {
            mock = mock.up_to_n_times(times);
        }
        if let Some(expected) = self.expected {
            mock = mock.expect(expected);
        }
        mock.mount(self.server).await;
        Ok(())
    }
}

/// The body of an answer that a call failed.
fn failure(errors: &[(i64, &str)]) -> Value {
    let errors: Vec<Value> =
        errors.iter().map(|(code, message)| json!({ "code": code, "message": message })).collect();
    match settings::ENVELOPE {
        Some(names) => json!({ names.success: false, names.errors: errors, names.result: null }),
        None => json!({ "errors": errors }),
    }
}

/// What a call is compared with.
struct Expectation {
    request: reqwest::Request,
    /// The path template, where its parameters may be any.
    template: Option<&'static str>,
    any_body: bool,
}

impl Expectation {
    fn is_met_by(&self, request: &wiremock::Request) -> bool {
        request.method == *self.request.method()
            && self.has_path(request.url.path())
            && self.request.url().query_pairs().all(|wanted| request.url.query_pairs().any(|is| is == wanted))
            && (self.any_body || self.has_body(&request.body))
    }

    fn has_path(&self, path: &str) -> bool {
        let own = self.request.url().path();
        self.template.map_or(own == path, |template| is_path_of(template, own, path))
    }

    fn has_body(&self, body: &[u8]) -> bool {
        let wanted = self.request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default();
        let json = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).ok();
        wanted == body || json(wanted).is_some_and(|wanted| json(body) == Some(wanted))
    }
}

/// Whether a path differs from `own` in the parameters of the template alone. What stands in front of the template is
/// the base URL's.
fn is_path_of(template: &str, own: &str, path: &str) -> bool {
    let segments = |path: &str| path.rsplit('/').map(str::to_owned).collect::<Vec<_>>();
    let (template, own, path) = (segments(template), segments(own), segments(path));
    let is_parameter = |place: usize| template.get(place).is_some_and(|wanted| wanted.contains('{'));
    own.len() == path.len()
        && own.iter().zip(&path).enumerate().all(|(place, (wanted, is))| wanted == is || is_parameter(place))
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer").field("base_url", &self.server.uri()).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for When<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("When").field("call", &self.call).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_path_parameters_are_those_of_the_template_alone() {
        let is = |path| is_path_of("/a/{id}/b", "/base/a/1/b", path);
        assert!(is("/base/a/1/b") && is("/base/a/2/b"));
        for other in
            ["/a/1/b", "/other/a/1/b", "/base/c/1/b", "/base/a/1/c", "/base/a/1/b/c", "/base/a/b", ""]
        {
            assert!(!is(other), "{other}");
        }
    }
}
