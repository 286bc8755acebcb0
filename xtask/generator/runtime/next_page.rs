//! Lists whose pages say where the next one is: by an address, by a cursor, or in the header `Link`.

// An API need not use all of it.
#![allow(dead_code)]

use crate::pages::{Paginated, Sealed};
use crate::response::Answer;
use reqwest::Url;
use reqwest::header::LINK;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// The address of the next page; `None` at the end of the list.
type Next = Result<Option<Url>, String>;

/// The next page by a property, which holds its address, or a cursor for a parameter of the query. Where a flag says that
/// there is no more, there is none.
pub(crate) fn by_property(
    answer: &Answer,
    url: &Url,
    at: &[&str],
    parameter: Option<&str>,
    more: &[&str],
) -> Next {
    if says_no(answer, more) {
        return Ok(None);
    }
    match (text_of(value_at(&answer.body, at)), parameter) {
        (None, _) => Ok(None),
        (Some(cursor), Some(parameter)) if !is_address(&cursor) => {
            Ok(another(url, with_parameter(url, parameter, &cursor)))
        }
        (Some(address), _) => at_address(url, &address),
    }
}

/// The next page by the last item of this one, whose id goes into a parameter of the query, while a flag says that there
/// is more.
pub(crate) fn by_last_item(
    answer: &Answer,
    url: &Url,
    items: &[&str],
    id: &str,
    parameter: &str,
    more: &[&str],
) -> Next {
    if value_at(&answer.body, more) != Some(Value::Bool(true)) {
        return Ok(None);
    }
    let Some(Value::Array(items)) = value_at(&answer.body, items) else { return Ok(None) };
    let id = text_of(items.last().and_then(|item| item.get(id)).cloned());
    Ok(id.and_then(|id| another(url, with_parameter(url, parameter, &id))))
}

/// The next page by the header `Link` (RFC 8288).
pub(crate) fn by_link(answer: &Answer, url: &Url) -> Next {
    for line in answer.headers.get_all(LINK) {
        let mut rest = line.to_str().unwrap_or_default();
        while let Some((_, begun)) = rest.split_once('<') {
            let Some((address, after)) = begun.split_once('>') else { break };
            let (parameters, next) = split_outside_quotes(after);
            if parameters.iter().any(|parameter| is_next(parameter)) {
                return at_address(url, address.trim());
            }
            rest = next;
        }
    }
    Ok(None)
}

/// The parameters of a link, and what comes after the comma that ends it.
fn split_outside_quotes(text: &str) -> (Vec<&str>, &str) {
    let (mut parameters, mut begin, mut is_quoted) = (Vec::new(), 0, false);
    for (at, character) in text.char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            ';' | ',' if !is_quoted => {
                parameters.extend(text.get(begin..at));
                begin = at + 1;
                if character == ',' {
                    return (parameters, text.get(begin..).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    parameters.extend(text.get(begin..));
    (parameters, "")
}

fn is_next(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
    name.trim().eq_ignore_ascii_case("rel") && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
}

/// The address of the next page, which must be on the same server: secrets go nowhere else.
fn at_address(url: &Url, address: &str) -> Next {
    let next =
        url.join(address).map_err(|_| "the service names a next page that is no address".to_owned())?;
    if next.origin() != url.origin() {
        let origin = next.origin().ascii_serialization();
        return Err(format!(
            "the service names a next page on another server, {origin}, which is not called"
        ));
    }
    Ok(another(url, next))
}

/// A page that names itself as the next one is the last.
fn another(url: &Url, next: Url) -> Option<Url> {
    (next != *url).then_some(next)
}

fn is_address(text: &str) -> bool {
    text.starts_with(['/', '?']) || text.starts_with("http://") || text.starts_with("https://")
}

fn with_parameter(url: &Url, parameter: &str, value: &str) -> Url {
    let mut next = url.clone();
    let others: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| name != parameter)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    next.query_pairs_mut().clear().extend_pairs(others).append_pair(parameter, value);
    next
}

fn says_no(answer: &Answer, more: &[&str]) -> bool {
    !more.is_empty() && value_at(&answer.body, more) == Some(Value::Bool(false))
}

/// What names a page: text that is not empty, a number, or an object with the text in `href`.
fn text_of(value: Option<Value>) -> Option<String> {
    match value? {
        Value::String(text) => (!text.is_empty()).then_some(text),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(mut link) => text_of(link.remove("href")),
        _ => None,
    }
}

/// The value at a path of properties, with everything else passed over.
fn value_at(body: &[u8], path: &[&str]) -> Option<Value> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    serde::de::DeserializeSeed::deserialize(At(path), &mut deserializer).ok().flatten()
}

struct At<'p>(&'p [&'p str]);

impl<'de> serde::de::DeserializeSeed<'de> for At<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match self.0 {
            [] => serde::Deserialize::deserialize(deserializer).map(Some),
            _ => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let [wanted, rest @ ..] = self.0 else { return Err(A::Error::custom("no property")) };
        let mut found = None;
        while let Some(name) = map.next_key::<std::borrow::Cow<'de, str>>()? {
            if name == *wanted {
                found = map.next_value_seed(At(rest))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

impl<E> Sealed for Vec<E> {}

/// An answer that is the list itself.
impl<E: Clone + PartialEq + Send + 'static> Paginated for Vec<E> {
    type Entry = E;

    fn entries(&self) -> &[E] {
        self
    }

    fn into_entries(self) -> Self {
        self
    }

    fn number(&self) -> f64 {
        0.0
    }

    fn size(&self) -> f64 {
        0.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, HeaderValue};

    const URL: &str = "https://api.example.com/v1/things?limit=2&cursor=a";

    fn answer(body: &'static str, links: &[&'static str]) -> Answer {
        let mut headers = HeaderMap::new();
        for link in links {
            headers.append(LINK, HeaderValue::from_static(link));
        }
        Answer { status: StatusCode::OK, headers, body: body.into(), tries: 1 }
    }

    fn shown(next: Next) -> String {
        next.map_or_else(|error| error, |next| next.map_or_else(String::new, |next| next.to_string()))
    }

    #[test]
    fn a_property_is_an_address_or_a_cursor() {
        let next = |body, at: &[&str], parameter| {
            shown(by_property(&answer(body, &[]), &URL.parse().unwrap(), at, parameter, &["more"]))
        };
        let cursor = Some("cursor");
        assert_eq!(
            next(r#"{"x":[1,{"next":9}],"next":"b&c"}"#, &["next"], cursor),
            "https://api.example.com/v1/things?limit=2&cursor=b%26c"
        );
        assert_eq!(
            next(r#"{"next":7}"#, &["next"], cursor),
            "https://api.example.com/v1/things?limit=2&cursor=7"
        );
        assert_eq!(
            next(r#"{"links":{"next":"/v1/things?page=2"}}"#, &["links", "next"], cursor),
            "https://api.example.com/v1/things?page=2"
        );
        assert_eq!(
            next(r#"{"next":{"href":"?page=2"}}"#, &["next"], None),
            "https://api.example.com/v1/things?page=2"
        );
        for end in [
            r#"{"next":null}"#,
            r#"{"next":""}"#,
            "{}",
            "[]",
            r#"{"next":"b","more":false}"#,
            r#"{"next":"a"}"#,
            "",
        ] {
            assert_eq!(next(end, &["next"], cursor), "", "{end}");
        }
        assert!(
            next(r#"{"next":"https://evil.example/v1"}"#, &["next"], cursor).contains("https://evil.example")
        );
        assert!(next(r#"{"next":"http://api.example.com/v1"}"#, &["next"], None).contains("another server"));
    }

    #[test]
    fn the_last_item_names_the_next_page_while_there_is_more() {
        let next = |body| {
            let url = URL.parse().unwrap();
            shown(by_last_item(&answer(body, &[]), &url, &["data"], "id", "after", &["has_more"]))
        };
        let more = r#"{"data":[{"id":"1"},{"id":"2"}],"has_more":true}"#;
        assert_eq!(next(more), "https://api.example.com/v1/things?limit=2&cursor=a&after=2");
        for end in [
            r#"{"data":[{"id":"1"}],"has_more":false}"#,
            r#"{"data":[{"id":"1"}]}"#,
            r#"{"data":[],"has_more":true}"#,
        ] {
            assert_eq!(next(end), "", "{end}");
        }
    }

    #[test]
    fn the_header_names_the_next_page_among_others() {
        let next = |links: &[&'static str]| shown(by_link(&answer("", links), &URL.parse().unwrap()));
        let second = "https://api.example.com/v1/things?page=2";
        assert_eq!(
            next(&["<https://api.example.com/v1/things?page=9>; rel=\"last\", <?page=2>; rel=\"next\""]),
            second
        );
        assert_eq!(
            next(&["<?page=1,2>; rel=first; title=\"a, <b>; rel=next\"", "<?page=2>; title=x; REL=next"]),
            second
        );
        assert_eq!(next(&["<?page=2>; rel=\"prev next\""]), second);
        for none in [&["<?page=2>; rel=prev"][..], &[], &["nonsense"], &["<?page=2"]] {
            assert_eq!(next(none), "", "{none:?}");
        }
    }
}
