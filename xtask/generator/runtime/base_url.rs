//! The address that requests are made below, and which addresses are refused.

use crate::error::Error;
use crate::settings;
use reqwest::Url;

/// The address as requests are made below it, without a slash at the end.
pub(crate) fn check(text: Option<&str>) -> Result<String, Error> {
    let Some(text) = text else { return Err(Error::configuration(missing(settings::BASE_URL_ENVIRONMENT))) };
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

/// What is said where neither the API's document nor the caller names an address.
fn missing(variable: Option<&str>) -> String {
    let variable =
        variable.map_or_else(String::new, |name| format!(", or in the variable {name} with `from_env`"));
    format!("the API names no address of its own: give the base URL with `ClientBuilder::base_url`{variable}")
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_api_without_an_address_of_its_own_asks_for_one() {
        let error = check(None).unwrap_err().to_string();
        assert!(error.contains("ClientBuilder::base_url") && error.contains("EXAMPLE_BASE_URL"), "{error}");
        assert_eq!(
            missing(None),
            "the API names no address of its own: give the base URL with `ClientBuilder::base_url`"
        );
    }
}
