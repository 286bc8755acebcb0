//! The servers that callers can choose.

use super::docs;
use super::ident::{ident, word};
use crate::model::{Api, OperationServers, Server, ServerValues, ServerVariable};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The module of the servers.
pub(super) fn module(api: &Api) -> TokenStream {
    let servers = (!api.servers.is_empty()).then(|| {
        let docs =
            docs::lines("A server: give it to [`ClientBuilder::server`](crate::ClientBuilder::server).");
        let (name, made) = (word("Server"), word("server"));
        let choice = choice(&docs, &name, &api.servers);
        quote! {
            #choice

            impl crate::ClientBuilder {
                /// Sets the server that is called, of those that the document names; like
                /// [`base_url`](Self::base_url), the last of which counts.
                pub fn #made(self, server: Server) -> Self {
                    self.base_url(server.url())
                }
            }
        }
    });
    let of_operations = api.operation_servers.iter().map(of_operations);
    quote! {
        #![doc = " The servers that the document of the API names."]

        #servers
        #(#of_operations)*
    }
}

/// The servers of some operations.
fn of_operations(of_some: &OperationServers) -> TokenStream {
    let OperationServers { type_name, setter, servers, .. } = of_some;
    let (name, made, key) = (ident(type_name), ident(setter), type_name.as_str());
    let docs = docs::lines(&format!(
        "A server of operations that have servers of their own: give it to \
         [`ClientBuilder::{setter}`](crate::ClientBuilder::{setter})."
    ));
    let choice = choice(&docs, &name, servers);
    quote! {
        #choice

        impl crate::ClientBuilder {
            /// Sets the server of the operations that have these, unless the client is given a
            /// [`base_url`](Self::base_url): then all operations are called there.
            pub fn #made(self, server: #name) -> Self {
                self.operation_server(#key, server.url())
            }
        }
    }
}

/// The enum of servers, and those of the values of their variables.
fn choice(docs: &TokenStream, name: &Ident, servers: &[Server]) -> TokenStream {
    let variants = servers.iter().map(variant);
    let urls = servers.iter().map(|server| {
        let (name, url) = (ident(&server.name), &server.url);
        if server.variables.is_empty() {
            return quote!(Self::#name => #url.to_owned());
        }
        let fields: Vec<_> = server.variables.iter().map(|variable| ident(&variable.name)).collect();
        let replaced = server.variables.iter().zip(&fields).map(|(variable, field)| {
            let placeholder = format!("{{{}}}", variable.variable);
            match variable.values {
                Some(_) => quote!(.replace(#placeholder, #field.as_str())),
                None => quote!(.replace(#placeholder, #field)),
            }
        });
        quote!(Self::#name { #(#fields),* } => #url #(#replaced)*)
    });
    let values = servers.iter().flat_map(|server| &server.variables);
    let values = values.filter_map(|variable| Some(enumeration(variable, variable.values.as_ref()?)));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }

        impl #name {
            /// Its address.
            #[must_use]
            pub fn url(&self) -> String {
                match self {
                    #(#urls),*
                }
            }
        }

        #(#values)*
    }
}

fn variant(server: &Server) -> TokenStream {
    let docs = docs::attributes(&server.docs, &format!("`{}`", docs::code(&server.url)));
    let name = ident(&server.name);
    let fields = server.variables.iter().map(|variable| {
        let (wire, default) = (docs::code(&variable.variable), docs::code(&variable.default));
        let docs = docs::attributes(&variable.docs, &format!("`{wire}`, by default `{default}`."));
        let (name, held) = (ident(&variable.name), held(variable));
        quote!(#docs #name: #held)
    });
    if server.variables.is_empty() { quote!(#docs #name) } else { quote!(#docs #name { #(#fields),* }) }
}

fn held(variable: &ServerVariable) -> TokenStream {
    match &variable.values {
        Some(values) => {
            let name = ident(&values.type_name);
            quote!(#name)
        }
        None => quote!(String),
    }
}

fn enumeration(variable: &ServerVariable, values: &ServerValues) -> TokenStream {
    let name = ident(&values.type_name);
    let docs = docs::lines(&format!("The values of `{}` in an address.", docs::code(&variable.variable)));
    let variants = values.values.iter().map(|(value, name)| {
        let (docs, name) = (docs::lines(&format!("`{}`", docs::code(value))), ident(name));
        let default = (*value == variable.default).then(|| quote!(#[default]));
        quote!(#docs #default #name)
    });
    let texts = values.values.iter().map(|(value, name)| {
        let name = ident(name);
        quote!(Self::#name => #value)
    });
    let has_default = values.values.iter().any(|(value, _)| *value == variable.default);
    let default = has_default.then(|| quote!(, Default));
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq #default)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants),*
        }

        impl #name {
            /// The value in the address.
            #[must_use]
            pub fn as_str(&self) -> &'static str {
                match self {
                    #(#texts),*
                }
            }
        }
    }
}
