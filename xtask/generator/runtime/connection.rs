//! What progenitor's methods stand on: each makes the request of one operation.

/// What progenitor's methods are called on. The names of the fields are progenitor's.
#[derive(Clone, Debug)]
pub(crate) struct Connection {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
}
