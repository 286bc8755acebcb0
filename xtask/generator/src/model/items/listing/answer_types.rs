//! The items of answers that have one of several forms.

use super::item::Item;
use crate::model::items::{AnswerType, TypeText};
use crate::model::{Group, Operation};

/// The type of such an answer, with its variants.
pub(super) fn items(
    group: &Group,
    operation: &Operation,
    answer: &AnswerType,
    path: &'static str,
) -> Vec<Item> {
    let pointer = operation.answers_pointer();
    let name = format!("operations::{}::{}", group.accessor, answer.name);
    let mut items = vec![Item::word(name.clone(), "enum", &pointer).open()];
    let derived = ["Clone", "Debug", "PartialEq"];
    items.extend(derived.map(|derived| Item::word(format!("{name}: {derived}"), "impl", &pointer)));
    items.extend(answer.variants.iter().map(|(variant, held)| {
        Item::value(format!("{name}::{variant}"), TypeText::of(held, path).within("(", ")"), &pointer)
    }));
    items
}
