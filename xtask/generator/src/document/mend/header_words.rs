//! What can stand in headers: names, and media types.

/// Whether this is a token (RFC 9110, 5.6.2): header names and the parts of media types are tokens.
pub(super) fn is_token(text: &str) -> bool {
    let is_good = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_good)
}

/// Whether this is a media type or a range of them, with or without parameters: `text/plain; charset=utf-8`, `image/*`.
pub(super) fn is_media_type(text: &str) -> bool {
    let mut parts = text.split(';');
    is_essence(parts.next().unwrap_or_default().trim()) && parts.all(is_parameter)
}

fn is_essence(essence: &str) -> bool {
    essence.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

fn is_parameter(part: &str) -> bool {
    part.trim().split_once('=').is_some_and(|(name, value)| {
        let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        is_token(name) && is_token(quoted.unwrap_or(value))
    })
}

/// The media types that a text means: several with commas between them, or one with something behind it that is no
/// parameter, or the name of a format alone. None if there is none.
pub(super) fn meant(text: &str) -> Vec<String> {
    let one = |text: &str| {
        let mut parts = text.split(';');
        let essence = match parts.next().unwrap_or_default().trim() {
            "json" => "application/json",
            "text" => "text/plain",
            other => other,
        };
        let kept: Vec<&str> = parts.map(str::trim).filter(|part| is_parameter(part)).collect();
        is_essence(essence).then(|| [&[essence], kept.as_slice()].concat().join("; "))
    };
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(one)
        .collect::<Option<_>>()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_by_something_like_a_media_type_is_found() {
        for (text, media_types) in [
            ("text/plain; utf-8", &["text/plain"][..]),
            ("application/json, application/xml", &["application/json", "application/xml"]),
            ("application/json; charset=utf-8; x", &["application/json; charset=utf-8"]),
            ("application/json;", &["application/json"]),
            ("json", &["application/json"]),
            ("string", &[]),
            ("t\"y", &[]),
            ("", &[]),
        ] {
            assert_eq!(meant(text), media_types, "{text}");
        }
    }
}
