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

#[cfg(test)]
mod tests {
    use super::*;

    fn item(text: &str) -> Item {
        Item { text: text.to_owned(), is_open: true, ..Item::default() }
    }

    fn surface(items: &[(&str, Item)]) -> Surface {
        items.iter().map(|(path, item)| ((*path).to_owned(), item.clone())).collect()
    }

    fn steps(old: &[(&str, Item)], new: &[(&str, Item)]) -> Vec<(Aspect, Step)> {
        let found = differences(&surface(old), &surface(new));
        found.into_iter().map(|difference| (difference.aspect, difference.change.step)).collect()
    }

    #[test]
    fn what_is_gone_or_changed_is_major_and_what_is_new_is_minor() {
        let (one, other) = (("a", item("fn()")), ("a", item("fn(bool)")));
        assert_eq!(steps(std::slice::from_ref(&one), &[]), [(Aspect::Shape, Step::Major)]);
        assert_eq!(
            steps(std::slice::from_ref(&one), std::slice::from_ref(&other)),
            [(Aspect::Shape, Step::Major)]
        );
        assert_eq!(steps(&[], std::slice::from_ref(&one)), [(Aspect::Shape, Step::Minor)]);
        assert_eq!(steps(std::slice::from_ref(&one), std::slice::from_ref(&one)), []);
    }

    #[test]
    fn a_field_more_breaks_those_who_list_all_fields_of_a_struct_that_is_closed() {
        let closed = Item { is_open: false, ..item("struct") };
        let field = ("S.f", item("bool"));
        let (open, closed) = (("S", item("struct")), ("S", closed));
        assert_eq!(
            steps(std::slice::from_ref(&open), &[open.clone(), field.clone()]),
            [(Aspect::Shape, Step::Minor)]
        );
        assert_eq!(
            steps(std::slice::from_ref(&closed), &[closed.clone(), field]),
            [(Aspect::Shape, Step::Major)]
        );
    }

    #[test]
    fn arguments_may_be_called_otherwise_but_not_change_places() {
        let takes = |arguments: &[&str]| {
            let arguments = arguments.iter().map(|name| (*name).to_owned()).collect();
            [("f", Item { arguments, ..item("fn(String, String)") })]
        };
        assert_eq!(steps(&takes(&["a", "b"]), &takes(&["a", "c"])), []);
        assert_eq!(steps(&takes(&["a", "b"]), &takes(&["b", "a"])), [(Aspect::Order, Step::Major)]);
    }

    #[test]
    fn a_deprecation_is_minor_and_taking_it_back_is_a_patch() {
        let (one, other) = ([("a", item("fn()"))], [("a", Item { deprecated: true, ..item("fn()") })]);
        assert_eq!(steps(&one, &other), [(Aspect::Deprecation, Step::Minor)]);
        assert_eq!(steps(&other, &one), [(Aspect::Deprecation, Step::Patch)]);
    }
}
