//! Small crates, and what is read from them.

use super::{of, of_api, types};
use tempfile::TempDir;

/// A crate of some files.
fn crate_of(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// A crate with one type, which stands in the module of a group; `types` exports what is given.
fn crate_that_exports(exported: &str) -> TempDir {
    crate_of(&[
        ("lib.rs", "pub mod operations; pub mod types;"),
        ("types/mod.rs", exported),
        ("operations/mod.rs", "pub mod zoo;"),
        ("operations/zoo/mod.rs", "pub mod types; pub(crate) mod arguments;"),
        ("operations/zoo/arguments.rs", "pub struct Body { pub name: String }"),
        ("operations/zoo/types.rs", "#[derive(Clone)] pub struct Owl { pub name: String, age: u8 }"),
    ])
}

#[test]
fn a_type_that_is_exported_twice_is_listed_at_the_shorter_path() {
    let folder = crate_that_exports("pub use crate::operations::zoo::types::*;");
    assert_eq!(
        of_api(folder.path()),
        "operations::zoo::types::Owl: the same type\ntypes::Owl: struct\ntypes::Owl.name: String\ntypes::Owl: Clone\n"
    );
    assert_eq!(types(folder.path()), ["Owl"]);
}

#[test]
fn a_type_that_is_not_exported_again_is_listed_where_it_stands() {
    let folder = crate_that_exports("use crate::operations::zoo::types::*;");
    let listing = of_api(folder.path());
    assert!(listing.starts_with("operations::zoo::types::Owl: struct\n"), "{listing}");
    assert!(types(folder.path()).is_empty());
}

#[test]
fn implementations_are_found_wherever_they_stand_and_traits_that_nobody_can_name_are_not() {
    let folder = crate_of(&[
        ("lib.rs", "mod client; mod pages; pub use client::Client; pub use pages::{Paged as List}; pub use ::other;"),
        ("client.rs", "pub struct Client(u8); mod inner { use super::Client; impl Drop for Client {} }"),
        (
            "pages.rs",
            "use crate::client::Client; pub trait Paged: Sealed { type Entry; } pub trait Sealed {}
             impl Sealed for Client {} impl Paged for Client { type Entry = u8; }
             impl Client { #[deprecated] pub const fn page<T: Clone>(mut self, at: T) where T: Copy {} fn hidden() {} }",
        ),
    ]);
    let expected = "Client: struct\nClient: Drop\nClient: List\n\
        Client::page: const fn<T: Clone>(self, at: T) where T: Copy (deprecated)\n\
        List: trait: Sealed\nList::Entry: type\nother: use ::other\n";
    assert_eq!(of(folder.path()), expected);
    assert_eq!(of_api(folder.path()), "");
}

#[test]
#[should_panic(expected = "an item that the listing does not know: surprise!()")]
fn what_the_reader_does_not_know_is_not_left_out() {
    let folder = crate_that_exports("crate::surprise!();");
    let _ = of_api(folder.path());
}
