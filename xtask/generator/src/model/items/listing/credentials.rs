//! The items that callers authenticate with.

use super::item::{Item, Piece};
use crate::model::items::{Crate, TypeText};
use crate::model::{JsonPointer, Name};

/// The place in a document that lists the sufficient sets of secrets.
const POINTER: &str = "/security";

pub(super) fn items(made: &Crate) -> Vec<Item> {
    let pointer = JsonPointer::from(POINTER);
    let schemes = &made.api.security.schemes;
    let function = |path: String, receiver, names: Vec<&Name>| {
        let taken = |name: &Name| Piece { name: name.to_string(), ..Piece::fixed("impl Into<String>") };
        Item::function(path, receiver, names.into_iter().map(taken).collect(), Piece::fixed("Self"), &pointer)
    };
    let mut items: Vec<Item> = schemes
        .iter()
        .map(|scheme| function(format!("ClientBuilder::{}", scheme.name), Some("self"), vec![&scheme.name]))
        .collect();
    if made.api.security.has_credentials() {
        items.push(Item::word("Credentials".to_owned(), "enum", &pointer).open());
        items.extend(
            ["Clone", "Debug"].map(|name| Item::word(format!("Credentials: {name}"), "impl", &pointer)),
        );
        let taken = Piece { name: "credentials".to_owned(), ..Piece::fixed("Credentials") };
        let path = "ClientBuilder::credentials".to_owned();
        items.push(Item::function(path, Some("self"), vec![taken], Piece::fixed("Self"), &pointer));
    }
    for set in &made.credentials {
        let names: Vec<&Name> =
            set.schemes.iter().filter_map(|index| schemes.get(*index)).map(|scheme| &scheme.name).collect();
        let fields: Vec<String> = names.iter().map(|name| format!("{name}: SecretString")).collect();
        let text = TypeText::fixed(&format!("{{ {} }}", fields.join(", ")));
        items.push(Item::value(format!("Credentials::{}", set.variant), text, &pointer));
        items.push(function(format!("Credentials::{}", set.function), None, names));
    }
    items.into_iter().map(|item| item.because([&pointer])).collect()
}
