//! Path templates in other spellings than OpenAPI's, such as `/things/{id:[0-9]+}` or `things/:id`, and what stands behind
//! the path.

use super::servers::is_base_url;
use crate::document::path_template::split;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What may stand in a path as it is (RFC 3986): the rest is escaped. `%` begins an escape.
const IN_A_PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'%')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@')
    .remove(b'/');

/// The same for a query.
const IN_A_QUERY: &AsciiSet = &IN_A_PATH.remove(b'?');

/// A path, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Spelling {
    /// The template, as OpenAPI spells it.
    pub(super) template: String,
    /// The part of the query that is the same in all calls.
    pub(super) query: Option<String>,
    /// The parts of the query that are parameters: the key, and the name of the parameter.
    pub(super) in_query: Vec<(String, String)>,
    /// What only tells operations apart.
    pub(super) fragment: Option<String>,
}

/// The server and the path of a path that is a whole address.
pub(super) fn address(path: &str) -> Option<(&str, &str)> {
    let after_scheme = path.find("://")? + 3;
    let host = path.get(after_scheme..)?.find('/')? + after_scheme;
    let (server, rest) = path.split_at(host);
    is_base_url(server).then_some((server, rest))
}

impl Spelling {
    /// The path as a key of `paths`.
    pub(super) fn key(&self) -> String {
        let mut key = self.template.clone();
        for (sign, part) in [('?', &self.query), ('#', &self.fragment)] {
            if let Some(part) = part {
                key.push(sign);
                key.push_str(part);
            }
        }
        key
    }

    /// Takes a path apart. `is_declared` says whether there is a parameter of the path of that name.
    pub(super) fn of(path: &str, is_declared: &dyn Fn(&str) -> bool) -> Self {
        let (template, query, fragment) = split(path);
        let mut spelling = Self {
            template: String::new(),
            query: None,
            in_query: Vec::new(),
            fragment: fragment.map(|fragment| escaped(fragment, IN_A_QUERY)),
        };
        spelling.add_query(query.unwrap_or_default());
        spelling.add_template(template.trim(), is_declared);
        if !spelling.template.starts_with('/') {
            spelling.template.insert(0, '/');
        }
        spelling
    }

    fn add_query(&mut self, query: &str) {
        let mut fixed = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            match name.filter(|name| !name.is_empty() && !name.contains(['{', '}'])) {
                Some(name) => self.in_query.push((key.to_owned(), name.to_owned())),
                None => fixed.push(escaped(pair, IN_A_QUERY)),
            }
        }
        self.query = (!fixed.is_empty()).then(|| fixed.join("&"));
    }

    fn add_template(&mut self, mut rest: &str, is_declared: &dyn Fn(&str) -> bool) {
        while let Some((literal, after)) = rest.split_once('{') {
            self.add_literal(literal, is_declared);
            let Some((name, following)) = closed(after) else {
                // Without an end, the parameter ends with its segment.
                let (name, following) = after.find('/').map_or((after, ""), |at| after.split_at(at));
                self.add_parameter(name, is_declared);
                rest = following;
                continue;
            };
            self.add_parameter(name, is_declared);
            rest = following;
        }
        self.add_literal(rest, is_declared);
    }

    /// A part of the template outside of braces. `:id` and `<id>` are parameters where one is declared.
    fn add_literal(&mut self, literal: &str, is_declared: &dyn Fn(&str) -> bool) {
        let mut segments = literal.split('/');
        self.template.push_str(&escaped(segments.next().unwrap_or_default(), IN_A_PATH));
        for segment in segments {
            self.template.push('/');
            let bracketed = segment.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
            match segment.strip_prefix(':').or(bracketed).filter(|name| is_declared(name)) {
                Some(name) => self.template.push_str(&format!("{{{name}}}")),
                None => self.template.push_str(&escaped(segment, IN_A_PATH)),
            }
        }
    }

    /// A parameter: `{id}`, or with signs of URI templates (RFC 6570), a pattern, or further braces.
    fn add_parameter(&mut self, raw: &str, is_declared: &dyn Fn(&str) -> bool) {
        if is_declared(raw) && !raw.contains(['{', '}']) {
            self.template.push_str(&format!("{{{raw}}}"));
            return;
        }
        let name = raw.trim().trim_matches(['{', '}']).trim();
        let (sign, name) = match name.chars().next() {
            Some(sign @ ('+' | '#' | '.' | '/' | ';' | '?' | '&')) => {
                (Some(sign), name.get(1..).unwrap_or_default())
            }
            _ => (None, name),
        };
        let names = name.split(',').map(|name| {
            let name = name.split([':', '=']).next().unwrap_or_default();
            name.trim().trim_end_matches(['*', '?', '+', '>']).trim_start_matches(['<', '*', '$'])
        });
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        if matches!(sign, Some('?' | '&')) {
            self.in_query.extend(names.iter().map(|name| ((*name).to_owned(), (*name).to_owned())));
            return;
        }
        for (index, name) in names.iter().enumerate() {
            self.template.push_str(match (index, sign) {
                (_, Some('.')) => ".",
                (_, Some('/')) => "/",
                (0, _) => "",
                _ => ",",
            });
            self.template.push_str(&format!("{{{name}}}"));
        }
        if names.is_empty() {
            self.template.push_str("{}");
        }
    }
}

/// The text up to the brace that closes the one before it, and what follows.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
    }
    None
}

fn escaped(text: &str, set: &'static AsciiSet) -> String {
    utf8_percent_encode(text, set).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(path: &str) -> String {
        Spelling::of(path, &|name| ["id", "name:"].contains(&name)).key()
    }

    #[test]
    fn a_path_as_openapi_spells_it_stays_as_it_is() {
        for path in [
            "/",
            "/a/{b}.{c}/d:undelete",
            "/a%20b/{x}",
            "/a//b",
            "/{name:}",
            "/a?x=1&y",
            "/a#b?c",
            "/a?b#c/d",
        ] {
            assert_eq!(key(path), path);
        }
    }

    #[test]
    fn other_spellings_become_that_of_openapi() {
        for (path, read) in [
            ("a", "/a"),
            ("", "/"),
            ("/{id:.+}/x", "/{id}/x"),
            ("/{id:[0-9]{3}}", "/{id}"),
            ("/{name=projects/*}:run", "/{name}:run"),
            ("/{+id}/{path*}", "/{id}/{path}"),
            ("/{{id}}", "/{id}"),
            ("/{ id }", "/{id}"),
            ("/{id/x", "/{id}/x"),
            ("/a{.format}{/rest}", "/a.{format}/{rest}"),
            ("/:id/:other", "/{id}/:other"),
            ("/<id>", "/{id}"),
            ("/a b/é", "/a%20b/%C3%A9"),
            ("/a}", "/a%7D"),
            ("/{}", "/{}"),
            ("/{rest:.*}", "/{rest}"),
            ("/{id?}/{n:a#b}", "/{id}/{n}"),
        ] {
            assert_eq!(key(path), read, "{path}");
        }
    }

    #[test]
    fn a_query_with_parameters_is_told_from_one_that_is_fixed() {
        let spelling = Spelling::of("/a{?x,y*}?q={query}&fixed=1&b", &|_| false);
        let pair = |key: &str, name: &str| (key.to_owned(), name.to_owned());
        assert_eq!(spelling.in_query, [pair("q", "query"), pair("x", "x"), pair("y", "y")]);
        assert_eq!(spelling.key(), "/a?fixed=1&b");
    }
}
