//! The items of operations: groups, methods, and the types of requests with optional arguments.

use super::item::{Item, ItemKind, Piece};
use super::{answer_headers, answer_types};
use crate::model::items::{AnswerPlan, Crate, GroupItem, OperationItem, RequestType, TypeText};
use crate::model::{Framing, Group, JsonPointer, Operation};

/// The path of the API's types in the modules of operations.
const TYPES: &str = "types::";

pub(super) fn items(made: &Crate) -> impl Iterator<Item = Item> {
    made.api.groups.iter().zip(&made.groups).flat_map(move |(group, item)| {
        let mut items = Vec::new();
        accessor(group, item, &mut items);
        let type_path = type_path(group, item);
        for (operation, item) in group.operations.iter().zip(&item.operations) {
            let begin = items.len();
            let path = format!("{type_path}::{}", operation.name);
            operation_items(made, (group, path), operation, item, &mut items);
            for listed in items.iter_mut().skip(begin) {
                listed.operation = Some(operation.id.clone());
            }
        }
        items
    })
}

/// The path of the group's type in the module of the group.
fn path_in_module(group: &Group) -> String {
    format!("operations::{}::{}", group.accessor, group.type_name)
}

/// The shortest path of the group's type.
fn type_path(group: &Group, item: &GroupItem) -> String {
    if item.is_at_root { group.type_name.to_string() } else { path_in_module(group) }
}

/// The group's type and the method of the client that makes it. They exist for the operations of the group.
fn accessor(group: &Group, item: &GroupItem, items: &mut Vec<Item>) {
    let path = type_path(group, item);
    let pointers: Vec<&JsonPointer> = group.operations.iter().map(|operation| &operation.pointer).collect();
    let Some(&pointer) = pointers.first() else { return };
    let arguments = item.arguments.iter().zip(&group.parameters).map(|(argument, bound)| {
        let parameters = group.operations.iter().flat_map(|operation| &operation.parameters);
        let same =
            parameters.filter(|other| other.place == bound.place && other.parameter == bound.parameter);
        Piece {
            pointers: same.map(|other| other.pointer.clone()).collect(),
            ..Piece::argument(argument, TYPES)
        }
    });
    let returns = Piece::new(TypeText::fixed(group.type_name.as_str()), pointer);
    let mut listed = vec![
        Item::word(path.clone(), "struct", pointer).open(),
        Item::word(format!("{path}: Clone"), "impl", pointer),
        Item::word(format!("{path}: Debug"), "impl", pointer),
        Item::function(
            format!("Client::{}", group.accessor),
            Some("&self"),
            arguments.collect(),
            returns,
            pointer,
        ),
    ];
    if item.is_at_root {
        listed.push(Item::word(path_in_module(group), "the same type", pointer));
    }
    let id = group.operations.first().map(|operation| operation.id.clone());
    for item in &mut listed {
        item.operation.clone_from(&id);
    }
    items.extend(listed.into_iter().map(|item| item.because(pointers.iter().copied())));
}

fn operation_items(
    made: &Crate,
    (group, path): (&Group, String),
    operation: &Operation,
    item: &OperationItem,
    items: &mut Vec<Item>,
) {
    let pointer = &operation.pointer;
    let arguments = item.arguments.iter().map(|(argument, _)| Piece::argument(argument, TYPES)).collect();
    let returns = Piece::fixed(item.request_name.as_str());
    let method = Item::function(path, Some("&self"), arguments, returns, pointer);
    items.push(method.because([pointer]).deprecated(operation.docs.deprecated));
    if let Some(answer) = item.answer.one_of.as_ref().filter(|answer| !answer.is_of_another) {
        items.extend(answer_types::items(group, operation, answer, TYPES));
    }
    if let Some(name) = &item.headers_type {
        items.extend(answer_headers::items(group, operation, name, TYPES));
    }
    let path = format!("operations::{}::{}", group.accessor, item.request_name);
    match &item.request_type {
        Some(request) => request_type(made, &path, request, (operation, &item.answer), items),
        None => {
            let alias = Item::word(path.clone(), ItemKind::ALIAS, pointer).open();
            items.extend([alias, send(&path, operation, &item.answer)].map(|item| item.because([pointer])));
        }
    }
}

fn request_type(
    made: &Crate,
    path: &str,
    request: &RequestType,
    (operation, answer): (&Operation, &AnswerPlan),
    items: &mut Vec<Item>,
) {
    let pointer = &operation.pointer;
    let begin = items.len();
    items.push(Item::word(path.to_owned(), "struct", pointer).open());
    items.extend(["Clone", "Debug"].map(|name| Item::word(format!("{path}: {name}"), "impl", pointer)));
    let method = |name: &str, arguments: Vec<Piece>, returns: Piece| {
        Item::function(format!("{path}::{name}"), Some("self"), arguments, returns, pointer)
    };
    if request.takes_more_parts {
        let arguments = [("name", "impl AsRef<str>"), ("part", "impl Into<Part>")]
            .map(|(name, taken)| Piece { name: name.to_owned(), ..Piece::fixed(taken) });
        items.push(method("add_part", arguments.into(), Piece::fixed("Self")));
    }
    if operation.is_paged() {
        items.push(method("pages", Vec::new(), value(operation, answer, "Pages<", ">")));
        items.push(method("items", Vec::new(), value(operation, answer, "Entries<", ">")));
    }
    items.push(send(path, operation, answer));
    for item in items.iter_mut().skip(begin) {
        // The type exists for its optional arguments, and is removed with the operation.
        item.reasons = request.pointers().chain([pointer]).cloned().collect();
    }
    items.extend(request.setters.iter().map(|setter| {
        let (argument, pointer) = (&setter.argument, &setter.argument.pointer);
        let name = format!("{path}::{}", setter.method);
        let taken = vec![Piece::argument(argument, TYPES)];
        Item::function(name, Some("self"), taken, Piece::fixed("Self"), pointer)
            .because([pointer, &operation.pointer])
            .deprecated(made.api.described(operation, setter.source).is_some_and(|(_, docs)| docs.deprecated))
    }));
}

/// The method that sends a request, which stands for all that end it.
fn send(path: &str, operation: &Operation, answer: &AnswerPlan) -> Item {
    let sent = match item_words(operation) {
        Some([before, after]) => {
            let (before, after) = (format!("ItemStream<{before}"), format!("{after}>"));
            value(operation, answer, &before, &after)
        }
        None => value(operation, answer, "", ""),
    };
    let path = format!("{path}::send");
    let mut send = Item::function(path, Some("self"), Vec::new(), sent, &operation.pointer);
    if let ItemKind::Function { keyword, .. } = &mut send.kind {
        *keyword = "async fn";
    }
    send
}

/// The words around the type of an item of the stream, if the answer is one.
fn item_words(operation: &Operation) -> Option<[&'static str; 2]> {
    operation.success.streamed.as_ref().map(|streamed| match streamed.framing {
        Framing::Events => ["Event<", ">"],
        Framing::Lines | Framing::Sequence => ["", ""],
        Framing::Parts => ["BodyPart<", ">"],
    })
}

/// The type of an answer's value, within another type.
fn value(operation: &Operation, answer: &AnswerPlan, before: &str, after: &str) -> Piece {
    let text = match (&answer.type_ref, &answer.one_of) {
        (_, Some(made)) => TypeText::fixed(made.name.as_str()),
        (Some(type_ref), None) => TypeText::of(type_ref, TYPES),
        (None, None) => TypeText::fixed("()"),
    };
    let text = if answer.is_optional { text.within("Option<", ">") } else { text };
    Piece::new(text.within(before, after), &operation.answers_pointer())
}

impl RequestType {
    /// The places of its optional arguments.
    fn pointers(&self) -> impl Iterator<Item = &JsonPointer> {
        self.setters.iter().map(|setter| &setter.argument.pointer)
    }
}
