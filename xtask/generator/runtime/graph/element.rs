//! What a graph asks of its elements, and what the API asks of its graphs.

use serde::Serialize;

/// A value that has an id and leads to others by their ids.
///
/// The unions of this crate whose values refer to each other implement it.
pub trait GraphElement: Serialize {
    /// What is particular to graphs of such elements.
    const RULES: GraphRules;

    /// What identifies the element; `None` if its JSON shows no id.
    fn id(&self) -> Option<&str>;

    /// The kind of the element; `None` if its JSON shows none.
    fn kind(&self) -> Option<&str>;

    /// The label of each way out, and the id of the element at its end.
    fn edges(&self) -> Vec<(&str, &str)>;

    /// Whether the crate knows elements of this kind, and so where they hold their ways out.
    fn is_known(&self) -> bool;
}

/// What is particular to the graphs of one kind of elements.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct GraphRules {
    /// The kinds of elements at which a graph begins. It has exactly one of them. If there are none, neither beginnings
    /// nor what is reached from them is checked.
    pub start: &'static [&'static str],
    /// The kinds of elements at which a graph ends. If there are none, it is not checked whether ends are reached.
    pub end: &'static [&'static str],
    /// The kind of elements whose ways out are chosen by chance, if there is one.
    pub shares: Option<ShareRules>,
    /// The properties that drawings show of elements, by kind: JSON pointers into the element.
    pub summary: &'static [(&'static str, &'static [&'static str])],
    /// The paths to the objects of an element that hold its edges by label.
    pub edge_places: &'static [&'static [&'static str]],
    /// The property of an edge that holds the id of the element at its end.
    pub edge_target: &'static str,
}

/// The rules for elements whose ways out are chosen by chance: their labels are shares such as `10%`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShareRules {
    /// The kind of such elements.
    pub kind: &'static str,
    /// How many shares one of them has at most.
    pub most: usize,
    /// The label of the way out that takes what the shares leave, if there is one. It does not count as a share.
    pub rest: Option<&'static str>,
}

impl GraphRules {
    /// Whether a graph begins at elements of this kind.
    pub(crate) fn is_start(&self, kind: Option<&str>) -> bool {
        kind.is_some_and(|kind| self.start.contains(&kind))
    }

    /// Whether a graph ends at elements of this kind.
    pub(crate) fn is_end(&self, kind: Option<&str>) -> bool {
        kind.is_some_and(|kind| self.end.contains(&kind))
    }
}
