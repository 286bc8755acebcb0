//! The items that callers authenticate with.

use super::item::{Item, Piece};
use crate::model::items::{Crate, TypeText};
use crate::model::{JsonPointer, Name, SecretPlace, SecurityScheme};

/// The place in a document that lists the sufficient sets of secrets.
const POINTER: &str = "/security";

pub(super) fn items(made: &Crate) -> Vec<Item> {
    let pointer = JsonPointer::from(POINTER);
    let schemes = &made.api.security.schemes;
    let function = |path: String, receiver, names: Vec<&Name>| {
        let taken = |name: &Name| Piece { name: name.to_string(), ..Piece::fixed("impl Into<String>") };
        Item::function(path, receiver, names.into_iter().map(taken).collect(), Piece::fixed("Self"), &pointer)
    };
    let mut items: Vec<Item> = schemes.iter().flat_map(|scheme| setters(scheme, &pointer)).collect();
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

/// The methods of the builder that set a secret, or who gives it.
fn setters(scheme: &SecurityScheme, pointer: &JsonPointer) -> Vec<Item> {
    const TEXT: &str = "impl Into<String>";
    let setter = |name: &Name, arguments: &[(&str, &str)]| {
        let taken = |(name, text): &(&str, &str)| Piece { name: (*name).to_owned(), ..Piece::fixed(text) };
        let arguments = arguments.iter().map(taken).collect();
        let path = format!("ClientBuilder::{name}");
        Item::function(path, Some("self"), arguments, Piece::fixed("Self"), pointer)
    };
    if scheme.place == SecretPlace::Basic {
        let both = [("user", "impl AsRef<str>"), ("password", "impl AsRef<str>")];
        return vec![setter(&scheme.name, &both)];
    }
    let mut setters = vec![setter(&scheme.name, &[(scheme.name.as_str(), TEXT)])];
    if let Some(tokens) = &scheme.tokens {
        setters.push(setter(&tokens.provider, &[("provider", "impl TokenProvider")]));
        let grant = tokens.client_credentials.as_ref();
        setters.extend(
            grant.map(|grant| setter(&grant.method, &[("client_id", TEXT), ("client_secret", TEXT)])),
        );
    }
    setters
}
