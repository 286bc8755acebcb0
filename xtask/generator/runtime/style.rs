//! Parameters that are lists, objects or JSON, in the styles that OpenAPI describes.

// An API need not use all of it.
#![allow(dead_code)]

use crate::json::{self, Json};
use crate::path;
use crate::request::Request;
use reqwest::header::{COOKIE, HeaderValue};
use serde_json::{Map, Value};

/// A style of OpenAPI 3.0, which says what stands before, between and beside values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `;name=a,b`
    Matrix,
    /// `.a.b`
    Label,
    /// `a,b`
    Simple,
    /// `name=a,b`
    Form,
    /// `name=a%20b`
    SpaceDelimited,
    /// `name=a|b`
    PipeDelimited,
    /// `name[property]=a`
    DeepObject,
}

impl<T> Request<T> {
    /// Adds a parameter to the query, if it has a value.
    pub(crate) fn with_query<V: Json>(
        self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: Option<&V>,
    ) -> Self {
        self.revised(|request| {
            value.into_iter().for_each(|value| add_query(request, name, style, explode, value));
            Ok(())
        })
    }

    /// Makes a value the query, if there is one: as JSON, or else as text.
    pub(crate) fn with_whole_query<V: Json>(self, is_json: bool, value: Option<&V>) -> Self {
        self.revised(|request| {
            if let Some(value) = value {
                let value = to_value(value);
                let text = if is_json { value.to_string() } else { path::text(&value) };
                append_query(request, &encode(&text));
            }
            Ok(())
        })
    }

    /// Adds a cookie, if it has a value.
    pub(crate) fn with_cookie<V: Json>(self, name: &'static str, explode: bool, value: Option<&V>) -> Self {
        self.revised(|request| {
            value.into_iter().for_each(|value| add_cookie(request, name, explode, value));
            Ok(())
        })
    }

    /// Adds a cookie that holds JSON, if it has a value.
    pub(crate) fn with_json_cookie<V: Json>(self, name: &'static str, value: Option<&V>) -> Self {
        self.revised(|request| {
            if let Some(value) = value {
                add_to_cookies(request, &format!("{}={}", encode(name), encode(&json(value))));
            }
            Ok(())
        })
    }
}

/// A value as a path segment. It is encoded already, so that what separates values is told from what stands in them.
pub(crate) fn segment<T: Json>(name: &str, style: Style, explode: bool, value: &T) -> String {
    let value = to_value(value);
    match (style, explode) {
        (Style::Label, true) => format!(".{}", exploded(&value, encode).join(".")),
        (Style::Label, false) => format!(".{}", flat(&value, encode).join(",")),
        (Style::Matrix, true) => pairs(name, Style::Form, true, &value)
            .iter()
            .map(|(key, value)| format!(";{key}={value}"))
            .collect(),
        (Style::Matrix, false) => format!(";{}={}", encode(name), flat(&value, encode).join(",")),
        (_, true) => exploded(&value, encode).join(","),
        (_, false) => flat(&value, encode).join(","),
    }
}

/// A value as a header.
pub(crate) fn header<T: Json>(explode: bool, value: &T) -> String {
    let value = to_value(value);
    let parts = if explode { exploded(&value, str::to_owned) } else { flat(&value, str::to_owned) };
    parts.join(",")
}

/// A value as JSON, whatever it is.
pub(crate) fn json<T: Json>(value: &T) -> String {
    to_value(value).to_string()
}

/// Adds a parameter to the query of a request.
pub(crate) fn add_query<T: Json>(
    request: &mut reqwest::Request,
    name: &str,
    style: Style,
    explode: bool,
    value: &T,
) {
    append_query(request, &joined(&pairs(name, style, explode, &to_value(value)), "&"));
}

/// Adds what is encoded to the query of a request, after what stands there.
fn append_query(request: &mut reqwest::Request, added: &str) {
    if added.is_empty() {
        return;
    }
    let url = request.url_mut();
    let query = match url.query().filter(|query| !query.is_empty()) {
        Some(known) => format!("{known}&{added}"),
        None => added.to_owned(),
    };
    url.set_query(Some(&query));
}

/// Adds a cookie to a request, beside those that it has.
pub(crate) fn add_cookie<T: Json>(request: &mut reqwest::Request, name: &str, explode: bool, value: &T) {
    add_to_cookies(request, &joined(&pairs(name, Style::Form, explode, &to_value(value)), "; "));
}

fn add_to_cookies(request: &mut reqwest::Request, added: &str) {
    if added.is_empty() {
        return;
    }
    let known = request.headers().get(COOKIE).and_then(|cookies| cookies.to_str().ok());
    let cookies = known.map_or_else(|| added.to_owned(), |known| format!("{known}; {added}"));
    // What is encoded is ASCII, and every character of it may stand in a header.
    if let Ok(mut cookies) = HeaderValue::from_str(&cookies) {
        cookies.set_sensitive(true);
        request.headers_mut().insert(COOKIE, cookies);
    }
}

/// The encoded names and values that a value becomes in a query, a cookie or a form.
pub(crate) fn pairs(name: &str, style: Style, explode: bool, value: &Value) -> Vec<(String, String)> {
    let separator = match style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    match value {
        Value::Null => Vec::new(),
        Value::Object(object) if style == Style::DeepObject => deep(name, object),
        Value::Object(object) if explode => {
            set(object).map(|(key, value)| (encode(key), encode(&path::text(value)))).collect()
        }
        Value::Array(items) if style == Style::DeepObject => items
            .iter()
            .enumerate()
            .flat_map(|(index, item)| inside(name, &index.to_string(), item))
            .collect(),
        Value::Array(items) if explode => {
            some(items).map(|item| (encode(name), encode(&path::text(item)))).collect()
        }
        other => vec![(encode(name), flat(other, encode).join(separator))],
    }
}

/// The pairs of an object, each under the path of keys that leads to it. The specification says nothing of lists and of
/// objects inside: their indices and keys stand in brackets too, as the services that take them write it.
fn deep(name: &str, object: &Map<String, Value>) -> Vec<(String, String)> {
    object.iter().flat_map(|(key, value)| inside(name, key, value)).collect()
}

/// The pairs of what stands under a key.
fn inside(name: &str, key: &str, value: &Value) -> Vec<(String, String)> {
    pairs(&format!("{name}[{key}]"), Style::DeepObject, true, value)
}

/// The items of a list that are not null: there is no way to write null.
fn some(items: &[Value]) -> impl Iterator<Item = &Value> {
    items.iter().filter(|item| !item.is_null())
}

/// The properties of an object that are not null.
fn set(object: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    object.iter().filter(|(_, value)| !value.is_null())
}

/// A text with all encoded that means something in an address.
fn encode(text: &str) -> String {
    path::encode_path(text).to_string()
}

/// The texts of a value: those of a list, the keys and values of an object by turns, or its own.
fn flat(value: &Value, spell: impl Fn(&str) -> String) -> Vec<String> {
    match value {
        Value::Array(items) => some(items).map(|item| spell(&path::text(item))).collect(),
        Value::Object(object) => {
            set(object).flat_map(|(key, value)| [spell(key), spell(&path::text(value))]).collect()
        }
        other => vec![spell(&path::text(other))],
    }
}

/// The texts of a value, where keys stand before their values.
fn exploded(value: &Value, spell: impl Fn(&str) -> String) -> Vec<String> {
    match value {
        Value::Object(object) => {
            set(object).map(|(key, value)| format!("{}={}", spell(key), spell(&path::text(value)))).collect()
        }
        other => flat(other, spell),
    }
}

fn joined(pairs: &[(String, String)], separator: &str) -> String {
    let written: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    written.join(separator)
}

/// Numbers that JSON has not are null, which is left out.
fn to_value<T: Json>(value: &T) -> Value {
    json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The examples of OpenAPI 3.0.4, under "Style Examples".
    #[test]
    fn paths_are_written_as_the_specification_shows() {
        let (list, object) = (json!(["blue", "black", "brown"]), json!({ "B": 150, "G": 200, "R": 100 }));
        for (style, explode, list_is, object_is) in [
            (Style::Matrix, false, ";color=blue,black,brown", ";color=B,150,G,200,R,100"),
            (Style::Matrix, true, ";color=blue;color=black;color=brown", ";B=150;G=200;R=100"),
            (Style::Label, false, ".blue,black,brown", ".B,150,G,200,R,100"),
            (Style::Label, true, ".blue.black.brown", ".B=150.G=200.R=100"),
            (Style::Simple, false, "blue,black,brown", "B,150,G,200,R,100"),
            (Style::Simple, true, "blue,black,brown", "B=150,G=200,R=100"),
        ] {
            assert_eq!(segment("color", style, explode, &list), list_is, "{style:?} {explode}");
            assert_eq!(segment("color", style, explode, &object), object_is, "{style:?} {explode}");
        }
        assert_eq!(segment("color", Style::Matrix, false, &json!("blue")), ";color=blue");
        assert_eq!(segment("color", Style::Label, false, &json!("blue")), ".blue");
    }

    #[test]
    fn queries_are_written_as_the_specification_shows() {
        let (list, object) = (json!(["blue", "black"]), json!({ "G": 200, "R": 100 }));
        let written = |style, explode, value: &Value| joined(&pairs("color", style, explode, value), "&");
        assert_eq!(written(Style::Form, false, &list), "color=blue,black");
        assert_eq!(written(Style::Form, true, &list), "color=blue&color=black");
        assert_eq!(written(Style::SpaceDelimited, false, &list), "color=blue%20black");
        assert_eq!(written(Style::PipeDelimited, false, &list), "color=blue%7Cblack");
        assert_eq!(written(Style::Form, false, &object), "color=G,200,R,100");
        assert_eq!(written(Style::Form, true, &object), "G=200&R=100");
        assert_eq!(written(Style::DeepObject, true, &object), "color%5BG%5D=200&color%5BR%5D=100");
        let nested = json!({ "in": ["a", "b"], "no": null, "range": { "gte": 1 } });
        assert_eq!(
            written(Style::DeepObject, true, &nested),
            "color%5Bin%5D%5B0%5D=a&color%5Bin%5D%5B1%5D=b&color%5Brange%5D%5Bgte%5D=1"
        );
        let lists = json!([{ "id": 1, "tags": ["x"] }, { "id": 2, "tags": null }]);
        assert_eq!(
            written(Style::DeepObject, true, &lists),
            "color%5B0%5D%5Bid%5D=1&color%5B0%5D%5Btags%5D%5B0%5D=x&color%5B1%5D%5Bid%5D=2"
        );
    }

    #[test]
    fn null_is_left_out_in_every_style() {
        let (list, object) = (json!(["a", null]), json!({ "G": null, "R": 1 }));
        let written = |style, explode, value: &Value| joined(&pairs("c", style, explode, value), "&");
        for (style, explode, list_is, object_is) in [
            (Style::Form, true, "c=a", "R=1"),
            (Style::Form, false, "c=a", "c=R,1"),
            (Style::PipeDelimited, false, "c=a", "c=R%7C1"),
            (Style::DeepObject, true, "c%5B0%5D=a", "c%5BR%5D=1"),
        ] {
            assert_eq!(written(style, explode, &list), list_is, "{style:?} {explode}");
            assert_eq!(written(style, explode, &object), object_is, "{style:?} {explode}");
        }
        assert_eq!(segment("c", Style::Simple, true, &object), "R=1");
        assert_eq!(header(false, &object), "R,1");
    }

    #[test]
    fn what_separates_values_is_encoded_within_them() {
        let list = json!(["a,b", "c&d=e", "f;g.h", "é"]);
        assert_eq!(segment("x", Style::Simple, false, &list), "a%2Cb,c%26d%3De,f%3Bg.h,%C3%A9");
        assert_eq!(joined(&pairs("x", Style::Form, false, &list), "&"), "x=a%2Cb,c%26d%3De,f%3Bg.h,%C3%A9");
    }

    #[test]
    fn queries_and_cookies_are_added_to_those_that_are_there() {
        let address = "http://127.0.0.1/?first=1".parse().expect("an address");
        let mut request = reqwest::Request::new(reqwest::Method::GET, address);
        add_query(&mut request, "then", Style::Form, true, &json!(["a", "b"]));
        add_query(&mut request, "nothing", Style::Form, true, &json!([]));
        add_cookie(&mut request, "one", true, &json!("a b"));
        add_cookie(&mut request, "two", true, &json!(2));
        assert_eq!(request.url().query(), Some("first=1&then=a&then=b"));
        assert_eq!(
            request.headers().get(COOKIE).and_then(|cookies| cookies.to_str().ok()),
            Some("one=a%20b; two=2")
        );
    }
}
