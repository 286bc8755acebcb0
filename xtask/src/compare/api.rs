//! The difference between two public APIs: what is gone, new, or not what it was, and the version step for each.

use super::change::ApiChange;
use super::surface::{Item, Surface};
use super::verdict::Step;

/// What of an item changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    /// Whether it is there, and what it looks like.
    Shape,
    /// The order of its arguments, which the compiler need not notice.
    Order,
    /// Whether it is deprecated.
    Deprecation,
}

/// A change of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) aspect: Aspect,
    pub(super) change: ApiChange,
}

/// All changes from one API to another, by item.
pub(super) fn differences(old: &Surface, new: &Surface) -> Vec<Difference> {
    let mut found = Vec::new();
    for (path, was) in old {
        let Some(is) = new.get(path) else {
            found.push(shape(path, Some(was), None, Step::Major));
            continue;
        };
        if was.text != is.text || (was.is_open && !is.is_open) {
            found.push(shape(path, Some(was), Some(is), Step::Major));
        } else if is_permutation(&was.arguments, &is.arguments) {
            let list = |item: &Item| Some(format!("({})", item.arguments.join(", ")));
            found.push(difference(Aspect::Order, path, list(was), list(is), Step::Major));
        }
        if was.deprecated != is.deprecated {
            let step = if is.deprecated { Step::Minor } else { Step::Patch };
            let word = |item: &Item| item.deprecated.then(|| "deprecated".to_owned());
            found.push(difference(Aspect::Deprecation, path, word(was), word(is), step));
        }
    }
    for (path, is) in new.iter().filter(|(path, _)| !old.contains_key(*path)) {
        // Whoever lists all parts of a type that is not open has one too few.
        let parent = path.rsplit_once('.').map(|(parent, _)| parent);
        let is_closed = parent.and_then(|parent| old.get(parent)).is_some_and(|parent| !parent.is_open);
        found.push(shape(path, None, Some(is), if is_closed { Step::Major } else { Step::Minor }));
    }
    found.sort_by(|a, b| a.change.cmp(&b.change));
    found
}

fn shape(path: &str, old: Option<&Item>, new: Option<&Item>, step: Step) -> Difference {
    let text = |item: Option<&Item>| item.map(|item| item.text.clone());
    difference(Aspect::Shape, path, text(old), text(new), step)
}

fn difference(
    aspect: Aspect,
    path: &str,
    old: Option<String>,
    new: Option<String>,
    step: Step,
) -> Difference {
    Difference { aspect, change: ApiChange { item: path.to_owned(), old, new, step } }
}

/// Whether two lists hold the same names in another order.
fn is_permutation(old: &[String], new: &[String]) -> bool {
    let sorted = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort();
        names
    };
    old != new && sorted(old) == sorted(new)
}
