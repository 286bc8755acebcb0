//! The name of a file, as an answer says it (RFC 6266).

use crate::header_parameters::parameters;
use percent_encoding::percent_decode_str;
use reqwest::header::{CONTENT_DISPOSITION, HeaderMap};

/// The name that the header `Content-Disposition` gives. It is a name and no path: what stands before a separator is cut
/// off, so that nothing is written outside of a folder.
pub(super) fn file_name(headers: &HeaderMap) -> Option<String> {
    // The header may hold what is no text in ASCII.
    let said = String::from_utf8_lossy(headers.get(CONTENT_DISPOSITION)?.as_bytes()).into_owned();
    let parameters = parameters(&said);
    let value = |wanted: &str| {
        parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.as_str())
    };
    let extended = value("filename*").and_then(decoded);
    let name = extended.or_else(|| value("filename").map(str::to_owned))?;
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|character| !character.is_control()).collect();
    let name = name.trim();
    (!matches!(name, "" | "." | "..")).then(|| name.to_owned())
}

/// A value with a charset and percent-encoded characters (RFC 8187).
fn decoded(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _, text) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes: Vec<u8> = percent_decode_str(text).collect();
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => String::from_utf8(bytes).ok(),
        // The first 256 characters of Unicode.
        "iso-8859-1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn name(said: &str) -> Option<String> {
        let value = HeaderValue::from_bytes(said.as_bytes()).ok()?;
        file_name(&HeaderMap::from_iter([(CONTENT_DISPOSITION, value)]))
    }

    #[test]
    fn the_name_is_read_in_all_the_forms_that_it_has() {
        for (said, expected) in [
            ("attachment; filename=plain.txt", "plain.txt"),
            ("attachment; filename=\"two words.txt\"; size=3", "two words.txt"),
            (r#"attachment; filename="a \"b\";c.txt""#, "a \"b\";c.txt"),
            ("attachment; filename=\"euro.txt\"; filename*=UTF-8''%e2%82%ac%20rates.txt", "€ rates.txt"),
            ("attachment;filename*=iso-8859-1'en'%A3.txt", "£.txt"),
            ("attachment; FileName*=unknown''x; filename=y", "y"),
            ("inline; filename=\"na\u{ef}ve.txt\"", "na\u{ef}ve.txt"),
        ] {
            assert_eq!(name(said).as_deref(), Some(expected), "{said}");
        }
    }

    #[test]
    fn a_name_is_no_path() {
        for (said, expected) in [
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            (r#"attachment; filename="C:\\Windows\\x.dll""#, Some("x.dll")),
            ("attachment; filename*=UTF-8''..%2F..%2Fx", Some("x")),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename=\"a/\"", None),
            ("attachment", None),
            ("attachment; filename=", None),
        ] {
            assert_eq!(name(said).as_deref(), expected, "{said}");
        }
    }
}
