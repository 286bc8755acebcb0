//! The items of the servers that callers can choose.

use super::item::{Item, Piece};
use crate::model::items::{Crate, TypeText};
use crate::model::{JsonPointer, OperationServers, Server};

/// The place in a document that lists the servers.
const POINTER: &str = "/servers";

pub(super) fn items(made: &Crate) -> Vec<Item> {
    let api = &made.api;
    let of_all = (!api.servers.is_empty())
        .then(|| choice("Server", "server", &JsonPointer::from(POINTER), &api.servers));
    let of_some = api.operation_servers.iter().map(|of_some| {
        let OperationServers { type_name, setter, pointer, servers } = of_some;
        choice(type_name.as_str(), setter.as_str(), pointer, servers)
    });
    of_all.into_iter().chain(of_some).flatten().collect()
}

/// An enum of servers, and the method that takes it.
fn choice(name: &str, setter: &str, pointer: &JsonPointer, servers: &[Server]) -> Vec<Item> {
    let word = |path: String, word| Item::word(path, word, pointer);
    let method = |path: String, returns: &str| {
        Item::function(path, Some("&self"), Vec::new(), Piece::fixed(returns), pointer)
    };
    let path = format!("servers::{name}");
    let mut items = vec![word(path.clone(), "enum").open()];
    items.extend(["Clone", "Debug", "PartialEq"].map(|derived| word(format!("{path}: {derived}"), "impl")));
    items.push(method(format!("{path}::url"), "String"));
    let taken = Piece { name: "server".to_owned(), ..Piece::fixed(name) };
    let setter = format!("ClientBuilder::{setter}");
    items.push(Item::function(setter, Some("self"), vec![taken], Piece::fixed("Self"), pointer));
    for server in servers {
        let path = format!("servers::{name}::{}", server.name);
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
                Item::value(path, text, pointer)
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
    items.into_iter().map(|item| item.because([pointer])).collect()
}
