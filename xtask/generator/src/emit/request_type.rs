//! The request type of an operation: a builder with a setter for each optional argument.

use super::ident::ident;
use super::request::Request;
use super::type_ref::{FROM_THE_ROOT, Twice, converted, declared, type_anywhere};
use super::{bodies, docs, forms, parameters, stream_reading};
use crate::model::BodyKind;
use crate::model::items::{Crate, Passed, RequestType, Setter, Source};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The expression that makes the type from local variables.
pub(super) fn literal(request: Request<'_>, options: Option<&Ident>) -> TokenStream {
    let name = ident(&request.item.request_name);
    let options =
        options.map_or_else(|| quote!(crate::options::Options::default()), |options| quote!(#options));
    let (carried, unset) = (carried(request), optional_parameters(request));
    quote! {
        #name { client: self.client.clone(), options: #options, #(#carried,)* #(#unset: None,)* }
    }
}

/// The type and its methods.
pub(super) fn definition(made: &Crate, request: Request<'_>, item: &RequestType) -> TokenStream {
    let name = ident(&request.item.request_name);
    let (carried, carried_types) = (carried(request), carried_types(made, request));
    let options = optional_parameters(request);
    let option_types = request
        .parameters()
        .filter(|(_, plan)| plan.passed == Passed::BySetter)
        .map(|(parameter, plan)| parameters::sent_type(parameter, plan));
    let setters = item.setters.iter().map(|setter| method(made, request, setter));
    let more_parts = item.takes_more_parts.then(part_adder);
    let (value, made_type) = (request.value(), request.type_tokens());
    let expression = request.expression(&quote!(client), Some(&quote!(.with_options(options))));
    let ends = stream_reading::ends(request.operation, &name, &value);
    let ends = ends.unwrap_or_else(|| quote!(chain_ends!(#name, #value);));
    let download =
        request.operation.success.may_be_a_file().then(|| quote!(crate::download::download_ends!(#name);));
    let paged = request.operation.is_paged().then(|| paged(&value));
    let docs = docs(request);
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent until `send` is called and awaited"]
        pub struct #name {
            client: crate::Client,
            options: crate::options::Options,
            #(#carried: #carried_types,)*
            #(#options: Option<#option_types>,)*
        }

        impl #name {
            #(#setters)*
            #more_parts

            option_setters!(options);

            fn into_request(self) -> #made_type {
                let Self { client, options, #(#carried,)* #(#options,)* } = self;
                #expression
            }

            #paged
        }

        #ends
        #download
    }
}

/// The name of a request without optional arguments.
pub(super) fn alias(request: Request<'_>) -> TokenStream {
    let (name, made, docs) = (ident(&request.item.request_name), request.type_tokens(), docs(request));
    quote! {
        #docs
        ///
        /// Call it by this name: if the operation gets optional arguments, it becomes a type with a setter for each.
        pub type #name = #made;
    }
}

fn docs(request: Request<'_>) -> TokenStream {
    let (group, operation) = (&request.group.type_name, &request.operation.name);
    docs::lines(&format!("A call of [`{group}::{operation}`] that is being put together."))
}

/// The parameters that have setters.
fn optional_parameters(request: Request<'_>) -> Vec<Ident> {
    let optional = request.parameters().filter(|(_, plan)| plan.passed == Passed::BySetter);
    optional.map(|(parameter, _)| ident(&parameter.name)).collect()
}

/// The other fields of the type: the other parameters and the body.
fn carried(request: Request<'_>) -> Vec<Ident> {
    let given = request.parameters().filter(|(_, plan)| plan.passed != Passed::BySetter);
    let body = request.operation.body.as_ref().map(|_| format_ident!("body"));
    given.map(|(parameter, _)| ident(&parameter.name)).chain(body).collect()
}

fn carried_types(made: &Crate, request: Request<'_>) -> Vec<TokenStream> {
    let given = request.parameters().filter(|(_, plan)| plan.passed != Passed::BySetter);
    let body = request.operation.body.as_ref().map(|body| {
        let held = match &body.kind {
            BodyKind::Arguments(name) => bodies::type_path(made, name),
            BodyKind::Json(type_ref) => {
                let tokens = type_anywhere(type_ref);
                quote!(crate::json::Body<#tokens>)
            }
            BodyKind::Form(_) => quote!(crate::form::Form),
            BodyKind::Raw(_) => quote!(crate::Upload),
            BodyKind::Items(items) => {
                let item = type_anywhere(&items.type_ref);
                quote!(crate::ItemUpload<#item>)
            }
        };
        let is_optional = request.item.request.body.as_ref().is_some_and(|plan| plan.is_optional);
        if is_optional { quote!(Option<#held>) } else { held }
    });
    given.map(|(parameter, plan)| parameters::sent_type(parameter, plan)).chain(body).collect()
}

fn method(made: &Crate, request: Request<'_>, setter: &Setter) -> TokenStream {
    let (argument, body) = (&setter.argument, request.operation.body.as_ref().map(|body| &body.kind));
    let name = ident(&argument.name);
    let assignment = match (setter.source, body) {
        (Source::Parameter(index), _) => request.parameter(index).map(|parameter| {
            let binding = parameters::binding(argument, parameter, Twice::ByOptionsOfSelf);
            quote!(#binding self.#name = Some(#name);)
        }),
        (Source::Field(index), Some(BodyKind::Form(form))) => form
            .fields
            .get(index)
            .map(|field| forms::set(form, field, (argument, Twice::ByOptionsOfSelf), &quote!(self.body))),
        (Source::Field(_), _) => {
            let converted = converted(argument, Twice::ByOptionsOfSelf);
            Some(quote!(self.body.#name = Some(#converted);))
        }
        (Source::Body, kind) => return whole_body_setter(setter, matches!(kind, Some(BodyKind::Json(_)))),
    };
    let described = made.api.described(request.operation, setter.source);
    let docs = described.map(|(name, docs)| docs::attributes(docs, &format!("Sets `{}`.", docs::code(name))));
    let (method, declared) = (ident(&setter.method), declared(argument, FROM_THE_ROOT));
    quote! {
        #docs
        pub fn #method(mut self, #declared) -> Self {
            #assignment
            self
        }
    }
}

/// The setter of an optional body that is one argument.
fn whole_body_setter(setter: &Setter, is_json: bool) -> TokenStream {
    let (method, declared) = (ident(&setter.method), declared(&setter.argument, FROM_THE_ROOT));
    let converted = converted(&setter.argument, Twice::ByOptionsOfSelf);
    let held = if is_json { quote!(crate::json::Body(#converted)) } else { converted };
    quote! {
        /// Sets the body. Without it, none is sent.
        pub fn #method(mut self, #declared) -> Self {
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

/// The methods that read a list page by page.
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
