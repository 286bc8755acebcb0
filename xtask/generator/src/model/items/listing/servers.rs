//! The items of the servers that callers can choose.

use super::item::{Item, Piece};
use crate::model::JsonPointer;
use crate::model::items::{Crate, TypeText};

/// The place in a document that lists the servers.
const POINTER: &str = "/servers";

pub(super) fn items(made: &Crate) -> Vec<Item> {
    let servers = &made.api.servers;
    if servers.is_empty() {
        return Vec::new();
    }
    let pointer = JsonPointer::from(POINTER);
    let word = |path: String, word| Item::word(path, word, &pointer);
    let method = |path: String, returns: &str| {
        Item::function(path, Some("&self"), Vec::new(), Piece::fixed(returns), &pointer)
    };
    let mut items = vec![word("servers::Server".to_owned(), "enum").open()];
    items
        .extend(["Clone", "Debug", "PartialEq"].map(|name| word(format!("servers::Server: {name}"), "impl")));
    items.push(method("servers::Server::url".to_owned(), "String"));
    let taken = Piece { name: "server".to_owned(), ..Piece::fixed("Server") };
    let setter = "ClientBuilder::server".to_owned();
    items.push(Item::function(setter, Some("self"), vec![taken], Piece::fixed("Self"), &pointer));
    for server in servers {
        let path = format!("servers::Server::{}", server.name);
        let fields: Vec<String> = server
            .variables
            .iter()
            .map(|variable| match &variable.values {
                Some(values) => format!("{}: {}", variable.name, values.type_name),
                None => format!("{}: String", variable.name),
            })
            .collect();
        items.push(match fields.is_empty() {
            true => word(path, "variant"),
            false => {
                let text = TypeText::fixed(&format!("{{ {} }}", fields.join(", ")));
                Item::value(path, text, &pointer)
            }
        });
        for variable in &server.variables {
            let Some(values) = &variable.values else { continue };
            let path = format!("servers::{}", values.type_name);
            items.push(word(path.clone(), "enum").open());
            let has_default = values.values.iter().any(|(value, _)| *value == variable.default);
            let derived =
                ["Clone", "Copy", "Debug", "PartialEq"].into_iter().chain(has_default.then_some("Default"));
            items.extend(derived.map(|name| word(format!("{path}: {name}"), "impl")));
            items.push(method(format!("{path}::as_str"), "&'static str"));
            items.extend(values.values.iter().map(|(_, name)| word(format!("{path}::{name}"), "variant")));
        }
    }
    items.into_iter().map(|item| item.because([&pointer])).collect()
}
