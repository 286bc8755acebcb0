//! The request type of an operation that has optional arguments: a setter for each of them.

use super::call::Call;
use super::ident::ident;
use super::parameters::{sent_type, typed_binding};
use super::type_ref::{argument, type_tokens};
use super::{arguments, docs, forms};
use crate::model::{BodyKind, Docs, Field, Name, Parameter, Presence, Role, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// Something that a caller may or must say.
struct Argument<'a> {
    name: &'a Name,
    type_ref: &'a TypeRef,
    docs: &'a Docs,
    wire: &'a str,
}

impl<'a> Argument<'a> {
    fn of_field(field: &'a Field) -> Self {
        Self { name: &field.name, type_ref: &field.type_ref, docs: &field.docs, wire: &field.property }
    }
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
        types.extend(self.operation.body.as_ref().map(|body| {
            let held = match &body.kind {
                BodyKind::Arguments(name) => arguments::type_path(self.api, name),
                BodyKind::Json(type_ref) => {
                    let tokens = type_tokens(type_ref, &quote!(crate::types::));
                    quote!(crate::json::Body<#tokens>)
                }
                BodyKind::Form(_) => quote!(crate::form::Form),
                BodyKind::Raw(_) => quote!(::bytes::Bytes),
            };
            if self.optional_body().is_some() { quote!(Option<#held>) } else { held }
        }));
        types
    }

    /// The setters of the body: of its optional properties or fields, or of the whole.
    fn body_setters(&self) -> Vec<TokenStream> {
        let mut setters = Vec::new();
        if let Some(form) = self.form() {
            let optional = form.fields.iter().filter(|field| field.field.presence == Presence::Optional);
            setters.extend(optional.map(|field| {
                setter(&Argument::of_field(&field.field), |converted, _| {
                    forms::set(form, field, &quote!(self.body), &converted)
                })
            }));
        } else {
            setters.extend(self.optional_fields().map(|field| {
                setter(
                    &Argument::of_field(field),
                    |converted, name| quote!(self.body.#name = Some(#converted);),
                )
            }));
        }
        setters.extend(self.optional_body().map(whole_body_setter));
        setters.extend(self.takes_more_parts().then(part_adder));
        setters
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
        let body_setters = self.body_setters();
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
                #(#body_setters)*

                option_setters!(options);

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
    "add_part",
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

/// The setter of a body of one piece that may be left out.
fn whole_body_setter(kind: &BodyKind) -> TokenStream {
    let (taken, held) = match kind {
        BodyKind::Json(type_ref) => {
            let (taken, converted) = argument(type_ref, &quote!(body), &quote!(crate::types::));
            (taken, quote!(crate::json::Body(#converted)))
        }
        _ => (quote!(impl Into<::bytes::Bytes>), quote!(body.into())),
    };
    quote! {
        /// Sets the body. Without it, none is sent.
        pub fn body(mut self, body: #taken) -> Self {
            self.body = Some(#held);
            self
        }
    }
}

/// The method that adds a part which the document does not name.
fn part_adder() -> TokenStream {
    quote! {
        /// Adds a part to the form, beside those that the document names; given twice, it is sent twice.
        pub fn add_part(mut self, name: impl AsRef<str>, part: impl Into<crate::Part>) -> Self {
            self.body.add_part(name.as_ref(), part.into());
            self
        }
    }
}
