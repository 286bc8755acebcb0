//! Bodies that progenitor's methods do not write: those that may be left out, and forms.

// An API need not use all of it.
#![allow(dead_code)]

use crate::form::Form;
use crate::json::{Body, Json};
use crate::request::Request;
use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};

impl<T> Request<T> {
    /// Sends a form.
    pub(crate) fn with_form(self, form: &Form) -> Self {
        self.revised(|request| form.send_with(request))
    }

    /// Sends JSON under a media type, if there is any.
    pub(crate) fn with_json<V: Json>(self, media_type: &'static str, value: Option<&Body<V>>) -> Self {
        self.revised(|request| {
            let Some(value) = value else { return Ok(()) };
            let body = serde_json::to_vec(value).map_err(|error| error.to_string())?;
            set(request, media_type, body.into());
            Ok(())
        })
    }

    /// Sends bytes of a media type, if there are any.
    pub(crate) fn with_bytes(self, media_type: &'static str, bytes: Option<Bytes>) -> Self {
        self.revised(|request| {
            bytes.into_iter().for_each(|bytes| set(request, media_type, bytes));
            Ok(())
        })
    }
}

fn set(request: &mut reqwest::Request, media_type: &'static str, body: Bytes) {
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    *request.body_mut() = Some(body.into());
}
