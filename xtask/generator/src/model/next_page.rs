//! Lists whose pages name the next one.

use serde::Serialize;

/// How an answer is a page of a list that names the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextPage {
    /// The path of the list in the answer's value; empty: the value is the list.
    pub items: Vec<String>,
    /// How the next page is found.
    pub found_by: FoundBy,
}

/// How the next page of a list is found. Paths begin at the answer's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// By the header `Link`.
    Link,
    /// By a property.
    Property {
        /// Its path. It holds an address, or a cursor.
        at: Vec<String>,
        /// The query parameter that takes a cursor.
        parameter: Option<String>,
        /// The path of the flag that says whether there is more; empty where there is none.
        more: Vec<String>,
    },
    /// By the last item of the page.
    LastItem {
        /// The property of an item that holds its id.
        id: String,
        /// The query parameter that takes the id.
        parameter: String,
        /// The path of the flag that says whether there is more.
        more: Vec<String>,
    },
}
