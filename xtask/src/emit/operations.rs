//! The operations layer: what a user calls. A type for each group, a method for each operation.
//!
//! Required arguments are arguments. An operation that also has optional ones gets a request type with a setter for
//! each; all others return the one [`Request`](crate::emit) of the runtime, which keeps the crate small to compile.

use super::call::Call;
use super::ident::ident;
use super::owned::{ByGroup, Owned};
use super::{File, arguments, docs, features};
use crate::model::{Api, Group, Parameter};
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use std::sync::Arc;

/// The module `operations`, and a file for each group in it. Where groups are features, each has a folder, with the
/// types that it alone uses.
pub(super) fn files<'a>(api: &'a Api, owned: &Arc<ByGroup<'a>>) -> Vec<File<'a>> {
    let mut files = vec![
        File::tokens("src/operations/mod.rs", || {
            let modules = api.groups.iter().map(|group| {
                let (attribute, name) = (features::of_group(api, &group.accessor), ident(&group.accessor));
                quote!(#attribute pub mod #name;)
            });
            quote! {
                #![doc = " The operations of the API, in groups."]

                pub(crate) mod arguments;
                #(#modules)*
            }
        }),
        File::tokens("src/operations/arguments.rs", || arguments::shared(api)),
    ];
    for group in &api.groups {
        let accessor = &group.accessor;
        let path = if api.group_features {
            format!("src/operations/{accessor}/mod.rs")
        } else {
            format!("src/operations/{accessor}.rs")
        };
        let all = Arc::clone(owned);
        files.push(File::tokens(path, move || module(api, group, all.get(accessor))));
        if owned.get(accessor).is_some_and(|owned| !owned.bodies.is_empty()) {
            let all = Arc::clone(owned);
            files.push(File::tokens(format!("src/operations/{accessor}/arguments.rs"), move || {
                arguments::owned(all.get(accessor).map_or(&[][..], |owned| &owned.bodies))
            }));
        }
    }
    files
}

fn module(api: &Api, group: &Group, owned: Option<&Owned<'_>>) -> TokenStream {
    let accessor = accessor(group);
    let types = owned.is_some_and(|owned| !owned.types.is_empty()).then(|| {
        quote!(
            pub mod types;
        )
    });
    let arguments = owned.is_some_and(|owned| !owned.bodies.is_empty()).then(|| {
        quote!(
            pub(crate) mod arguments;
        )
    });
    let calls: Vec<Call<'_>> =
        group.operations.iter().map(|operation| Call { api, group, operation }).collect();
    let methods = calls.iter().map(Call::method);
    let builders = calls.iter().filter(|call| call.has_options()).map(Call::builder);
    let type_name = ident(&group.type_name);
    let says = format!(" The operations of [`{}`].", group.type_name);
    quote! {
        #![doc = #says]

        // Types are written with their paths: a group can be called like any of them.
        #[allow(unused_imports)]
        use crate::{answer, options::option_setters, path, request::chain_ends};

        #types
        #arguments

        #accessor

        impl #type_name {
            #(#methods)*
        }

        #(#builders)*
    }
}

/// The group's type, and the method of the client that makes it.
fn accessor(group: &Group) -> TokenStream {
    let (type_name, accessor) = (ident(&group.type_name), ident(&group.accessor));
    let docs = docs::attributes(&group.docs, "A group of operations.");
    let names: Vec<Ident> = group.parameters.iter().map(|parameter| ident(&parameter.name)).collect();
    let says = docs::attributes(&group.docs, "A group of operations.");
    let listed = parameter_list(group.parameters.iter());
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #type_name {
            client: crate::Client,
            #(#names: String,)*
        }

        impl crate::Client {
            #says
            #listed
            #[must_use]
            pub fn #accessor(&self, #(#names: impl Into<String>),*) -> #type_name {
                #type_name { client: self.clone(), #(#names: #names.into(),)* }
            }
        }
    }
}

/// A list of parameters that the document describes.
pub(super) fn parameter_list<'a>(parameters: impl Iterator<Item = &'a Parameter>) -> TokenStream {
    let described: Vec<String> = parameters
        .filter(|parameter| !parameter.docs.text.trim().is_empty())
        .map(|parameter| {
            let text = docs::escape(&parameter.docs.text).replace('\n', " ");
            format!("- `{}`: {}", parameter.name, text.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect();
    if described.is_empty() {
        return TokenStream::new();
    }
    docs::lines(&format!("\n{}", described.join("\n")))
}
