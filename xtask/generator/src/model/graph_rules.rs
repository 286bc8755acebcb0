//! What is particular to the graphs of a union's values.

use serde::Serialize;
use std::collections::BTreeMap;

/// The rules for graphs of a union's values.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct GraphRules {
    /// The kinds at which a graph begins.
    pub start: Vec<String>,
    /// The kinds at which a graph ends.
    pub end: Vec<String>,
    /// The kind whose ways out are chosen by chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shares: Option<ShareRules>,
    /// The JSON pointers of the properties that drawings show, by kind.
    pub summary: BTreeMap<String, Vec<String>>,
}

/// The rules for values whose ways out are chosen by chance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShareRules {
    /// The kind of such values.
    pub kind: String,
    /// How many shares one has at most.
    pub most: usize,
    /// The label of the way out that takes the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rest: Option<String>,
}
