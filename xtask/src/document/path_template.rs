//! Path templates: `/accounts/{account_id}/routes`.

/// The names of the parameters in a path template, each once, in order.
///
/// What is refused here would change the meaning of the URL, or has none in it: the rest of the generator puts the
/// template's text into a request as it stands.
pub(super) fn parameters(template: &str) -> Result<Vec<&str>, String> {
    if !template.starts_with('/') {
        return Err("a path must begin with `/`".to_owned());
    }
    let mut names = Vec::new();
    for segment in template.split('/') {
        if is_dots(segment) {
            return Err(format!("the segment `{segment}` of the path would lead elsewhere"));
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
            // Cloudflare's document has a parameter that stands twice in its path: it is one, filled in twice.
            if !names.contains(&name) {
                names.push(name);
            }
            rest = following;
        }
        check_literal(rest)?;
    }
    Ok(names)
}

/// `.` and `..`, written out or as URI escapes.
fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

/// The characters that RFC 3986 allows in a path, outside of parameters.
fn check_literal(literal: &str) -> Result<(), String> {
    let is_good =
        |character: char| character.is_ascii_alphanumeric() || "-._~%!$&'()*+,;=:@".contains(character);
    match literal.chars().find(|character| !is_good(*character)) {
        None => Ok(()),
        Some(bad) => Err(format!("{bad:?} cannot stand in a path")),
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
