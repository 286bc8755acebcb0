//! What may be wrong with a graph.

use std::fmt;

/// Something that is wrong with a graph. Its text is a sentence that names the elements.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// An element has no id.
    MissingId {
        /// The position of the element in the list, from 0.
        position: usize,
    },
    /// Several elements have the same id.
    DuplicateId {
        /// The id.
        id: String,
        /// How many elements have it.
        count: usize,
    },
    /// An edge leads to an id that no element has.
    EdgeToNothing {
        /// The element that the edge leaves.
        from: String,
        /// The label of the edge.
        label: String,
        /// The id that no element has.
        to: String,
    },
    /// No element is of a kind at which a graph begins.
    NoStart {
        /// The kinds at which one begins.
        kinds: &'static [&'static str],
    },
    /// Several elements are of a kind at which a graph begins.
    SeveralStarts {
        /// The elements.
        ids: Vec<String>,
    },
    /// No way leads from the beginning to these elements.
    Unreachable {
        /// The elements.
        ids: Vec<String>,
    },
    /// A way leads back to where it began.
    Cycle {
        /// The elements in the order in which they are passed; the last leads to the first.
        ids: Vec<String>,
    },
    /// No way leads from these elements to one at which a graph ends.
    NoWayToEnd {
        /// The elements.
        ids: Vec<String>,
        /// The kinds at which a graph ends.
        kinds: &'static [&'static str],
    },
    /// The shares of an element are more than 100 % together.
    SharesOverWhole {
        /// The element.
        id: String,
        /// The sum of the shares in percent.
        total: f64,
    },
    /// An element has more shares than the API allows.
    TooManyShares {
        /// The element.
        id: String,
        /// How many it has.
        count: usize,
        /// How many it may have.
        most: usize,
    },
    /// The label of a way out is not a share.
    NoShare {
        /// The element.
        id: String,
        /// The label.
        label: String,
        /// The label that need not be a share, if there is one.
        rest: Option<&'static str>,
    },
}

impl Problem {
    /// The ids of the elements concerned. For a missing id there are none.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        match self {
            Self::MissingId { .. } | Self::NoStart { .. } => Vec::new(),
            Self::EdgeToNothing { from: id, .. }
            | Self::DuplicateId { id, .. }
            | Self::SharesOverWhole { id, .. }
            | Self::TooManyShares { id, .. }
            | Self::NoShare { id, .. } => vec![id],
            Self::SeveralStarts { ids }
            | Self::Unreachable { ids }
            | Self::Cycle { ids }
            | Self::NoWayToEnd { ids, .. } => ids.iter().map(String::as_str).collect(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingId { position } => write!(f, "the element at position {position} has no id"),
            Self::DuplicateId { id, count } => write!(f, "{count} elements have the id `{id}`"),
            Self::EdgeToNothing { from, label, to } => {
                write!(f, "the edge `{label}` of `{from}` leads to `{to}`, and no element has this id")
            }
            Self::NoStart { kinds } => write!(f, "there is no element of the kind {}", list(kinds, "or")),
            Self::SeveralStarts { ids } => {
                write!(f, "the graph begins at several elements: {}", list(ids, "and"))
            }
            Self::Unreachable { ids } => write!(f, "no way leads from the start to {}", list(ids, "or")),
            Self::Cycle { ids } => {
                let way: Vec<String> = ids.iter().chain(ids.first()).map(|id| format!("`{id}`")).collect();
                write!(f, "there is a cycle: {}", way.join(" -> "))
            }
            Self::NoWayToEnd { ids, kinds } => {
                let kinds = list(kinds, "or");
                write!(f, "no way leads from {} to an element of the kind {kinds}", list(ids, "or"))
            }
            Self::SharesOverWhole { id, total } => {
                write!(f, "the shares of `{id}` are {total} % together, which is more than 100 %")
            }
            Self::TooManyShares { id, count, most } => {
                write!(f, "`{id}` has {count} shares, and {most} are allowed")
            }
            Self::NoShare { id, label, rest } => {
                write!(f, "the label `{label}` of `{id}` is not a share such as `10%`")?;
                rest.map_or(Ok(()), |rest| write!(f, " or `{rest}`"))
            }
        }
    }
}

/// Names in a sentence: `a`, `b` or `c`.
fn list(names: &[impl fmt::Display], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
