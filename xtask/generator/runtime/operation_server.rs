//! Operations that the document puts on servers of their own.

// An API need not use all of it.
#![allow(dead_code)]

use crate::base_url;
use crate::request::Request;
use crate::settings;
use reqwest::Url;

impl<T> Request<T> {
    /// Calls the server that was chosen of the operation's own, or the one that it has without a choice, unless the client
    /// was given an address.
    pub(crate) fn at_chosen_server(self, choice: &str, default: &'static str) -> Self {
        let client = self.call.client.clone();
        let mut chosen = client.inner.operation_servers.iter().rev();
        match chosen.find(|(known, _)| *known == choice) {
            Some((_, server)) => self.at_server(server),
            None => self.at_server(default),
        }
    }

    /// Calls a server of the operation's own, unless the client was given an address.
    pub(crate) fn at_server(self, server: &str) -> Self {
        let called = self.call.client.base_url().to_owned();
        let is_given = settings::BASE_URL.is_none_or(|known| known.trim_end_matches('/') != called);
        if is_given {
            return self;
        }
        self.revised(|request| {
            *request.url_mut() = moved(request.url(), &called, server)?;
            Ok(())
        })
    }
}

/// The same address on another server.
fn moved(url: &Url, from: &str, to: &str) -> Result<Url, String> {
    let to = base_url::check(Some(to)).map_err(|error| error.to_string())?;
    let rest = url.as_str().strip_prefix(from).unwrap_or_default();
    Url::parse(&format!("{to}{rest}")).map_err(|error| error.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_address_moves_with_its_path_and_its_query() {
        let url = "https://api.example.com/v1/a%2Fb?c=d".parse().unwrap();
        let moved = |to| moved(&url, "https://api.example.com/v1", to);
        assert_eq!(
            moved("https://files.example.com/").unwrap().as_str(),
            "https://files.example.com/a%2Fb?c=d"
        );
        assert_eq!(moved("http://127.0.0.1:1/x").unwrap().as_str(), "http://127.0.0.1:1/x/a%2Fb?c=d");
        assert!(moved("http://files.example.com").unwrap_err().contains("http:"));
    }
}
