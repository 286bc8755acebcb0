//! The public API of a crate as a readable listing, made from its source.

use quote::ToTokens;
use std::path::Path;
use syn::{Fields, ImplItem, Item, TraitItem, Type, Visibility};

/// The listing of the files that hold public items: a line for each item, field, variant, function and conversion.
#[must_use]
pub fn of(src: &Path) -> String {
    listed(files(src))
}

/// The listing of the API's own types and operations, without what every crate has.
#[must_use]
pub fn of_api(src: &Path) -> String {
    listed(
        files(src)
            .into_iter()
            .filter(|file| ["types", "operations"].iter().any(|folder| file.starts_with(src.join(folder)))),
    )
}

fn listed(files: impl IntoIterator<Item = std::path::PathBuf>) -> String {
    let mut lines = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for item in syn::parse_file(&text).unwrap().items {
            describe(&item, &mut lines);
        }
    }
    lines.sort();
    lines.dedup();
    lines.join("\n") + "\n"
}

/// The names of the public types of the `types` module.
#[must_use]
pub fn types(src: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(src.join("types/mod.rs")).unwrap();
    let exports = text.lines().filter_map(|line| line.strip_prefix("pub use "));
    exports
        .filter_map(|line| line.rsplit("::").next())
        .map(|name| name.trim_end_matches(';').to_owned())
        .collect()
}

/// The files of the crate's root that `lib.rs` exports items of.
const EXPORTING: &[&str] = &[
    "blocking.rs",
    "builder.rs",
    "client.rs",
    "credentials.rs",
    "mock_server.rs",
    "pages.rs",
    "request.rs",
    "response.rs",
    "retry.rs",
    "unknown.rs",
];

/// What `lib.rs` exports, and the modules it makes public.
fn files(src: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = EXPORTING.iter().map(|name| src.join(name)).collect();
    for folder in ["types", "operations", "error"] {
        for entry in std::fs::read_dir(src.join(folder)).unwrap() {
            files.push(entry.unwrap().path());
        }
    }
    // The bodies that are made of arguments do not leave the crate.
    files.retain(|file| !file.ends_with("operations/arguments.rs"));
    files.sort();
    files
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn text(tokens: impl ToTokens) -> String {
    let spaced = tokens.to_token_stream().to_string();
    [
        (" :: ", "::"),
        (" < ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("& ", "&"),
        (" :", ":"),
        ("< ", "<"),
    ]
    .iter()
    .fold(spaced, |text, (from, to)| text.replace(from, to))
}

fn describe(item: &Item, lines: &mut Vec<String>) {
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            lines.push(format!("struct {}", item.ident));
            if let Fields::Named(fields) = &item.fields {
                for field in fields.named.iter().filter(|field| is_public(&field.vis)) {
                    let name = field.ident.as_ref().unwrap();
                    lines.push(format!("struct {}.{name}: {}", item.ident, text(&field.ty)));
                }
            }
        }
        Item::Enum(item) if is_public(&item.vis) => {
            lines.push(format!("enum {}", item.ident));
            for mut variant in item.variants.clone() {
                variant.fields.iter_mut().for_each(|field| field.attrs.clear());
                lines.push(format!("enum {}::{}{}", item.ident, variant.ident, text(&variant.fields)));
            }
        }
        Item::Impl(item) => {
            let Type::Path(owner) = &*item.self_ty else { return };
            let owner = text(owner);
            match &item.trait_ {
                None => {
                    for function in &item.items {
                        match function {
                            ImplItem::Fn(function) if is_public(&function.vis) => {
                                lines.push(format!("impl {owner}: {}", text(&function.sig)));
                            }
                            ImplItem::Macro(expanded) => {
                                lines.push(format!("impl {owner}: {}", text(&expanded.mac)));
                            }
                            _ => {}
                        }
                    }
                }
                Some((path, _)) if !text(path).starts_with("crate::") => {
                    lines.push(format!("impl {owner}: {}", text(path)));
                }
                Some(_) => {}
            }
        }
        Item::Trait(item) if is_public(&item.vis) => {
            lines.push(format!("trait {}", item.ident));
            for member in &item.items {
                match member {
                    TraitItem::Fn(function) => {
                        lines.push(format!("trait {}: {}", item.ident, text(&function.sig)));
                    }
                    TraitItem::Type(associated) => {
                        lines.push(format!("trait {}: type {}", item.ident, associated.ident));
                    }
                    _ => {}
                }
            }
        }
        // Those without a name of their own are calls: what they expand to is public.
        Item::Macro(item) if item.ident.is_none() && item.mac.path.get_ident().is_some() => {
            lines.push(text(&item.mac));
        }
        _ => {}
    }
}
