//! Bodies that are forms. A form is written once, before it is sent: all tries of a call send the same bytes.

// An API need not use all of it.
#![allow(dead_code)]

use crate::json::{self, Json};
use crate::path;
use crate::style::{self, Style};
use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde_json::Value;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A part of a `multipart/form-data` body: text, or a file.
///
/// Text and bytes convert into a part as they are. A file usually also has a name, and a media type:
///
/// ```ignore
/// Part::from(std::fs::read("logo.png")?).file_name("logo.png").content_type("image/png")
/// ```
///
/// [RFC 7578](https://www.rfc-editor.org/rfc/rfc7578) says what each means.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Part {
    content: Bytes,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Part {
    /// A part that is a file without a name.
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self { content: content.into(), file_name: None, content_type: None }
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

    /// What the part holds.
    #[must_use]
    pub fn content(&self) -> &Bytes {
        &self.content
    }

    fn or_content_type(self, media_type: Option<&'static str>) -> Self {
        let content_type = self.content_type.or_else(|| media_type.map(str::to_owned));
        Self { content_type, ..self }
    }
}

/// Files can be long, and hold what should stand in no log.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("length", &self.content.len())
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

parts!(Bytes, Vec<u8>, String, &'static [u8]);

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

/// How a form is written.
#[derive(Clone, Copy, Debug)]
enum Encoding {
    Multipart,
    UrlEncoded,
}

/// A form that is being put together.
#[derive(Clone)]
pub(crate) struct Form {
    encoding: Encoding,
    fields: Vec<(String, Field)>,
}

#[derive(Clone)]
enum Field {
    Part(Part),
    Pairs(Vec<(String, String)>),
}

impl Form {
    pub(crate) fn multipart() -> Self {
        Self { encoding: Encoding::Multipart, fields: Vec::new() }
    }

    pub(crate) fn url_encoded() -> Self {
        Self { encoding: Encoding::UrlEncoded, fields: Vec::new() }
    }

    /// Sets a part; one of the same name that is there goes.
    pub(crate) fn set_part(&mut self, name: &str, media_type: Option<&'static str>, part: Part) {
        self.set_parts(name, media_type, [part]);
    }

    /// Sets several parts of one name.
    pub(crate) fn set_parts(
        &mut self,
        name: &str,
        media_type: Option<&'static str>,
        parts: impl IntoIterator<Item = Part>,
    ) {
        self.fields.retain(|(known, _)| known != name);
        for part in parts {
            self.add_part(name, part.or_content_type(media_type));
        }
    }

    /// Adds a part, beside those of the same name.
    pub(crate) fn add_part(&mut self, name: &str, part: Part) {
        self.fields.push((name.to_owned(), Field::Part(part)));
    }

    /// Sets a part to a value: text as it is, a list as a part for each of its items, everything else as JSON. Where the
    /// media type is JSON, text is JSON too.
    pub(crate) fn set_value<T: Json>(&mut self, name: &str, media_type: Option<&'static str>, value: &T) {
        let part = |value: &Value| match value {
            Value::Array(_) | Value::Object(_) => {
                Part::new(value.to_string()).content_type(media_type.unwrap_or("application/json"))
            }
            scalar if media_type.is_some_and(|media_type| media_type.contains("json")) => {
                Part::new(scalar.to_string())
            }
            scalar => Part::from(path::text(scalar)),
        };
        let parts = match json::to_value(value).unwrap_or_default() {
            Value::Null => Vec::new(),
            Value::Array(items) if !items.iter().any(|item| item.is_array() || item.is_object()) => {
                items.iter().map(part).collect()
            }
            other => vec![part(&other)],
        };
        self.set_parts(name, media_type, parts);
    }

    /// Sets a field of a form that is not multipart.
    pub(crate) fn set_pairs<T: Json>(&mut self, name: &str, style: Style, explode: bool, value: &T) {
        self.fields.retain(|(known, _)| known != name);
        let pairs = style::pairs(name, style, explode, &json::to_value(value).unwrap_or_default());
        self.fields.push((name.to_owned(), Field::Pairs(pairs)));
    }

    /// Makes the form the body of a request.
    pub(crate) fn send_with(&self, request: &mut reqwest::Request) -> Result<(), String> {
        let (media_type, body) = match self.encoding {
            Encoding::Multipart => self.write_multipart()?,
            Encoding::UrlEncoded => {
                ("application/x-www-form-urlencoded".to_owned(), self.write_pairs().into())
            }
        };
        let media_type = HeaderValue::try_from(media_type).map_err(|error| error.to_string())?;
        request.headers_mut().insert(CONTENT_TYPE, media_type);
        *request.body_mut() = Some(body.into());
        Ok(())
    }

    fn write_pairs(&self) -> String {
        let pairs = self.fields.iter().flat_map(|(_, field)| match field {
            Field::Pairs(pairs) => pairs.as_slice(),
            Field::Part(_) => &[],
        });
        let written: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        written.join("&")
    }

    fn write_multipart(&self) -> Result<(String, Vec<u8>), String> {
        let boundary = self.boundary();
        let mut body = Vec::new();
        for (name, field) in &self.fields {
            let Field::Part(part) = field else { continue };
            let mut head =
                format!("--{boundary}\r\ncontent-disposition: form-data; name=\"{}\"", escape(name));
            if let Some(file_name) = &part.file_name {
                head.push_str(&format!("; filename=\"{}\"", escape(file_name)));
            }
            if let Some(media_type) = &part.content_type {
                if HeaderValue::from_str(media_type).is_err() {
                    return Err(format!("the media type {media_type:?} of the part `{name}` cannot be sent"));
                }
                head.push_str(&format!("\r\ncontent-type: {media_type}"));
            }
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(b"\r\n\r\n");
            body.extend_from_slice(&part.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok((format!("multipart/form-data; boundary={boundary}"), body))
    }

    /// The boundary between the parts. It is a hash of all that the form holds, so that no part can contain it, and so
    /// that the same form is the same bytes: mock servers compare them.
    fn boundary(&self) -> String {
        let half = |number: u8| {
            let mut hasher = DefaultHasher::new();
            number.hash(&mut hasher);
            for (name, field) in &self.fields {
                name.hash(&mut hasher);
                if let Field::Part(part) = field {
                    part.hash(&mut hasher);
                }
            }
            hasher.finish()
        };
        format!("{:016x}{:016x}", half(0), half(1))
    }
}

/// Escapes what would end the name or the line of a header.
fn escape(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

/// A form holds files and what should stand in no log.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.fields.iter().map(|(name, _)| name).collect();
        f.debug_struct("Form").field("fields", &names).finish_non_exhaustive()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sent(form: &Form) -> (String, String) {
        let mut request = reqwest::Request::new(reqwest::Method::POST, "http://127.0.0.1".parse().unwrap());
        form.send_with(&mut request).unwrap();
        let media_type = request.headers().get(CONTENT_TYPE).unwrap().to_str().unwrap().to_owned();
        let body = request.body().unwrap().as_bytes().unwrap();
        (media_type, String::from_utf8(body.to_vec()).unwrap())
    }

    #[test]
    fn files_text_and_json_are_parts_with_their_names_and_media_types() {
        let mut form = Form::multipart();
        form.set_part("file", Some("image/*"), Part::from("old"));
        form.set_part("file", Some("image/*"), Part::from(vec![b'x']).file_name("a\"b\r\n.png"));
        form.set_value("meta", None, &json!({ "a": [1] }));
        form.set_value("tags", None, &json!(["one", 2]));
        form.set_value("nothing", None, &json!(null));
        let (media_type, body) = sent(&form);
        let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
        let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
        assert_eq!(
            parts,
            [
                "",
                "\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.png\"\r\n\
                 content-type: image/*\r\n\r\nx\r\n",
                "\r\ncontent-disposition: form-data; name=\"meta\"\r\ncontent-type: application/json\r\n\r\n{\"a\":[1]}\r\n",
                "\r\ncontent-disposition: form-data; name=\"tags\"\r\n\r\none\r\n",
                "\r\ncontent-disposition: form-data; name=\"tags\"\r\n\r\n2\r\n",
                "--\r\n",
            ]
        );
    }

    #[test]
    fn a_media_type_that_would_become_a_header_of_its_own_is_refused() {
        let mut form = Form::multipart();
        form.set_part("file", None, Part::from("x").content_type("text/plain\r\nx-evil: 1"));
        assert!(form.write_multipart().is_err());
    }

    #[test]
    fn the_same_form_is_the_same_bytes_and_another_has_another_boundary() {
        let form = |text: &str| {
            let mut form = Form::multipart();
            form.set_part("file", None, Part::from(text));
            sent(&form)
        };
        assert_eq!(form("a"), form("a"));
        assert_ne!(form("a").0, form("b").0);
    }

    #[test]
    fn url_encoded_forms_hold_pairs() {
        let mut form = Form::url_encoded();
        form.set_pairs("name", Style::Form, true, &json!("a b&c"));
        form.set_pairs("tags", Style::Form, true, &json!(["x", "y"]));
        form.set_pairs("card", Style::DeepObject, true, &json!({ "number": 4242 }));
        let (media_type, body) = sent(&form);
        assert_eq!(media_type, "application/x-www-form-urlencoded");
        assert_eq!(body, "name=a%20b%26c&tags=x&tags=y&card%5Bnumber%5D=4242");
    }

    #[test]
    fn what_a_part_holds_stands_in_no_debug_output() {
        let form = format!("{:?}", {
            let mut form = Form::multipart();
            form.set_part("file", None, Part::from("canary"));
            (form, Part::from("canary"))
        });
        assert!(!form.contains("canary"), "{form}");
    }
}
