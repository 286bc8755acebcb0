//! Bodies that are made anew for each try of a call.

/// A body that is read while it is sent.
pub(crate) trait BodySource: Send + Sync {
    /// The body for one try, or why there is none.
    fn body(&self) -> Result<reqwest::Body, String>;

    /// Whether it can be sent from its beginning: again, where it has been sent before.
    fn can_be_sent(&self) -> bool;
}
