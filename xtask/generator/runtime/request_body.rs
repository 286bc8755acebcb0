//! Bodies that progenitor's methods do not write, such as those that may be left out.

// An API need not use all of it.
#![allow(dead_code)]

use crate::json::{Body, Json};
use crate::request::Request;
use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};

impl<T> Request<T> {
    /// Sends JSON under a media type, if there is any.
    pub(crate) fn with_json<V: Json>(self, media_type: &'static str, value: Option<&Body<V>>) -> Self {
        self.revised(|request| {
            let Some(value) = value else { return Ok(()) };
            let body = serde_json::to_vec(value).map_err(|error| error.to_string())?;
            set(request, media_type, body.into());
            Ok(())
        })
    }
}

/// Sets the body and its media type.
pub(crate) fn set(request: &mut reqwest::Request, media_type: &'static str, body: Bytes) {
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    *request.body_mut() = Some(body.into());
}
