//! What is known of an operation before it is called.

use crate::secrets::Requirements;
use reqwest::StatusCode;

/// An operation of the API.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its name for people who look at traces, such as `dynamic_routing.get`.
    pub(crate) name: &'static str,
    /// Its path template in the document.
    // Only spans and mock servers ask.
    #[allow(dead_code)]
    pub(crate) path: &'static str,
    /// The query parameters that ask for one page of a list, where it is a list.
    pub(crate) pages: Option<PageQuery>,
    /// Whether 304 says that nothing has changed, and is no failure.
    pub(crate) is_conditional: bool,
    /// The sets of security schemes of which a call needs one; `None` where they are those of the API.
    pub(crate) security: Option<Requirements>,
}

impl Operation {
    /// Whether an answer of this status is one that the call was made for.
    pub(crate) fn is_success(&self, status: StatusCode) -> bool {
        status.is_success() || (self.is_conditional && status == StatusCode::NOT_MODIFIED)
    }
}

/// The query parameters that ask for one page of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageQuery {
    /// The one that holds the number of the page; the first page is 1.
    pub(crate) number: &'static str,
    /// The one that holds how many items a page has.
    pub(crate) size: &'static str,
}
