//! The difference between two public APIs: what was removed, added or changed, why, and the version step for each.

use super::change::{ApiChange, Edition, Spot};
use super::finding::Cause;
use super::subject::Subject;
use super::verdict::Step;
use crate::model::items::{Differing, Item, ItemKind, Piece};
use crate::model::{JsonPointer, Name};
use std::collections::BTreeSet;

/// The aspect of an item that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    /// Whether it exists, and its signature.
    Shape,
    /// The order of its arguments, which the compiler may not notice.
    Order,
    /// Whether it is deprecated.
    Deprecation,
}

/// A change of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) aspect: Aspect,
    pub(super) change: ApiChange,
    /// Why it changed; empty if no single place is the reason.
    pub(super) causes: BTreeSet<Cause>,
    /// The type that the item belongs to.
    pub(super) owner: Option<Name>,
    /// Whether the item is that type itself.
    pub(super) is_type: bool,
    /// Whether it is an implementation of a trait.
    pub(super) is_implementation: bool,
    /// Whether it is only another path of a type.
    pub(super) is_path: bool,
    edition: Edition,
    pointer: JsonPointer,
    operation: Option<String>,
}

/// All changes from one API to another, by item.
pub(super) fn differences(differing: &Differing) -> Vec<Difference> {
    let Differing { old, new, parents } = differing;
    let mut found = Vec::new();
    for was in old.iter() {
        match new.get(&was.path) {
            Some(is) => changes(was, is, &mut found),
            None => {
                let text = (Some(was.text()), None);
                found.push(difference(
                    Aspect::Shape,
                    (Edition::Old, was),
                    text,
                    Step::Major,
                    reasons(Edition::Old, was),
                ));
            }
        }
    }
    for is in new.iter().filter(|item| old.get(&item.path).is_none()) {
        // Code that lists all parts of a closed type lacks the new one.
        let is_closed =
            is.parent().and_then(|parent| parents.get(parent)).is_some_and(|parent| !parent.is_open);
        let step = if is_closed { Step::Major } else { Step::Minor };
        let text = (None, Some(is.text()));
        found.push(difference(Aspect::Shape, (Edition::New, is), text, step, reasons(Edition::New, is)));
    }
    found.sort_by(|a, b| a.change.cmp(&b.change));
    found
}

/// Adds the changes of an item that both have.
fn changes(was: &Item, is: &Item, found: &mut Vec<Difference>) {
    let here = (Edition::New, is);
    let (was_text, is_text) = (was.text(), is.text());
    // Callers know an alias by its name, so a type of that name takes its place; what it lacks is gone by itself.
    let is_alias = |item: &Item| item.kind == ItemKind::Word(ItemKind::ALIAS);
    if is_alias(was) != is_alias(is) {
        return;
    }
    if was_text != is_text || (was.is_open && !is.is_open) {
        found.push(difference(
            Aspect::Shape,
            here,
            (Some(was_text), Some(is_text)),
            Step::Major,
            causes(was, is),
        ));
    } else if is_permutation(&names(was), &names(is)) {
        let list = |item: &Item| Some(format!("({})", names(item).join(", ")));
        found.push(difference(
            Aspect::Order,
            here,
            (list(was), list(is)),
            Step::Major,
            cause_of_all(was, is),
        ));
    }
    if was.is_deprecated != is.is_deprecated {
        let step = if is.is_deprecated { Step::Minor } else { Step::Patch };
        let word = |item: &Item| item.is_deprecated.then(|| "deprecated".to_owned());
        let places = [(Edition::Old, was), (Edition::New, is)]
            .map(|(edition, item)| Cause::Deprecation(edition, item.pointer.clone()));
        found.push(difference(Aspect::Deprecation, here, (word(was), word(is)), step, places.into()));
    }
}

/// Why an item was added or removed.
fn reasons(edition: Edition, item: &Item) -> BTreeSet<Cause> {
    item.reasons.iter().map(|pointer| Cause::Place(edition, pointer.clone())).collect()
}

impl Difference {
    /// The place in the documents that the item comes from.
    pub(super) fn spot(&self, old: &Subject<'_>, new: &Subject<'_>) -> Spot {
        let subject = if self.edition == Edition::Old { old } else { new };
        let of_owner = || self.owner.as_ref().and_then(|owner| subject.operation_of_type(owner));
        Spot {
            operation: self.operation.clone().or_else(of_owner),
            document: self.edition,
            pointer: subject.existing(&self.pointer),
        }
    }
}

fn difference(
    aspect: Aspect,
    (edition, item): (Edition, &Item),
    (old, new): (Option<String>, Option<String>),
    step: Step,
    causes: BTreeSet<Cause>,
) -> Difference {
    Difference {
        aspect,
        change: ApiChange { item: item.path.clone(), old, new, step, is_part: false },
        causes,
        owner: item.owner.clone(),
        is_type: item.is_type(),
        is_implementation: item.kind == ItemKind::Word("impl"),
        is_path: item.kind == ItemKind::Word("the same type"),
        edition,
        pointer: item.pointer.clone(),
        operation: item.operation.clone(),
    }
}

/// Why an item changed: the places of its parts that changed, or types in them that were renamed.
fn causes(was: &Item, is: &Item) -> BTreeSet<Cause> {
    let mut causes = BTreeSet::new();
    match (&was.kind, &is.kind) {
        (ItemKind::Value(was), ItemKind::Value(is)) => piece(was, is, &mut causes),
        (
            ItemKind::Function { arguments: before, returns: was, .. },
            ItemKind::Function { arguments: after, returns: is, .. },
        ) => {
            for old in before {
                match after.iter().find(|new| new.name == old.name) {
                    Some(new) => piece(old, new, &mut causes),
                    None => causes.extend(places(Edition::Old, old)),
                }
            }
            let is_new = |new: &&Piece| !before.iter().any(|old| old.name == new.name);
            causes.extend(after.iter().filter(is_new).flat_map(|new| places(Edition::New, new)));
            piece(was, is, &mut causes);
        }
        _ => causes = cause_of_all(was, is),
    }
    causes
}

/// The place of the item itself, in both documents, with those of its parts.
fn cause_of_all(was: &Item, is: &Item) -> BTreeSet<Cause> {
    [(Edition::Old, was), (Edition::New, is)]
        .into_iter()
        .flat_map(|(edition, item)| {
            let parts = arguments(item).iter().flat_map(move |piece| places(edition, piece));
            parts.chain([Cause::Place(edition, item.pointer.clone())])
        })
        .collect()
}

/// Adds why a part changed, if it did.
fn piece(was: &Piece, is: &Piece, causes: &mut BTreeSet<Cause>) {
    match was.text.renamed(&is.text) {
        Some(names) => {
            causes.extend(names.into_iter().map(|(old, new)| Cause::Renamed(old.clone(), new.clone())));
        }
        None => causes.extend(places(Edition::Old, was).chain(places(Edition::New, is))),
    }
}

fn places(edition: Edition, piece: &Piece) -> impl Iterator<Item = Cause> {
    piece.pointers.iter().map(move |pointer| Cause::Place(edition, pointer.clone()))
}

fn arguments(item: &Item) -> &[Piece] {
    match &item.kind {
        ItemKind::Function { arguments, .. } => arguments,
        ItemKind::Word(_) | ItemKind::Value(_) => &[],
    }
}

fn names(item: &Item) -> Vec<&str> {
    arguments(item).iter().map(|argument| argument.name.as_str()).collect()
}

/// Whether two lists hold the same names in another order.
fn is_permutation(old: &[&str], new: &[&str]) -> bool {
    let sorted = |names: &[&str]| {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort();
        names
    };
    old != new && sorted(old) == sorted(new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::items::TypeText;

    fn piece(name: &str, text: &str) -> Piece {
        Piece {
            name: name.to_owned(),
            text: TypeText::fixed(text),
            pointers: vec![format!("/{name}").into()],
        }
    }

    fn item(path: &str, kind: ItemKind) -> Item {
        Item {
            path: path.to_owned(),
            kind,
            owner: None,
            operation: None,
            pointer: format!("/{path}").into(),
            reasons: vec![format!("/{path}").into()],
            is_deprecated: false,
            is_open: true,
        }
    }

    fn function(path: &str, arguments: &[(&str, &str)]) -> Item {
        let arguments = arguments.iter().map(|(name, text)| piece(name, text)).collect();
        let returns = piece("", "Self");
        item(path, ItemKind::Function { keyword: "fn", receiver: None, arguments, returns })
    }

    fn found(old: &[Item], new: &[Item]) -> Vec<Difference> {
        differences(&Differing::of(|| old.iter().cloned(), || new.iter().cloned()))
    }

    fn steps(old: &[Item], new: &[Item]) -> Vec<(Aspect, Step)> {
        found(old, new).into_iter().map(|difference| (difference.aspect, difference.change.step)).collect()
    }

    #[test]
    fn what_is_gone_or_changed_is_major_and_what_is_new_is_minor() {
        let (one, other) = ([function("a", &[])], [function("a", &[("b", "bool")])]);
        assert_eq!(steps(&one, &[]), [(Aspect::Shape, Step::Major)]);
        assert_eq!(steps(&one, &other), [(Aspect::Shape, Step::Major)]);
        assert_eq!(steps(&[], &one), [(Aspect::Shape, Step::Minor)]);
        assert_eq!(steps(&one, &one), []);
    }

    #[test]
    fn a_field_more_breaks_those_who_list_all_fields_of_a_struct_that_is_closed() {
        let open = item("S", ItemKind::Word("struct"));
        let closed = Item { is_open: false, ..open.clone() };
        let field = item("S.f", ItemKind::Value(piece("", "bool")));
        for (owner, step) in [(open, Step::Minor), (closed, Step::Major)] {
            assert_eq!(
                steps(std::slice::from_ref(&owner), &[owner.clone(), field.clone()]),
                [(Aspect::Shape, step)]
            );
        }
    }

    #[test]
    fn arguments_may_be_called_otherwise_but_not_change_places() {
        let takes = |names: [&str; 2]| [function("f", &names.map(|name| (name, "String")))];
        assert_eq!(steps(&takes(["a", "b"]), &takes(["a", "c"])), []);
        assert_eq!(steps(&takes(["a", "b"]), &takes(["b", "a"])), [(Aspect::Order, Step::Major)]);
    }

    #[test]
    fn a_deprecation_is_minor_and_taking_it_back_is_a_patch() {
        let one = function("a", &[]);
        let (one, other) = ([one.clone()], [Item { is_deprecated: true, ..one }]);
        assert_eq!(steps(&one, &other), [(Aspect::Deprecation, Step::Minor)]);
        assert_eq!(steps(&other, &one), [(Aspect::Deprecation, Step::Patch)]);
    }

    #[test]
    fn a_function_changes_because_of_the_arguments_that_changed_and_of_no_other() {
        let was = [function("f", &[("a", "bool"), ("b", "i32")])];
        let is = [function("f", &[("a", "bool"), ("b", "i64"), ("c", "bool")])];
        let causes = found(&was, &is).into_iter().flat_map(|difference| difference.causes);
        let places = [(Edition::Old, "/b"), (Edition::New, "/b"), (Edition::New, "/c")];
        let places = places.map(|(edition, pointer)| Cause::Place(edition, pointer.into()));
        assert_eq!(causes.collect::<BTreeSet<_>>(), BTreeSet::from(places));
    }
}
