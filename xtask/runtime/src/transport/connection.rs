//! The transport client: progenitor's methods stand on [`Client`], one for each operation, and pass through here on
//! their way to the service.

use crate::settings;
use progenitor_client::{ClientHooks, ClientInfo, Error, OperationInfo};
use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};

/// What progenitor's methods are called on. The names of the fields are progenitor's.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: Authorization,
}

/// The headers that say who is calling.
#[derive(Clone, Debug, Default)]
pub(crate) struct Authorization {
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
}

impl ClientInfo<Authorization> for Client {
    fn api_version() -> &'static str {
        ""
    }

    fn baseurl(&self) -> &str {
        &self.baseurl
    }

    fn client(&self) -> &reqwest::Client {
        &self.client
    }

    fn inner(&self) -> &Authorization {
        &self.inner
    }
}

impl ClientHooks<Authorization> for Client {
    async fn pre<E>(&self, request: &mut reqwest::Request, _: &OperationInfo) -> Result<(), Error<E>> {
        let has_body = request.body().is_some();
        let method = request.method().clone();
        let headers = request.headers_mut();
        // progenitor sends the document's version with each request; no service asks for it.
        headers.remove("api-version");
        if !headers.contains_key(ACCEPT) {
            headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        }
        if let Some(content_type) = settings::EMPTY_BODY_CONTENT_TYPE
            && !has_body
            && method != Method::GET
            && method != Method::HEAD
        {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        for (name, value) in &self.inner.headers {
            headers.insert(name, value.clone());
        }
        Ok(())
    }
}
