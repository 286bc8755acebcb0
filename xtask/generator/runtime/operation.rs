//! What is known of an operation before it is called.

use crate::response::Answer;
use crate::secrets::Requirements;
use reqwest::{StatusCode, Url};

/// Finds the address of the next page in an answer from an address; `None` at the end of the list.
pub(crate) type NextPage = fn(&Answer, &Url) -> Result<Option<Url>, String>;

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
    /// What finds the next page of a list whose pages name it.
    pub(crate) next_page: Option<NextPage>,
    /// The statuses beside those of 2xx that are no failures: 304, where it says that nothing has changed, and redirects,
    /// where they are all that the operation answers with.
    pub(crate) also_answered: &'static [u16],
    /// The sets of security schemes of which a call needs one; `None` where they are those of the API.
    pub(crate) security: Option<Requirements>,
}

impl Operation {
    /// Whether an answer of this status is one that the call was made for.
    pub(crate) fn is_success(&self, status: StatusCode) -> bool {
        status.is_success() || self.also_answered.contains(&status.as_u16())
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
