//! Inserts blank lines between items, since prettyplease prints none.
//!
//! They are inserted as items: prettyplease prints an empty `Verbatim` item as an empty line. Inserted as text, they could
//! end up inside a string or a comment.

use std::mem::discriminant;

use proc_macro2::TokenStream;
use syn::{AttrStyle, Attribute, File, ImplItem, Item, TraitItem};

/// The file with blank lines between its items.
pub(super) fn insert(file: File) -> File {
    let items = space_items(&file.attrs, file.items);
    File { items, ..file }
}

fn space_items(attrs: &[Attribute], items: Vec<Item>) -> Vec<Item> {
    let items = items.into_iter().map(space_inside).collect();
    between(attrs, items, || Item::Verbatim(TokenStream::new()), together)
}

/// Inserts blank lines inside an item that holds others.
fn space_inside(item: Item) -> Item {
    match item {
        Item::Mod(mut module) => {
            module.content = module.content.map(|(brace, items)| (brace, space_items(&module.attrs, items)));
            Item::Mod(module)
        }
        Item::Impl(mut block) => {
            let blank = || ImplItem::Verbatim(TokenStream::new());
            block.items = between(&block.attrs, block.items, blank, together_in_impl);
            Item::Impl(block)
        }
        Item::Trait(mut block) => {
            let blank = || TraitItem::Verbatim(TokenStream::new());
            block.items = between(&block.attrs, block.items, blank, together_in_trait);
            Item::Trait(block)
        }
        other => other,
    }
}

/// The items with a blank one after inner attributes, and between any two that are not `together`.
fn between<T>(
    attrs: &[Attribute],
    items: Vec<T>,
    blank: impl Fn() -> T,
    together: impl Fn(&T, &T) -> bool,
) -> Vec<T> {
    let mut spaced: Vec<T> = Vec::with_capacity(items.len() * 2);
    if !items.is_empty() && attrs.iter().any(|attr| matches!(attr.style, AttrStyle::Inner(_))) {
        spaced.push(blank());
    }
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        let needs_blank = items.peek().is_some_and(|next| !together(&item, next));
        spaced.push(item);
        if needs_blank {
            spaced.push(blank());
        }
    }
    spaced
}

/// Whether two items need no blank line between them: one-line items of the same kind.
fn together(one: &Item, other: &Item) -> bool {
    discriminant(one) == discriminant(other) && is_line(one) && is_line(other)
}

fn is_line(item: &Item) -> bool {
    match item {
        Item::Use(_) => true,
        Item::Mod(module) => module.content.is_none() && module.attrs.is_empty(),
        Item::Const(item) => item.attrs.is_empty(),
        Item::Static(item) => item.attrs.is_empty(),
        Item::Type(item) => item.attrs.is_empty(),
        Item::ExternCrate(item) => item.attrs.is_empty(),
        Item::Macro(item) => item.attrs.is_empty() && item.ident.is_none(),
        _ => false,
    }
}

fn together_in_impl(one: &ImplItem, other: &ImplItem) -> bool {
    let is_line = |item: &ImplItem| match item {
        ImplItem::Const(item) => item.attrs.is_empty(),
        ImplItem::Type(item) => item.attrs.is_empty(),
        _ => false,
    };
    discriminant(one) == discriminant(other) && is_line(one) && is_line(other)
}

fn together_in_trait(one: &TraitItem, other: &TraitItem) -> bool {
    let is_line = |item: &TraitItem| match item {
        TraitItem::Const(item) => item.attrs.is_empty(),
        TraitItem::Type(item) => item.attrs.is_empty(),
        TraitItem::Fn(item) => item.attrs.is_empty() && item.default.is_none(),
        _ => false,
    };
    discriminant(one) == discriminant(other) && is_line(one) && is_line(other)
}
