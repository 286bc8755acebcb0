//! What a call is compared with, and how it differs.

use serde_json::Value;

/// A call that the server was told about.
pub(super) struct Expectation {
    pub(super) request: reqwest::Request,
    /// The path template, where its parameters may be any.
    pub(super) template: Option<&'static str>,
    pub(super) any_body: bool,
}

/// How a request differs from a call: how much, and in which ways.
pub(super) struct Difference {
    pub(super) distance: usize,
    pub(super) reasons: Vec<String>,
}

impl Expectation {
    pub(super) fn is_met_by(&self, request: &wiremock::Request) -> bool {
        request.method == *self.request.method()
            && self.has_path(request.url.path())
            && self.missing_query(request).next().is_none()
            && (self.any_body || self.has_body(&request.body))
    }

    /// How a request differs. The method counts most, then the path.
    pub(super) fn difference(&self, request: &wiremock::Request) -> Difference {
        let (mut distance, mut reasons) = (0, Vec::new());
        if request.method != *self.request.method() {
            distance += 3;
            reasons.push(format!("the method is {}", request.method));
        }
        if !self.has_path(request.url.path()) {
            let (segments, reason) = path_difference(self.template, self.path(), request.url.path());
            distance += 2 * segments;
            reasons.push(reason);
        }
        for (name, wanted) in self.missing_query(request) {
            distance += 1;
            let found = request.url.query_pairs().find(|(other, _)| *other == name);
            reasons.push(found.map_or_else(
                || format!("`{name}={wanted}` is not in the query"),
                |(_, is)| format!("`{name}` is `{is}` in the query and not `{wanted}`"),
            ));
        }
        if !self.any_body && !self.has_body(&request.body) {
            distance += 1;
            reasons.push(body_difference(self.body(), &request.body));
        }
        Difference { distance, reasons }
    }

    /// The method and the path.
    pub(super) fn line(&self) -> String {
        format!("{} {}", self.request.method(), self.template.unwrap_or_else(|| self.path()))
    }

    fn path(&self) -> &str {
        self.request.url().path()
    }

    fn has_path(&self, path: &str) -> bool {
        let own = self.path();
        self.template.map_or(own == path, |template| is_path_of(template, own, path))
    }

    fn missing_query(&self, request: &wiremock::Request) -> impl Iterator<Item = (String, String)> {
        let wanted = self.request.url().query_pairs();
        wanted
            .filter(|wanted| request.url.query_pairs().all(|is| is != *wanted))
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
    }

    fn body(&self) -> &[u8] {
        self.request.body().and_then(reqwest::Body::as_bytes).unwrap_or_default()
    }

    fn has_body(&self, body: &[u8]) -> bool {
        let wanted = self.body();
        wanted == body || json(wanted).is_some_and(|wanted| json(body) == Some(wanted))
    }
}

fn json(bytes: &[u8]) -> Option<Value> {
    serde_json::from_slice(bytes).ok()
}

/// Whether a path differs from `own` in the parameters of the template alone. What stands in front of the template is
/// the base URL's.
fn is_path_of(template: &str, own: &str, path: &str) -> bool {
    let segments = |path: &str| path.rsplit('/').map(str::to_owned).collect::<Vec<_>>();
    let (template, own, path) = (segments(template), segments(own), segments(path));
    let is_parameter = |place: usize| template.get(place).is_some_and(|wanted| wanted.contains('{'));
    own.len() == path.len()
        && own.iter().zip(&path).enumerate().all(|(place, (wanted, is))| wanted == is || is_parameter(place))
}

/// In how many segments a path differs, and the first of them.
fn path_difference(template: Option<&str>, own: &str, path: &str) -> (usize, String) {
    let segments = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
    let (own, path) = (segments(own), segments(path));
    // What stands in front of the template is the base URL's, so that its segments are counted from the end.
    let template: Vec<String> = template.map(segments).unwrap_or_default();
    let is_parameter = |place: usize| {
        let from_end = own.len().saturating_sub(place);
        let wanted = template.len().checked_sub(from_end).and_then(|place| template.get(place));
        wanted.is_some_and(|wanted| wanted.contains('{'))
    };
    let pairs = || own.iter().zip(&path).enumerate();
    let differing = || pairs().filter(|(place, (wanted, is))| wanted != is && !is_parameter(*place));
    let reason = match differing().next() {
        Some((_, (wanted, is))) => format!("the path has `{is}` where it should have `{wanted}`"),
        None if path.len() < own.len() => "the path is shorter".to_owned(),
        None => "the path is longer".to_owned(),
    };
    (differing().count() + own.len().abs_diff(path.len()), reason)
}

/// The first place at which two bodies differ.
fn body_difference(wanted: &[u8], is: &[u8]) -> String {
    match (json(wanted), json(is)) {
        (Some(wanted), Some(is)) => match first_difference(&wanted, &is, String::new()) {
            Some((place, wanted, is)) => format!("the body has {is} at `{place}` and not {wanted}"),
            None => "the body differs".to_owned(),
        },
        (_, None) if is.is_empty() => "there is no body".to_owned(),
        _ => "the body differs".to_owned(),
    }
}

/// The JSON pointer of the first difference, and what is there in each.
fn first_difference(wanted: &Value, is: &Value, place: String) -> Option<(String, String, String)> {
    let shown = |value: Option<&Value>| {
        value.map_or_else(|| "nothing".to_owned(), |value| shortened(&value.to_string()))
    };
    let inner = |name: String, wanted: Option<&Value>, is: Option<&Value>| {
        let place = format!("{place}/{name}");
        match (wanted, is) {
            (Some(wanted), Some(is)) => first_difference(wanted, is, place),
            _ => Some((place, shown(wanted), shown(is))),
        }
    };
    match (wanted, is) {
        (Value::Object(wanted), Value::Object(is)) => {
            let mut names: Vec<&String> = wanted.keys().chain(is.keys()).collect();
            names.sort();
            names.into_iter().find_map(|name| {
                let escaped = name.replace('~', "~0").replace('/', "~1");
                inner(escaped, wanted.get(name), is.get(name))
            })
        }
        (Value::Array(wanted), Value::Array(is)) => {
            (0..wanted.len().max(is.len())).find_map(|at| inner(at.to_string(), wanted.get(at), is.get(at)))
        }
        _ => (wanted != is).then(|| (place.clone(), shown(Some(wanted)), shown(Some(is)))),
    }
}

/// The beginning of a long text.
fn shortened(text: &str) -> String {
    let begin: String = text.chars().take(80).collect();
    if begin.len() < text.len() { begin + "…" } else { begin }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn any_path_parameters_are_those_of_the_template_alone() {
        let is = |path| is_path_of("/a/{id}/b", "/base/a/1/b", path);
        assert!(is("/base/a/1/b") && is("/base/a/2/b"));
        for other in
            ["/a/1/b", "/other/a/1/b", "/base/c/1/b", "/base/a/1/c", "/base/a/1/b/c", "/base/a/b", ""]
        {
            assert!(!is(other), "{other}");
        }
    }

    #[test]
    fn the_difference_of_paths_is_the_first_segment_that_is_no_parameter() {
        let difference = |path| path_difference(Some("/a/{id}/b"), "/base/a/1/b", path);
        assert_eq!(difference("/base/a/2/c"), (1, "the path has `c` where it should have `b`".to_owned()));
        assert_eq!(difference("/base/a/2"), (1, "the path is shorter".to_owned()));
        assert_eq!(difference("/base/a/2/b/d"), (1, "the path is longer".to_owned()));
    }

    #[test]
    fn the_difference_of_bodies_is_the_first_place_at_which_they_differ() {
        let difference = |wanted: Value, is: Value| {
            body_difference(wanted.to_string().as_bytes(), is.to_string().as_bytes())
        };
        let body = |id: &str| json!({ "elements": [{ "id": "a" }, { "id": id }], "name": "n" });
        assert_eq!(difference(body("b"), body("c")), "the body has \"c\" at `/elements/1/id` and not \"b\"");
        assert_eq!(difference(json!({ "a/b": 1 }), json!({})), "the body has nothing at `/a~1b` and not 1");
        assert_eq!(difference(json!([1]), json!([1, 2])), "the body has 2 at `/1` and not nothing");
        assert_eq!(body_difference(b"{}", b""), "there is no body");
        assert_eq!(body_difference(b"", b"x"), "the body differs");
    }
}
