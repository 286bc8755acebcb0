//! What is to be done. The names are those of `experiments.toml`.

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Task {
    pub address: String,
    pub call: String,
    #[serde(default)]
    pub end: String,
    /// Whether everything that is logged goes to stderr.
    #[serde(default)]
    pub logs: bool,
    pub id: Option<String>,
    pub account: Option<String>,
    pub name: Option<String>,
    #[serde(default)]
    pub client: Given,
    #[serde(default)]
    pub options: Options,
}

impl Task {
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or("r")
    }

    pub fn account(&self) -> &str {
        self.account.as_deref().unwrap_or("a")
    }

    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("n")
    }
}

/// What the client is made of; times are in seconds.
#[derive(Deserialize, Default)]
pub struct Given {
    pub token: Option<String>,
    pub email: Option<String>,
    pub key: Option<String>,
    pub timeout: Option<f64>,
    pub retries: Option<u32>,
    #[serde(default)]
    pub own_http: bool,
}

/// What is said of the one call.
#[derive(Deserialize, Default)]
pub struct Options {
    pub timeout: Option<f64>,
    pub deadline: Option<f64>,
    pub retries: Option<u32>,
    pub header: Option<(String, String)>,
    pub query: Option<(String, String)>,
    pub body: Option<(String, String)>,
}
