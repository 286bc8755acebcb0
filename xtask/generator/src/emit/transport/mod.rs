//! The transport client: for each operation a method, written by progenitor, that makes its request.

mod document;
mod progenitor;
mod revise;

use super::file::File;
use super::ident::ident;
use super::type_ref::type_anywhere;
use super::{bodies, conditions};
use crate::diagnostic::{Diagnostic, Result};
use crate::model::items::{Crate, GroupItem};
use crate::model::{BodyKind, Group};
use document::{body_schema, json_body, operation_id};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{ImplItem, Item, ItemImpl};

/// The files of the transport client.
pub(super) fn files(made: &Crate) -> Vec<File<'_>> {
    let mut files = vec![File::tokens("src/transport/mod.rs", || {
        let modules = made.api.groups.iter().zip(&made.groups).map(|(group, item)| {
            let (attribute, name) = (conditions::attribute(&item.condition), ident(&group.accessor));
            quote!(#attribute mod #name;)
        });
        quote! {
            #![doc = " The transport client, made by progenitor: it makes the requests."]

            #(#modules)*
        }
    })];
    for (group, item) in made.api.groups.iter().zip(&made.groups) {
        files.push(File::syntax(format!("src/transport/{}.rs", group.accessor), || file(made, group, item)));
    }
    files
}

fn file(made: &Crate, group: &Group, item: &GroupItem) -> Result<syn::File> {
    let methods = methods(made, group, item).map_err(|problem| {
        Diagnostic::file(
            &made.api.document,
            format!("progenitor cannot make the operations of the group `{}`: {problem}", group.accessor),
            "leave the operations out with [selection] in generator.toml, and report the document as a bug",
        )
    })?;
    let docs = format!(" The requests of `{}`.", group.type_name);
    let mut file: syn::File = syn::parse_quote! {
        #![doc = #docs]
        #![allow(clippy::all, clippy::pedantic)]

        #[allow(unused_imports)]
        use crate::path::encode_path;
        use progenitor_client::Error;
    };
    // As syntax, not as tokens: they have been parsed already.
    let mut block: ItemImpl = syn::parse_quote!(impl crate::connection::Connection {});
    block.items = methods;
    file.items.push(Item::Impl(block));
    Ok(file)
}

/// The methods of a group. An error says what progenitor refuses, or what in its code is unexpected.
fn methods(made: &Crate, group: &Group, item: &GroupItem) -> std::result::Result<Vec<ImplItem>, String> {
    let operations = || group.operations.iter().zip(&item.operations).enumerate();
    let replacements = operations().filter_map(|(index, (operation, item))| {
        Some((body_schema(index), body_type(made, json_body(operation, &item.request)?)?))
    });
    let methods = progenitor::methods(&document::document(made, group, item), replacements)?;
    if methods.len() != group.operations.len() {
        return Err(format!("{} of {} came out", methods.len(), group.operations.len()));
    }
    let revised = methods.into_iter().map(|mut method| {
        let name = method.sig.ident.to_string();
        let found = operations().find(|(index, _)| operation_id(*index) == name);
        let (index, (operation, item)) = found.ok_or_else(|| format!("`{name}` is no operation"))?;
        revise::revise(&mut method, operation, &item.request, index)?;
        Ok(ImplItem::Fn(method))
    });
    revised.collect()
}

/// Our type for a JSON body.
fn body_type(made: &Crate, kind: &BodyKind) -> Option<TokenStream> {
    match kind {
        BodyKind::Arguments(name) => Some(bodies::type_path(made, name)),
        BodyKind::Json(type_ref) => {
            let tokens = type_anywhere(type_ref);
            Some(quote!(crate::json::Body<#tokens>))
        }
        BodyKind::Form(_) | BodyKind::Raw(_) | BodyKind::Items(_) => None,
    }
}
