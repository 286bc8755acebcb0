//! The request type of an operation that has optional arguments: a setter for each of them.

use super::call::{Call, typed_binding};
use super::ident::ident;
use super::transport::{Taken, taken};
use super::type_ref::{argument, type_tokens};
use super::{arguments, docs};
use crate::model::{BodyKind, Docs, Name, Parameter, Role, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// Something that a caller may or must say.
struct Argument<'a> {
    name: &'a Name,
    type_ref: &'a TypeRef,
    docs: &'a Docs,
    wire: &'a str,
}

impl Call<'_> {
    pub(super) fn builder_name(&self) -> Ident {
        let pascal = Name::new(self.operation.name.as_str(), Role::Type);
        let pascal = pascal.as_ref().map_or("Operation", Name::as_str).trim_end_matches('_');
        format_ident!("{pascal}Request")
    }

    /// What the builder carries beside the optional parameters: the required ones and the body.
    pub(super) fn carried(&self) -> Vec<Ident> {
        let is_optional =
            |wanted: &Parameter| self.optional_parameters().any(|parameter| parameter == wanted);
        let mut carried: Vec<Ident> = self
            .operation
            .parameters
            .iter()
            .filter(|parameter| !is_optional(parameter))
            .map(|parameter| ident(&parameter.name))
            .collect();
        carried.extend(self.operation.body.as_ref().map(|_| format_ident!("body")));
        carried
    }

    fn carried_types(&self) -> Vec<TokenStream> {
        let is_optional =
            |wanted: &Parameter| self.optional_parameters().any(|parameter| parameter == wanted);
        let mut types: Vec<TokenStream> = self
            .operation
            .parameters
            .iter()
            .filter(|parameter| !is_optional(parameter))
            .map(sent_type)
            .collect();
        types.extend(self.operation.body.as_ref().map(|body| match &body.kind {
            BodyKind::Arguments(name) => arguments::type_path(self.api, name),
            BodyKind::Json(type_ref) => {
                let tokens = type_tokens(type_ref, &quote!(crate::types::));
                quote!(crate::json::Body<#tokens>)
            }
            BodyKind::Raw(_) => quote!(::bytes::Bytes),
        }));
        types
    }

    /// The request type of an operation with optional arguments.
    pub(super) fn builder(&self) -> TokenStream {
        let builder = self.builder_name();
        let (carried, carried_types) = (self.carried(), self.carried_types());
        let options: Vec<Ident> =
            self.optional_parameters().map(|parameter| ident(&parameter.name)).collect();
        let option_types = self.optional_parameters().map(sent_type);
        let parameter_setters = self.optional_parameters().map(|parameter| {
            let said = Argument {
                name: &parameter.name,
                type_ref: &parameter.type_ref,
                docs: &parameter.docs,
                wire: &parameter.parameter,
            };
            setter(&said, |converted, name| {
                let binding = typed_binding(parameter, &name, &converted);
                quote!(#binding self.#name = Some(#name);)
            })
        });
        let field_setters = self.optional_fields().map(|field| {
            let said = Argument {
                name: &field.name,
                type_ref: &field.type_ref,
                docs: &field.docs,
                wire: &field.property,
            };
            setter(&said, |converted, name| quote!(self.body.#name = Some(#converted);))
        });
        let (value, _) = self.answer();
        let request = self.request(&quote!(client));
        let paged = self.operation.page.as_ref().map(|_| paged(&value));
        let says = docs::lines(&format!(
            "A call of [`{}::{}`] that is being put together.",
            self.group.type_name, self.operation.name
        ));
        quote! {
            #says
            #[derive(Clone, Debug)]
            #[must_use = "nothing is sent until `send` is called and awaited"]
            pub struct #builder {
                client: crate::Client,
                options: crate::options::Options,
                #(#carried: #carried_types,)*
                #(#options: Option<#option_types>,)*
            }

            impl #builder {
                #(#parameter_setters)*
                #(#field_setters)*

                option_setters!();

                fn into_request(self) -> crate::Request<#value> {
                    let Self { client, options, #(#carried,)* #(#options,)* } = self;
                    #request.with_options(options)
                }

                #paged
            }

            chain_ends!(#builder, #value);
        }
    }
}

/// The methods of the request for a list.
fn paged(value: &TokenStream) -> TokenStream {
    quote! {
        /// The pages of the list, asked for one by one.
        pub fn pages(self) -> crate::Pages<#value> {
            self.into_request().pages()
        }

        /// The items of the list, whose pages are asked for one by one.
        pub fn items(self) -> crate::Entries<#value> {
            self.into_request().items()
        }
    }
}

/// The methods of every request; a setter of one of these names is led in by `set_`.
const REQUEST_METHODS: &[&str] = &[
    "blocking",
    "deadline",
    "header",
    "into_future",
    "into_request",
    "items",
    "pages",
    "query",
    "retry",
    "send",
    "send_blocking",
    "send_raw",
    "send_raw_blocking",
    "timeout",
];

fn setter(said: &Argument<'_>, assign: impl Fn(TokenStream, Ident) -> TokenStream) -> TokenStream {
    let name = ident(said.name);
    let is_taken = REQUEST_METHODS.contains(&said.name.as_str());
    let method = if is_taken { format_ident!("set_{name}") } else { name.clone() };
    let (taken, converted) = argument(said.type_ref, &quote!(#name), &quote!(crate::types::));
    let docs = docs::attributes(said.docs, &format!("Sets `{}`.", docs::code(said.wire)));
    let assigned = assign(converted, name.clone());
    quote! {
        #docs
        pub fn #method(mut self, #name: #taken) -> Self {
            #assigned
            self
        }
    }
}

fn sent_type(parameter: &Parameter) -> TokenStream {
    match taken(parameter) {
        Taken::Integer => quote!(i64),
        Taken::Boolean => quote!(bool),
        Taken::Texts => quote!(Vec<String>),
        Taken::Text => quote!(String),
    }
}
