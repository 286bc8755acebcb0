//! What happens when a call comes in.

use super::call_count::CallCount;
use super::expectation::Expectation;
use super::told::{Told, ToldCall};
use crate::error::Error;
use crate::request::Request;
use crate::settings;
use reqwest::{StatusCode, Url};
use serde_json::{Value, json};
use std::fmt;
use std::sync::Arc;
use wiremock::{Mock, Respond, ResponseTemplate};

/// What happens when a call comes in: [`answer`](Self::answer), [`fail`](Self::fail) or
/// [`respond_with`](Self::respond_with) ends the chain.
///
/// Of several that a call matches, the one that was told first counts, until it has been used up.
#[must_use = "the server knows nothing of it until it is told the answer"]
pub struct When<'a, T> {
    server: &'a wiremock::MockServer,
    told: &'a Told,
    call: Request<T>,
    any_path_parameters: bool,
    any_body: bool,
    times: Option<u64>,
    expected: Option<CallCount>,
}

impl<'a, T> When<'a, T> {
    pub(super) fn new(server: &'a wiremock::MockServer, told: &'a Told, call: Request<T>) -> Self {
        // What is read while it is sent is not known before.
        let (any_path_parameters, any_body) = (false, call.has_source());
        Self { server, told, call, any_path_parameters, any_body, times: None, expected: None }
    }

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
    pub fn expect(mut self, times: impl Into<CallCount>) -> Self {
        self.expected = Some(times.into());
        self
    }

    /// Answers that the call succeeded, with its value.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`], where the call could not be sent, a client of another server makes it, or the value
    /// cannot be written.
    pub async fn answer(self, value: &T) -> Result<(), Error> {
        let (head, body) = self.call.write(value)?;
        let response = ResponseTemplate::new(head.status);
        let response = match head.media_type {
            "" => response,
            media_type => response.set_body_raw(body.to_vec(), media_type),
        };
        self.respond_with(response).await
    }

    /// Answers that the call failed, with a status and the errors' codes and messages.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`], where the call could not be sent, or a client of another server makes it.
    pub async fn fail(self, status: StatusCode, errors: &[(i64, &str)]) -> Result<(), Error> {
        let response = ResponseTemplate::new(status.as_u16()).set_body_json(failure(errors));
        self.respond_with(response).await
    }

    /// Answers what `response` makes: any status, headers, body or delay.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`], where the call could not be sent, or a client of another server makes it.
    pub async fn respond_with(self, response: impl Respond + 'static) -> Result<(), Error> {
        let template = self.any_path_parameters.then(|| self.call.operation().path);
        let request = self.call.into_prepared()?;
        refuse_another_server(request.url(), &self.server.uri())?;
        let expectation = Expectation { template, any_body: self.any_body, request };
        let call = Arc::new(ToldCall::new(expectation, self.times, self.expected));
        self.told.add(Arc::clone(&call));
        let mut mock =
            Mock::given(move |request: &wiremock::Request| call.takes(request)).respond_with(response);
        if let Some(times) = self.times {
            mock = mock.up_to_n_times(times);
        }
        mock.mount(self.server).await;
        Ok(())
    }
}

/// Refuses a call that would never arrive at the server.
fn refuse_another_server(called: &Url, server: &str) -> Result<(), Error> {
    if Url::parse(server).is_ok_and(|server| server.origin() == called.origin()) {
        return Ok(());
    }
    let origin = called.origin().ascii_serialization();
    Err(Error::invalid_request(format!(
        "the call goes to {origin}, and not to this mock server at {server}: make it by a client of this server"
    )))
}

/// The body of an answer that a call failed.
pub(super) fn failure(errors: &[(i64, &str)]) -> Value {
    let errors: Vec<Value> =
        errors.iter().map(|(code, message)| json!({ "code": code, "message": message })).collect();
    match settings::ENVELOPE {
        Some(names) => json!({ names.success: false, names.errors: errors, names.result: null }),
        None => json!({ "errors": errors }),
    }
}

impl<T> fmt::Debug for When<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("When").field("call", &self.call).finish_non_exhaustive()
    }
}
