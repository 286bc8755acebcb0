//! Bodies that are bytes of a media type.

// An API need not use all of it.
#![allow(dead_code)]

use crate::request::Request;
use crate::request_body::set;
use crate::upload::Upload;
#[cfg(not(target_arch = "wasm32"))]
use bytes::Bytes;
#[cfg(not(target_arch = "wasm32"))]
use reqwest::header::CONTENT_LENGTH;

impl<T> Request<T> {
    /// Sends bytes of a media type, if there are any.
    pub(crate) fn with_upload(
        #[allow(unused_mut)] mut self,
        media_type: &'static str,
        upload: Option<Upload>,
    ) -> Self {
        let Some(upload) = upload else { return self };
        if let Some(bytes) = upload.in_memory() {
            return self.revised(|request| {
                set(request, media_type, bytes.clone());
                Ok(())
            });
        }
        #[cfg(not(target_arch = "wasm32"))]
        {
            self = self.revised(|request| {
                if let Some(length) = upload.known_length()? {
                    request.headers_mut().insert(CONTENT_LENGTH, length.into());
                }
                // Each try replaces it by what the upload gives.
                set(request, media_type, Bytes::new());
                Ok(())
            });
            self.call.source = Some(std::sync::Arc::new(upload));
        }
        self
    }
}
