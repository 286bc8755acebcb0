//! The parts of forms.

// An API need not use all of it.
#![allow(dead_code)]

use crate::upload::Upload;
use bytes::Bytes;
use serde_json::Value;
use std::fmt;

/// A part of a `multipart/form-data` body: text, or a file.
///
/// Text and bytes convert into a part as they are. A file usually also has a name, and a media type:
///
/// ```ignore
/// Part::file("logo.png").content_type("image/png")
/// ```
///
/// [RFC 7578](https://www.rfc-editor.org/rfc/rfc7578) says what each means.
#[derive(Clone)]
pub struct Part {
    pub(crate) content: Upload,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
}

impl Part {
    /// A part that is a file without a name.
    pub fn new(content: impl Into<Upload>) -> Self {
        Self { content: content.into(), file_name: None, content_type: None }
    }

    /// A file, which is read while it is sent, with its name.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn file(path: impl Into<std::path::PathBuf>) -> Self {
        let path = path.into();
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Self { file_name, ..Self::new(Upload::file(path)) }
    }

    /// Gives the part the name of a file. Without one, services take the part for a field's text.
    #[must_use]
    pub fn file_name(self, name: impl Into<String>) -> Self {
        Self { file_name: Some(name.into()), ..self }
    }

    /// Gives the part a media type, such as `image/png`. One with a line break cannot be sent, which
    /// [`Error::InvalidRequest`](crate::Error::InvalidRequest) says.
    #[must_use]
    pub fn content_type(self, media_type: impl Into<String>) -> Self {
        Self { content_type: Some(media_type.into()), ..self }
    }

    pub(crate) fn or_content_type(self, media_type: Option<&'static str>) -> Self {
        let content_type = self.content_type.or_else(|| media_type.map(str::to_owned));
        Self { content_type, ..self }
    }
}

/// Files can be long, and hold what should stand in no log.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("content", &self.content)
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

/// Conversions of what a part's content can be made of.
macro_rules! parts {
    ($($type:ty),*) => {
        $(
            impl From<$type> for Part {
                fn from(content: $type) -> Self {
                    Self::new(content)
                }
            }
        )*
    };
}

parts!(Upload, Bytes, Vec<u8>, String, &'static [u8]);

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

/// JSON, as a part that says so.
impl From<Value> for Part {
    fn from(value: Value) -> Self {
        Self::new(value.to_string()).content_type("application/json")
    }
}
