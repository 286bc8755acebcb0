//! What a mock server answers to a call for a stream.

use super::codec::StreamCodec;
use super::stream_request::StreamRequest;
use super::write;
use crate::error::Error;
use crate::mock_server::{CallCount, MockServer, When};
use reqwest::StatusCode;
use reqwest::header::ACCEPT;
use std::fmt;
use wiremock::{Respond, ResponseTemplate};

/// What happens when a call for a stream comes in: [`answer`](Self::answer), [`fail`](Self::fail) or
/// [`respond_with`](Self::respond_with) ends the chain; see [`When`].
#[must_use = "the server knows nothing of it until it is told the answer"]
pub struct WhenStream<'a, I> {
    when: When<'a, ()>,
    codec: StreamCodec<I>,
    /// The media type of the stream.
    media_type: String,
}

impl MockServer {
    /// Begins to tell what happens when a call for a stream comes in, as [`when`](Self::when) does for other calls:
    ///
    /// ```ignore
    /// let call = server.client().chats().create_events("Why?");
    /// server.when_stream(call).answer(&[Event::new(piece)]).await?;
    /// ```
    pub fn when_stream<I>(&self, call: impl Into<StreamRequest<I>>) -> WhenStream<'_, I> {
        let call = call.into();
        let codec = call.codec();
        let (accepted, request) = call.into_request(ACCEPT);
        let media_type = accepted.unwrap_or_else(|| codec.framing.media_type().to_owned());
        WhenStream { when: self.when(request), codec, media_type }
    }
}

impl<I> WhenStream<'_, I> {
    /// Takes calls with other path parameters too, such as any id.
    pub fn with_any_path_parameters(mut self) -> Self {
        self.when = self.when.with_any_path_parameters();
        self
    }

    /// Takes calls with any body.
    pub fn with_any_body(mut self) -> Self {
        self.when = self.when.with_any_body();
        self
    }

    /// Lets the answer be given so often, and no more.
    pub fn up_to(mut self, times: u64) -> Self {
        self.when = self.when.up_to(times);
        self
    }

    /// Demands that such calls come so often: see [`When::expect`].
    pub fn expect(mut self, times: impl Into<CallCount>) -> Self {
        self.when = self.when.expect(times);
        self
    }

    /// Answers with a stream of these items, and with what says that it has ended, where the API has that.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`], where the call could not be sent, a client of another server makes it, or an item
    /// cannot be written.
    pub async fn answer<'i>(self, items: impl IntoIterator<Item = &'i I>) -> Result<(), Error>
    where
        I: 'i,
    {
        let written: serde_json::Result<Vec<_>> = items.into_iter().map(self.codec.write).collect();
        let written = written.map_err(|error| Error::invalid_request(error.to_string()))?;
        let (body, parameter) = write::body(self.codec.framing, &written, self.codec.done);
        let media_type = format!("{}{parameter}", self.media_type);
        self.when.respond_with(ResponseTemplate::new(200).set_body_raw(body, &media_type)).await
    }

    /// Answers that the call failed: see [`When::fail`].
    ///
    /// # Errors
    ///
    /// Those of [`When::fail`].
    pub async fn fail(self, status: StatusCode, errors: &[(i64, &str)]) -> Result<(), Error> {
        self.when.fail(status, errors).await
    }

    /// Answers what `response` makes, such as a stream that breaks off: see [`When::respond_with`].
    ///
    /// # Errors
    ///
    /// Those of [`When::respond_with`].
    pub async fn respond_with(self, response: impl Respond + 'static) -> Result<(), Error> {
        self.when.respond_with(response).await
    }
}

impl<I> fmt::Debug for WhenStream<'_, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WhenStream").field("when", &self.when).finish_non_exhaustive()
    }
}
