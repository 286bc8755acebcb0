//! The address that requests are made below, and which addresses are refused.

use crate::error::Error;
use reqwest::Url;

/// The address as requests are made below it, without a slash at the end.
pub(crate) fn check(text: &str) -> Result<String, Error> {
    let refuse = |problem: &str| Err(Error::configuration(format!("the base URL {problem}")));
    let Ok(url) = Url::parse(text) else { return refuse("is not a URL") };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("has user information; secrets are set by themselves");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("has a query or a fragment");
    }
    match (url.scheme(), url.host()) {
        ("https", Some(_)) => {}
        ("http", Some(host)) if is_loopback(&host.to_string()) => {}
        ("http", Some(_)) => {
            return refuse("is `http:` to another machine, where anyone on the way can read the secrets");
        }
        _ => return refuse("is neither `https:` nor `http:`"),
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
