//! The items that callers read webhooks with.

use super::item::{Item, Piece};
use crate::model::JsonPointer;
use crate::model::items::{Crate, TypeText};

/// The place in a document that names the events.
const POINTER: &str = "/webhooks";

/// The path of the type.
const EVENT: &str = "webhooks::Event";

pub(super) fn items(made: &Crate) -> Vec<Item> {
    let events = &made.api.events;
    if events.is_empty() {
        return Vec::new();
    }
    let pointer = JsonPointer::from(POINTER);
    let mut items = vec![Item::word(EVENT.to_owned(), "enum", &pointer).open()];
    items.extend(
        ["Clone", "Debug", "PartialEq"].map(|name| Item::word(format!("{EVENT}: {name}"), "impl", &pointer)),
    );
    let argument = |name: &str, text: &str| Piece { name: name.to_owned(), ..Piece::fixed(text) };
    let parse = vec![argument("name", "&str"), argument("body", "&[u8]")];
    let returns = Piece::fixed("Result<Self, Error>");
    items.push(Item::function(format!("{EVENT}::parse"), None, parse, returns, &pointer));
    let name = format!("{EVENT}::name");
    items.push(Item::function(name, Some("&self"), Vec::new(), Piece::fixed("&str"), &pointer));
    for event in &events.listed {
        let text = TypeText::of(&event.value, "types::").within("(", ")");
        let path = format!("{EVENT}::{}", event.variant);
        items.push(Item::value(path, text, &event.pointer).deprecated(event.docs.deprecated));
    }
    let text = TypeText::fixed("{ name: String, body: Value }");
    items.push(Item::value(format!("{EVENT}::{}", events.unknown), text, &pointer));
    items.into_iter().map(|item| item.because([&pointer])).collect()
}
