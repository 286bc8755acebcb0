//! What can be said of one call beside its arguments.

use crate::error::Error;
use crate::json::entries;
use crate::retry::RetryPolicy;
use reqwest::header::{CONTENT_LENGTH, HeaderName, HeaderValue, TRANSFER_ENCODING};
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// What a caller said of one call; what is left open is as the client has it.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    headers: Vec<(HeaderName, HeaderValue)>,
    query: Vec<(String, String)>,
    /// The first thing that cannot be sent; said when the request is.
    invalid: Option<String>,
}

impl Options {
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), _) if name == CONTENT_LENGTH || name == TRANSFER_ENCODING => {
                self.refuse(format!("the header `{name}` is the HTTP client's: it follows from the body"));
            }
            (Ok(name), Ok(mut value)) => {
                // It may be a secret; nobody but the caller knows.
                value.set_sensitive(true);
                self.headers.push((name, value));
            }
            (Err(_), _) => self.refuse(format!("{name:?} is no name of a header")),
            (_, Err(_)) => self.refuse(format!(
                "the value of the header `{name}` has characters that a header cannot hold, such as a line break"
            )),
        }
    }

    pub(crate) fn query(&mut self, name: String, value: String) {
        self.query.push((name, value));
    }

    /// Moves the query into a request, where what is asked for can be seen.
    pub(crate) fn move_query(&mut self, request: &mut reqwest::Request) {
        let query = std::mem::take(&mut self.query);
        if !query.is_empty() {
            request.url_mut().query_pairs_mut().extend_pairs(query);
        }
    }

    /// The entries of a map that is an argument. A name that is given twice is said when the request is sent.
    // Few operations have such an argument.
    #[allow(dead_code)]
    pub(crate) fn entries<T>(
        &mut self,
        of: &str,
        listed: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>,
    ) -> BTreeMap<String, T> {
        entries(of, listed).unwrap_or_else(|problem| {
            self.refuse(problem);
            BTreeMap::new()
        })
    }

    fn refuse(&mut self, problem: String) {
        self.invalid.get_or_insert(problem);
    }

    /// Adds the headers and the query to a request. A header takes the place of one that is there.
    pub(crate) fn apply(&self, request: &mut reqwest::Request) -> Result<(), Error> {
        if let Some(problem) = &self.invalid {
            return Err(Error::invalid_request(problem));
        }
        if !self.query.is_empty() {
            request.url_mut().query_pairs_mut().extend_pairs(&self.query);
        }
        let headers = request.headers_mut();
        for (name, _) in &self.headers {
            headers.remove(name);
        }
        for (name, value) in &self.headers {
            headers.append(name, value.clone());
        }
        Ok(())
    }
}

/// Values of headers and of the query can hold secrets.
impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<&HeaderName> = self.headers.iter().map(|(name, _)| name).collect();
        let query: Vec<&String> = self.query.iter().map(|(name, _)| name).collect();
        f.debug_struct("Options")
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .field("headers", &headers)
            .field("query", &query)
            .finish_non_exhaustive()
    }
}

/// The setters that every request has, for a type whose options stand in a field of a field.
macro_rules! option_setters {
    ($($options:ident).+) => {
        /// Sets how long one try of this call may take, from connecting to the last byte of the answer,
        /// or to the beginning of a stream.
        pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
            self.$($options).+.timeout = Some(timeout);
            self
        }

        /// Sets how long this call may take, all tries and the time between them counted.
        pub fn deadline(mut self, deadline: ::std::time::Duration) -> Self {
            self.$($options).+.deadline = Some(deadline);
            self
        }

        /// Sets when this call is tried again.
        pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
            self.$($options).+.retry = Some(policy);
            self
        }

        /// Adds a header. It takes the place of one that the client sets; given twice, it is sent twice.
        ///
        /// A name or a value that HTTP does not allow, such as one with a line break, and a header that says how long the
        /// body is, is an
        /// [`Error::InvalidRequest`](crate::Error::InvalidRequest) when the request is sent.
        pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
            self.$($options).+.header(name.as_ref(), value.as_ref());
            self
        }

        /// Adds a parameter to the query, after those that the operation has.
        pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.$($options).+.query(name.into(), value.into());
            self
        }
    };
}
pub(crate) use option_setters;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn headers_that_say_how_long_the_body_is_are_refused() {
        for name in ["Content-Length", "transfer-encoding"] {
            let mut options = Options::default();
            options.header(name, "3");
            let mut request =
                reqwest::Request::new(reqwest::Method::POST, "http://127.0.0.1".parse().unwrap());
            assert!(matches!(options.apply(&mut request), Err(Error::InvalidRequest(_))), "{name}");
        }
    }

    #[test]
    fn headers_of_a_call_are_sent_and_marked_as_secret() {
        let mut options = Options::default();
        options.header("x-secret", "canary");
        let mut request = reqwest::Request::new(reqwest::Method::GET, "http://127.0.0.1".parse().unwrap());
        options.apply(&mut request).unwrap();
        let value = request.headers().get("x-secret").unwrap();
        assert!(value == "canary" && value.is_sensitive(), "{value:?}");
    }
}
