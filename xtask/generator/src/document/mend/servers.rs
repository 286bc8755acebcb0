//! Mends the servers: the first one then has an absolute address, or there is none.

use http::Uri;
use serde_json::{Value, json};

use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::pointer::Pointer;

/// Mends the document's servers. OpenAPI's default is `/`, which is no absolute address either.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let servers = document.get("servers").and_then(Value::as_array).cloned().unwrap_or_default();
    let addresses: Vec<String> = servers.iter().filter_map(address).collect();
    // A document without servers has no such place.
    let list = Pointer::root().join("servers");
    let at = match (document.get("servers").is_some(), servers.is_empty()) {
        (false, _) => Pointer::root(),
        (true, true) => list,
        (true, false) => list.join(0).join("url"),
    };
    let problem = match addresses.first() {
        Some(first) if is_base_url(first) => return Ok(()),
        Some(first) if is_dangerous(first) => {
            return faults.add(at, Fault::DangerousServer { problem: NOT_ABSOLUTE.to_owned() });
        }
        Some(first) => not_absolute(first),
        None => "the document names no server".to_owned(),
    };
    let Value::Object(fields) = document else { return Ok(()) };
    if let Some(read) = addresses.iter().find_map(|address| completed(address)) {
        fields.insert("servers".to_owned(), json!([{ "url": read }]));
        fields.sort_keys();
        return faults.add(at, Fault::ServerInAnotherSpelling { problem, read });
    }
    fields.remove("servers");
    faults.add(at, Fault::NoServer { problem })
}

const NOT_ABSOLUTE: &str = "the first server is not an absolute `http:` or `https:` address";

/// Why a server cannot be called.
fn not_absolute(address: &str) -> String {
    let between = |open: char, close: char| {
        let word = address.split_once(open)?.1.split_once(close)?.0;
        (!word.is_empty()).then_some(word)
    };
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let authority = rest.split('/').next().unwrap_or_default();
    let of_first = "the address of the first server";
    if let Some(name) = between('{', '}') {
        format!("{of_first} has the variable `{name}`, which is not declared")
    } else if let Some(word) = between('<', '>') {
        format!("{of_first} has `<{word}>` in it, which is to be filled in")
    } else if !scheme.is_empty() && authority.contains('@') {
        format!("{of_first} has a user name in it")
    } else if ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        if rest.contains(['?', '#']) {
            format!("{of_first} has a query or a fragment")
        } else {
            format!("{of_first} cannot be called: `{}`", address.escape_debug())
        }
    } else if !scheme.is_empty() {
        format!("{of_first} has the scheme `{}`, which is not `http` or `https`", scheme.escape_debug())
    } else {
        NOT_ABSOLUTE.to_owned()
    }
}

/// The address of a server, with the defaults of its variables.
fn address(server: &Value) -> Option<String> {
    let mut address = server.get("url")?.as_str()?.to_owned();
    for (variable, values) in server.get("variables").and_then(Value::as_object).into_iter().flatten() {
        let default = values.get("default").and_then(Value::as_str).unwrap_or_default();
        address = address.replace(&format!("{{{variable}}}"), default);
    }
    Some(address)
}

/// The absolute address that is meant: without blanks around it, with the scheme that it lacks, and up to its query.
fn completed(address: &str) -> Option<String> {
    let address = address.trim();
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let host = address.trim_start_matches("//").split(['/', ':']).next().unwrap_or_default();
    let is_host = host.contains('.') && host.starts_with(|c: char| c.is_ascii_alphanumeric());
    let completed = match address {
        _ if address.starts_with("//") && is_host => format!("https:{address}"),
        _ if address.contains("://") => address.to_owned(),
        _ if host == "localhost" => format!("http://{address}"),
        _ if is_host && !address.starts_with('/') => format!("https://{address}"),
        _ => return None,
    };
    (is_base_url(&completed) && !is_dangerous(&completed)).then_some(completed)
}

/// Whether an address is no slip but could do harm.
fn is_dangerous(address: &str) -> bool {
    let (scheme, rest) = address.split_once(':').unwrap_or(("", address));
    let authority = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
    let address = &without_placeholders(address);
    let userinfo = authority.rsplit_once('@').map(|(before, _)| before).unwrap_or_default();
    address.chars().any(char::is_control)
        || address.contains(['"', '\\', '<', '>', '^', '`', '|'])
        || userinfo.contains(['@', '%', '?', '#'])
        || leads_elsewhere(address)
        || ["file", "javascript", "data", "vbscript"]
            .iter()
            .any(|bad| scheme.trim().eq_ignore_ascii_case(bad))
}

/// An address without words in angle brackets, which people put where a host has to be filled in.
fn without_placeholders(address: &str) -> String {
    let mut kept = String::new();
    let mut rest = address;
    while let Some((before, (word, after))) =
        rest.split_once('<').and_then(|(before, more)| Some((before, more.split_once('>')?)))
    {
        let is_word = word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_ .".contains(&b));
        if word.is_empty() || !is_word {
            break;
        }
        kept.push_str(before);
        kept.push('x');
        rest = after;
    }
    kept + rest
}

fn leads_elsewhere(address: &str) -> bool {
    let path = address.split_once("://").map_or("", |(_, rest)| rest);
    path.split('/').any(|segment| {
        let segment = segment.to_ascii_lowercase().replace("%2e", ".");
        segment == "." || segment == ".."
    })
}

/// Whether requests can be made below an address: it is absolute, and has no user information, no query, no fragment, no characters that need escapes
/// and no `.` or `..` in its path.
#[must_use]
pub fn is_base_url(address: &str) -> bool {
    let plain = address.bytes().all(|b| b.is_ascii_graphic() && !b"\"\\{}<>^`|@?#".contains(&b));
    let Some(uri) = address.parse::<Uri>().ok().filter(|_| plain) else { return false };
    let has_port = uri.authority().is_some_and(|authority| authority.as_str().len() > authority.host().len());
    matches!(uri.scheme_str(), Some("http" | "https"))
        && uri.host().is_some_and(|host| !host.is_empty())
        && (!has_port || uri.port_u16().is_some())
        && !leads_elsewhere(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_an_address_that_can_be_called_and_nothing_else() {
        for good in
            ["https://example.com", "http://127.0.0.1:8080/v1/", "https://[::1]:9/a.b", "https://a-b.c/d%20e"]
        {
            assert!(is_base_url(good), "{good}");
        }
        for bad in [
            "",
            "/v1",
            "https://",
            "https:///v1",
            "file:///etc/passwd",
            "javascript:pwn()",
            "ftp://example.com",
            "https://u:p@example.com",
            "https://example.com?a",
            "https://example.com#a",
            "https://example.com:99999",
            "https://example.com:",
            "https://[::x/",
            "https://{x}/",
            "https://example.com/\"; pwn(); //",
            "https://example.com/\n",
            "https://example.com/a b",
            "https://example.com/../x",
            "https://example.com/%2E%2e/x",
            "https://ex\u{e4}mple.com",
        ] {
            assert!(!is_base_url(bad), "{bad}");
        }
    }

    #[test]
    fn an_address_is_completed_where_its_meaning_is_plain() {
        for (address, read) in [
            ("//api.example.com/v1", "https://api.example.com/v1"),
            ("api.example.com", "https://api.example.com"),
            (" https://example.com ", "https://example.com"),
            ("https://example.com/v1?key=1#top", "https://example.com/v1"),
            ("localhost:8080/x", "http://localhost:8080/x"),
        ] {
            assert_eq!(completed(address).as_deref(), Some(read), "{address}");
        }
        for address in ["/", "/v1", "", "{host}/v1", "https://{host}", "ws://example.com", "v1"] {
            assert_eq!(completed(address), None, "{address}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_server_is_said() {
        for (address, problem) in [
            ("https://<your-host>/v1", "has `<your-host>` in it, which is to be filled in"),
            ("https://example.com/{version}", "has the variable `version`, which is not declared"),
            ("https://u:p@example.com", "has a user name in it"),
            ("ftp://example.com", "has the scheme `ftp`"),
            ("https://example.com:99999", "cannot be called: `https://example.com:99999`"),
            ("/v1", "is not an absolute"),
        ] {
            assert!(not_absolute(address).contains(problem), "{}", not_absolute(address));
        }
        assert!(!not_absolute("https://u:p@example.com").contains("u:p"));
    }

    #[test]
    fn an_address_that_could_do_harm_is_no_slip() {
        for address in [
            "https://u:p@v@example.com",
            "https://<script>alert()</script>",
            "file:///etc/passwd",
            "https://example.com/\"; pwn(); //",
            "https://example.com/\n",
            "https://example.com/../x",
        ] {
            assert!(is_dangerous(address), "{address}");
        }
        for address in [
            "/",
            "//example.com",
            "https://{host}/v1",
            "https://example.com:99999",
            "",
            "https://<your-host>/v1",
            "https://u:p@example.com",
            "http://user@<host name>",
        ] {
            assert!(!is_dangerous(address), "{address}");
        }
    }
}
