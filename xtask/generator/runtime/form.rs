//! Bodies that are forms. A form is written once, before it is sent: all tries of a call send the same bytes.

// An API need not use all of it.
#![allow(dead_code)]

use crate::body_source::BodySource;
use crate::json::{self, Json};
use crate::part::Part;
use crate::path;
use crate::request::Request;
use crate::style::{self, Style};
use crate::upload::Upload;
#[cfg(not(target_arch = "wasm32"))]
use crate::upload_stream::joined;
use bytes::Bytes;
#[cfg(not(target_arch = "wasm32"))]
use reqwest::header::CONTENT_LENGTH;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde_json::Value;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

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

    /// Makes the form the body of a request. Where it is read while it is sent, what it is read from is returned.
    pub(crate) fn send_with(
        &self,
        request: &mut reqwest::Request,
    ) -> Result<Option<Arc<dyn BodySource>>, String> {
        let (media_type, body) = match self.encoding {
            Encoding::Multipart => self.write_multipart()?,
            Encoding::UrlEncoded => {
                let body = Written::Bytes(self.write_pairs().into());
                ("application/x-www-form-urlencoded".to_owned(), body)
            }
        };
        let media_type = HeaderValue::try_from(media_type).map_err(|error| error.to_string())?;
        request.headers_mut().insert(CONTENT_TYPE, media_type);
        match body {
            Written::Bytes(body) => {
                *request.body_mut() = Some(body.into());
                Ok(None)
            }
            #[cfg(not(target_arch = "wasm32"))]
            Written::Segments(segments) => {
                if let Some(length) = segments.length()? {
                    request.headers_mut().insert(CONTENT_LENGTH, length.into());
                }
                // Each try replaces it by what the segments give.
                *request.body_mut() = Some(Bytes::new().into());
                Ok(Some(Arc::new(segments)))
            }
        }
    }

    fn write_pairs(&self) -> String {
        let pairs = self.fields.iter().flat_map(|(_, field)| match field {
            Field::Pairs(pairs) => pairs.as_slice(),
            Field::Part(_) => &[],
        });
        let written: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        written.join("&")
    }

    fn write_multipart(&self) -> Result<(String, Written), String> {
        let boundary = self.boundary();
        let mut segments = Segments::default();
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
            segments.push(head.as_bytes());
            segments.push(b"\r\n\r\n");
            segments.upload(&part.content);
            segments.push(b"\r\n");
        }
        segments.push(format!("--{boundary}--\r\n").as_bytes());
        Ok((format!("multipart/form-data; boundary={boundary}"), segments.written()))
    }

    /// The boundary between the parts. It is a hash of all that the form holds, so that no part can contain it, and so
    /// that the same form is the same bytes: mock servers compare them. What is read later is not known now: there it is
    /// a number by chance.
    fn boundary(&self) -> String {
        let half = |number: u8| {
            let mut hasher = DefaultHasher::new();
            number.hash(&mut hasher);
            for (name, field) in &self.fields {
                let Field::Part(Part { content, file_name, content_type }) = field else { continue };
                (name, file_name, content_type).hash(&mut hasher);
                match content.in_memory() {
                    Some(bytes) => bytes.hash(&mut hasher),
                    None => fastrand::u64(..).hash(&mut hasher),
                }
            }
            hasher.finish()
        };
        format!("{:016x}{:016x}", half(0), half(1))
    }
}

/// A form as it is sent.
enum Written {
    Bytes(Bytes),
    #[cfg(not(target_arch = "wasm32"))]
    Segments(Segments),
}

impl<T> Request<T> {
    /// Sends a form.
    pub(crate) fn with_form(mut self, form: &Form) -> Self {
        let mut source = None;
        self = self.revised(|request| {
            source = form.send_with(request)?;
            Ok(())
        });
        self.call.source = source;
        self
    }
}

/// What a form is made of: bytes, and uploads between them.
#[derive(Default)]
struct Segments {
    before: Vec<(Bytes, Upload)>,
    last: Vec<u8>,
}

impl Segments {
    fn push(&mut self, bytes: &[u8]) {
        self.last.extend_from_slice(bytes);
    }

    fn upload(&mut self, upload: &Upload) {
        match upload.in_memory() {
            Some(bytes) => self.push(bytes),
            None => self.before.push((std::mem::take(&mut self.last).into(), upload.clone())),
        }
    }

    fn written(self) -> Written {
        match self.before.is_empty() {
            #[cfg(not(target_arch = "wasm32"))]
            false => Written::Segments(self),
            _ => Written::Bytes(self.last.into()),
        }
    }

    /// The length of all, where it is known.
    #[cfg(not(target_arch = "wasm32"))]
    fn length(&self) -> Result<Option<u64>, String> {
        let mut sum = Some(self.last.len() as u64);
        for (bytes, upload) in &self.before {
            let length = upload.known_length()?;
            sum = sum.zip(length).map(|(sum, length)| sum + bytes.len() as u64 + length);
        }
        Ok(sum)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl BodySource for Segments {
    fn body(&self) -> Result<reqwest::Body, String> {
        let mut streams = Vec::new();
        for (bytes, upload) in &self.before {
            streams.push(Upload::new(bytes.clone()).open()?);
            streams.push(upload.open()?);
        }
        streams.push(Upload::new(self.last.clone()).open()?);
        Ok(reqwest::Body::wrap_stream(joined(streams)))
    }

    fn can_be_sent(&self) -> bool {
        self.before.iter().all(|(_, upload)| upload.is_whole())
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
