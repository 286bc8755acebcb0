//! Path templates: `/accounts/{account_id}/routes`.

/// The names of the parameters in a path template, each once, in order.
///
/// The other text of a template goes into requests as it is. So everything that is not allowed in a URL, or would change
/// its meaning, is refused here.
pub(super) fn parameters(template: &str) -> Result<Vec<&str>, String> {
    if !template.starts_with('/') {
        return Err("a path must begin with `/`".to_owned());
    }
    let mut names = Vec::new();
    for segment in template.split('/') {
        if is_dots(segment) {
            return Err(format!("the segment `{segment}` would make the path lead elsewhere"));
        }
        let mut rest = segment;
        while let Some((literal, after)) = rest.split_once('{') {
            check_literal(literal)?;
            let Some((name, following)) = after.split_once('}') else {
                return Err(format!("`{{{after}` in the path is not closed within its segment"));
            };
            if name.is_empty() || name.contains('{') {
                return Err(format!("`{{{name}}}` in the path names no parameter"));
            }
            // Cloudflare's document has a path that contains the same parameter twice.
            if !names.contains(&name) {
                names.push(name);
            }
            rest = following;
        }
        check_literal(rest)?;
    }
    Ok(names)
}

/// A path without its query and its fragment, which OpenAPI does not have and people write, and those two.
pub fn split(path: &str) -> (&str, Option<&str>, Option<&str>) {
    let (before, fragment) = cut(path, '#');
    let (template, query) = cut(before, '?');
    (template, query, fragment)
}

/// Cuts at a sign outside of braces.
fn cut(text: &str, sign: char) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if character == sign && depth == 0 => {
                return (text.get(..at).unwrap_or_default(), text.get(at + sign.len_utf8()..));
            }
            _ => {}
        }
    }
    (text, None)
}

/// `.` and `..`, written out or as URI escapes.
pub(super) fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

/// The characters that RFC 3986 allows in a path, outside of parameters.
fn check_literal(literal: &str) -> Result<(), String> {
    let is_good =
        |character: char| character.is_ascii_alphanumeric() || "-._~%!$&'()*+,;=:@".contains(character);
    match literal.chars().find(|character| !is_good(*character)) {
        None => Ok(()),
        Some(bad) => Err(format!("{bad:?} is not allowed in a path")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::parameters;

    #[test]
    fn parameters_come_in_the_order_of_the_path() {
        assert_eq!(parameters("/a/{b}/c/{d}").unwrap(), ["b", "d"]);
        assert_eq!(parameters("/a/{b}.{c}/d:undelete").unwrap(), ["b", "c"]);
        assert_eq!(parameters("/a/{b}/c/{b}").unwrap(), ["b"]);
        assert_eq!(parameters("/").unwrap(), Vec::<&str>::new());
    }

    #[test]
    fn a_template_that_means_something_else_in_a_url_is_refused() {
        for template in [
            "a",
            "",
            "/{",
            "/}",
            "/{}",
            "/{{a}}",
            "/{a",
            "/a}",
            "/{a/b}",
            "/a?b",
            "/a#b",
            "/a\"b",
            "/a b",
            "/a\nb",
            "/a\\b",
            "/a/../b",
            "/./b",
            "/%2e%2E/b",
            "/é",
        ] {
            assert!(parameters(template).is_err(), "{template}");
        }
    }
}
