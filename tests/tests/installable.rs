//! The generator as a package of its own: what its API names, and the crate that generates in its build script.
//!
//! Compiling that crate takes minutes, so it is ignored: `cargo installable` runs it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::command::{copy, project};
use openapi_to_crate::Generator;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;
use syn::visit::{self, Visit};
use syn::{Attribute, Item, Visibility};

fn generator() -> PathBuf {
    project().join("xtask/generator")
}

fn parsed(file: &str) -> syn::File {
    syn::parse_file(&std::fs::read_to_string(generator().join("src").join(file)).unwrap()).unwrap()
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("doc") && list.tokens.to_string() == "hidden",
        _ => false,
    })
}

/// The last segments of the paths in the signatures and fields that users see.
#[derive(Default)]
struct Named(BTreeSet<String>);

impl<'s> Visit<'s> for Named {
    fn visit_item_fn(&mut self, _: &'s syn::ItemFn) {}

    fn visit_impl_item_fn(&mut self, function: &'s syn::ImplItemFn) {
        if matches!(function.vis, Visibility::Public(_)) {
            self.visit_signature(&function.sig);
        }
    }

    fn visit_field(&mut self, field: &'s syn::Field) {
        if matches!(field.vis, Visibility::Public(_)) {
            visit::visit_type(self, &field.ty);
        }
    }

    fn visit_item_impl(&mut self, block: &'s syn::ItemImpl) {
        // Those of traits name the trait; the standard library's alone are of use to others, and `From` for our own.
        if block.trait_.is_none() {
            visit::visit_item_impl(self, block);
        }
    }

    fn visit_item_use(&mut self, _: &'s syn::ItemUse) {}

    fn visit_item_mod(&mut self, _: &'s syn::ItemMod) {}

    fn visit_attribute(&mut self, _: &'s Attribute) {}

    fn visit_path(&mut self, path: &'s syn::Path) {
        self.0.insert(path.segments.last().unwrap().ident.to_string());
        visit::visit_path(self, path);
    }
}

/// What other packages name would have to change whenever one of those packages does.
#[test]
fn the_api_names_types_of_the_standard_library_and_its_own_alone() {
    let mut named = Named::default();
    named.visit_file(&parsed("generator.rs"));
    named.visit_file(&parsed("error.rs"));
    let standard = ["AsRef", "Into", "Item", "Iterator", "Path", "PathBuf", "Result", "String", "Vec", "str"];
    let own = ["Error", "Generator", "Note", "Problem", "Self", "Tree"];
    let strange: Vec<&String> = named.0.iter().filter(|name| !standard.contains(&name.as_str())).collect();
    let strange: Vec<_> = strange.into_iter().filter(|name| !own.contains(&name.as_str())).collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert!(named.0.contains("PathBuf") && named.0.contains("Problem"), "{:?}", named.0);
}

#[test]
fn nothing_else_of_the_library_is_shown_in_its_documentation() {
    let mut shown = BTreeSet::new();
    for item in parsed("lib.rs").items {
        match item {
            Item::Mod(module) if matches!(module.vis, Visibility::Public(_)) => {
                assert!(is_hidden(&module.attrs), "{}", module.ident);
            }
            Item::Use(import) if !is_hidden(&import.attrs) => {
                let syn::UseTree::Path(path) = import.tree else { panic!("a strange import") };
                let syn::UseTree::Group(group) = *path.tree else { panic!("a strange import") };
                shown.extend(group.items.into_iter().map(|item| match item {
                    syn::UseTree::Name(name) => name.ident.to_string(),
                    _ => panic!("a strange import"),
                }));
            }
            _ => {}
        }
    }
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    assert_eq!(shown, ["Error", "Generator", "Note", "Problem", "Tree"]);
}

fn example() -> PathBuf {
    generator().join("examples/build-script")
}

#[test]
fn the_example_has_the_name_the_features_and_the_dependencies_that_its_client_needs() {
    let tree = Generator::new(example().join("openapi.yaml")).generate().unwrap();
    let (_, made) = tree.files().find(|(path, _)| *path == "Cargo.toml").unwrap();
    let made: toml::Table = toml::from_str(made).unwrap();
    let own: toml::Table =
        toml::from_str(&std::fs::read_to_string(example().join("Cargo.toml")).unwrap()).unwrap();
    for table in ["features", "dependencies", "target"] {
        assert_eq!(own[table], made[table], "{table}");
    }
    // The examples in the documentation import it.
    assert_eq!(own["package"]["name"], made["package"]["name"]);
}

#[test]
#[ignore = "compiles the generator and a crate; run by `cargo installable`"]
fn the_example_generates_its_client_while_it_is_built() {
    let folder = project().join("target/build-script");
    let _absent = std::fs::remove_dir_all(&folder);
    copy(&example(), &folder);
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    let path = format!("path = {:?}", generator().to_str().unwrap());
    assert!(manifest.contains("path = \"../..\""));
    std::fs::write(folder.join("Cargo.toml"), manifest.replace("path = \"../..\"", &path)).unwrap();
    // The same versions of dependencies as in the project.
    std::fs::copy(project().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .arg("test")
        .env("CARGO_TARGET_DIR", project().join("target/crates"))
        .env("RUSTFLAGS", "-D warnings")
        .current_dir(&folder)
        .output()
        .unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    assert!(said.contains("test tests::the_client_is_this_crate ... ok"), "{said}");
}
