//! The items of the headers of answers.

use super::item::{Item, Piece};
use crate::model::items::TypeText;
use crate::model::{Group, Name, Operation, TypeRef};

/// The struct for the headers, with its fields and the function that reads it.
pub(super) fn items(group: &Group, operation: &Operation, name: &Name, path: &'static str) -> Vec<Item> {
    let pointer = operation.answers_pointer();
    let name = format!("operations::{}::{name}", group.accessor);
    let mut items = vec![Item::word(name.clone(), "struct", &pointer).open()];
    let derived = ["Clone", "Debug", "Default", "PartialEq"];
    items.extend(derived.map(|derived| Item::word(format!("{name}: {derived}"), "impl", &pointer)));
    items.extend(operation.headers.iter().map(|header| {
        let text = TypeText::of(held(&header.type_ref), path).within("Option<", ">");
        let field = Item::value(format!("{name}.{}", header.name), text, &header.pointer);
        field.deprecated(header.docs.deprecated)
    }));
    let headers = Piece { name: "headers".to_owned(), ..Piece::fixed("&HeaderMap") };
    items.push(Item::function(format!("{name}::of"), None, vec![headers], Piece::fixed("Self"), &pointer));
    let reasons: Vec<_> = operation.headers.iter().map(|header| header.pointer.clone()).collect();
    for item in &mut items {
        if item.reasons.is_empty() {
            item.reasons.clone_from(&reasons);
        }
    }
    items
}

/// What a header holds; one that may be null is like one that is not there.
fn held(type_ref: &TypeRef) -> &TypeRef {
    match type_ref {
        TypeRef::Nullable(inner) => held(inner),
        other => other,
    }
}
