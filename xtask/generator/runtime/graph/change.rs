//! A difference between two graphs.

use serde_json::Value;
use std::fmt;

/// One difference between two graphs. Its text is a line that begins with `+`, `-` or `~`.
///
/// An element that has no id is called by its position, such as `(no id, position 2)`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// An element was added.
    ElementAdded {
        /// Its id.
        id: String,
        /// Its kind, if its JSON shows one.
        kind: Option<String>,
    },
    /// An element was removed.
    ElementRemoved {
        /// Its id.
        id: String,
        /// Its kind, if its JSON shows one.
        kind: Option<String>,
    },
    /// A property of an element was added, removed or changed. Edges are not among the properties.
    PropertyChanged {
        /// The id of the element.
        id: String,
        /// The place of the property in the element, as a JSON pointer.
        pointer: String,
        /// Its value before; `None` if there was none.
        old: Option<Value>,
        /// Its value after; `None` if there is none.
        new: Option<Value>,
    },
    /// An edge was added.
    EdgeAdded {
        /// The element that it leaves.
        from: String,
        /// Its label.
        label: String,
        /// The element that it leads to.
        to: String,
    },
    /// An edge was removed.
    EdgeRemoved {
        /// The element that it left.
        from: String,
        /// Its label.
        label: String,
        /// The element that it led to.
        to: String,
    },
    /// An edge leads to another element.
    EdgeChanged {
        /// The element that it leaves.
        from: String,
        /// Its label.
        label: String,
        /// The element that it led to.
        old: String,
        /// The element that it leads to.
        new: String,
    },
}

/// All differences between two graphs. Their text has a line for each of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    pub(super) all: Vec<Change>,
}

impl Changes {
    /// Whether the graphs are the same. The order of the elements does not count.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The number of differences.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// The differences: of each element in the order of the new graph, and then of those that were removed.
    pub fn iter(&self) -> std::slice::Iter<'_, Change> {
        self.all.iter()
    }
}

impl<'a> IntoIterator for &'a Changes {
    type Item = &'a Change;
    type IntoIter = std::slice::Iter<'a, Change>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Changes {
    type Item = Change;
    type IntoIter = std::vec::IntoIter<Change>;

    fn into_iter(self) -> Self::IntoIter {
        self.all.into_iter()
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|change| writeln!(f, "{change}"))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of_kind =
            |kind: &Option<String>| kind.as_ref().map_or_else(String::new, |kind| format!(" ({kind})"));
        match self {
            Self::ElementAdded { id, kind } => write!(f, "+ element `{id}`{}", of_kind(kind)),
            Self::ElementRemoved { id, kind } => write!(f, "- element `{id}`{}", of_kind(kind)),
            Self::PropertyChanged { id, pointer, old, new } => match (old, new) {
                (Some(old), Some(new)) => write!(f, "~ element `{id}`: {pointer} {old} -> {new}"),
                (None, Some(new)) => write!(f, "~ element `{id}`: {pointer} added, {new}"),
                (Some(old), None) => write!(f, "~ element `{id}`: {pointer} removed, it was {old}"),
                (None, None) => write!(f, "~ element `{id}`: {pointer}"),
            },
            Self::EdgeAdded { from, label, to } => write!(f, "+ edge `{label}` of `{from}` -> `{to}`"),
            Self::EdgeRemoved { from, label, to } => write!(f, "- edge `{label}` of `{from}` -> `{to}`"),
            Self::EdgeChanged { from, label, old, new } => {
                write!(f, "~ edge `{label}` of `{from}`: `{old}` -> `{new}`")
            }
        }
    }
}
