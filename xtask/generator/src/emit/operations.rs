//! The operations, as users call them: a type for each group, a method for each operation.
//!
//! Required arguments are arguments of the method. An operation with optional ones gets a request type with a setter
//! for each; all others return the `Request` of the runtime, which keeps compile times short, by a name of their own, which
//! stays when the first optional argument is added.

use super::call::Call;
use super::file::File;
use super::ident::ident;
use super::type_ref::{HERE, Twice, converted, declared};
use super::{bodies, conditions, docs};
use crate::model::Group;
use crate::model::items::{Crate, GroupItem};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The module `operations`, and a file for each group in it. Where groups are features, or have modules for types,
/// each has a folder.
pub(super) fn files(made: &Crate) -> Vec<File<'_>> {
    let mut files = vec![File::tokens("src/operations/mod.rs", || {
        let modules = made.api.groups.iter().zip(&made.groups).map(|(group, item)| {
            let (attribute, name) = (conditions::attribute(&item.condition), ident(&group.accessor));
            quote!(#attribute pub mod #name;)
        });
        quote! {
            #![doc = " The operations of the API, in groups."]

            pub(crate) mod arguments;
            #(#modules)*
        }
    })];
    for (group, item) in made.api.groups.iter().zip(&made.groups) {
        let accessor = &group.accessor;
        let has_folder = made.api.group_features || item.has_types || item.has_bodies;
        let path = if has_folder {
            format!("src/operations/{accessor}/mod.rs")
        } else {
            format!("src/operations/{accessor}.rs")
        };
        files.push(File::tokens(path, move || module(made, group, item)));
    }
    files.extend(bodies::files(made));
    files
}

fn module(made: &Crate, group: &Group, item: &GroupItem) -> TokenStream {
    let accessor = accessor(group, item);
    let types = item.has_types.then(|| {
        quote!(
            pub mod types;
        )
    });
    let arguments = item.has_bodies.then(|| {
        quote!(
            pub(crate) mod arguments;
        )
    });
    let group_item = item;
    let operations = group.operations.iter().zip(&item.operations);
    let calls: Vec<Call<'_>> =
        operations.map(|(operation, item)| Call { made, group, operation, item, group_item }).collect();
    let methods = calls.iter().map(Call::method);
    let request_types = calls.iter().map(Call::request_type);
    let answer_types = calls.iter().filter_map(Call::answer_type);
    let headers_types = calls.iter().filter_map(Call::headers_type);
    let type_name = ident(&group.type_name);
    let docs = format!(" The operations of [`{}`].", group.type_name);
    quote! {
        #![doc = #docs]

        // Types are written with their paths: a group can have the same name as a type.
        #[allow(unused_imports)]
        use crate::{answer, options::option_setters, path, request::chain_ends};

        #types
        #arguments

        #accessor

        impl #type_name {
            #(#methods)*
        }

        #(#request_types)*

        #(#answer_types)*

        #(#headers_types)*
    }
}

/// The group's type, and the method of the client that makes it.
fn accessor(group: &Group, item: &GroupItem) -> TokenStream {
    let (type_name, accessor) = (ident(&group.type_name), ident(&group.accessor));
    let docs = docs::attributes(&group.docs, "A group of operations.");
    let names: Vec<Ident> = item.arguments.iter().map(|argument| ident(&argument.name)).collect();
    let listed = docs::arguments(group.parameters.iter().map(|parameter| (&parameter.name, &parameter.docs)));
    let arguments = item.arguments.iter().map(|argument| declared(argument, HERE));
    let values = item.arguments.iter().map(|argument| converted(argument, Twice::Returned));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #type_name {
            client: crate::Client,
            #(#names: String,)*
        }

        impl crate::Client {
            #docs
            #listed
            #[must_use]
            pub fn #accessor(&self, #(#arguments),*) -> #type_name {
                #type_name { client: self.clone(), #(#names: #values,)* }
            }
        }
    }
}
