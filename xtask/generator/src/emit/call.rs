//! One operation as a method: its arguments, and the request that is made from them.

use super::ident::ident;
use super::request::Request;
use super::request_type;
use super::type_ref::{FROM_THE_ROOT, Twice, allow_many, declared, options_variable, type_anywhere};
use super::{answer_types, bodies, docs, examples, forms, header_types, parameters, stream_reading};
use crate::model::items::{Argument, Crate, GroupItem, OperationItem, Passed, Source};
use crate::model::{BodyKind, Group, Operation, Presence, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;

/// An operation, with its crate, group and item.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) made: &'a Crate,
    pub(super) group: &'a Group,
    pub(super) operation: &'a Operation,
    pub(super) item: &'a OperationItem,
    pub(super) group_item: &'a GroupItem,
}

impl<'a> Call<'a> {
    fn request(&self) -> Request<'a> {
        let Self { group, operation, item, .. } = *self;
        Request { group, operation, item, envelope: self.made.api.envelope.as_ref() }
    }

    /// The method of the group's type.
    pub(super) fn method(&self) -> TokenStream {
        let name = ident(&self.operation.name);

        let arguments = self.item.arguments.iter().map(|(argument, _)| declared(argument, FROM_THE_ROOT));
        let bindings = self.bindings();
        let (docs, allowed) = (self.docs(), allow_many(self.item.arguments.len() + 1));
        let options = self.may_be_refused().then(options_variable);
        let returned = ident(&self.item.request_name);
        let result = match &self.item.request_type {
            Some(_) => request_type::literal(self.request(), options.as_ref()),
            None => {
                let refusing = options.as_ref().map(|options| quote!(.with_options(#options)));
                self.request().expression(&quote!(self.client), refusing.as_ref())
            }
        };
        let options = options.map(|options| quote!(let mut #options = crate::options::Options::default();));
        quote! {
            #docs
            #allowed
            pub fn #name(&self, #(#arguments),*) -> #returned {
                #options
                #bindings
                #result
            }
        }
    }

    /// Whether an argument may be refused, which is said when the request is sent.
    fn may_be_refused(&self) -> bool {
        self.item.arguments.iter().any(|(argument, _)| argument.conversion.is_fallible())
    }

    /// The type that the method returns.
    pub(super) fn request_type(&self) -> TokenStream {
        match &self.item.request_type {
            Some(request) => request_type::definition(self.made, self.request(), request),
            None => request_type::alias(self.request()),
        }
    }

    /// The struct for the headers of answers, if the document names any.
    pub(super) fn headers_type(&self) -> Option<TokenStream> {
        let name = self.item.headers_type.as_ref()?;
        Some(header_types::definition(self.group, self.operation, name))
    }

    /// The type of the answer, if that has several forms.
    pub(super) fn answer_type(&self) -> Option<TokenStream> {
        let answer = &self.item.answer;
        let made = answer.one_of.as_ref().filter(|made| !made.is_of_another)?;
        Some(answer_types::definition(self.group, self.operation, made, answer.is_optional))
    }

    /// The statements that turn the method's arguments into the variables that the request is made from.
    fn bindings(&self) -> TokenStream {
        let mut bindings = TokenStream::new();
        for (parameter, plan) in self.operation.parameters.iter().zip(&self.item.request.parameters) {
            let Passed::ByAccessor(field) = &plan.passed else { continue };
            let (name, field) = (ident(&parameter.name), ident(field));
            // A request type must own its values.
            bindings.extend(match self.item.request_type {
                None => quote!(let #name = &self.#field;),
                Some(_) => quote!(let #name = self.#field.clone();),
            });
        }
        for (argument, source) in &self.item.arguments {
            if let Source::Parameter(index) = source
                && let Some(parameter) = self.request().parameter(*index)
            {
                bindings.extend(parameters::binding(argument, parameter, Twice::ByOptions));
            }
        }
        bindings.extend(self.body_binding());
        bindings
    }

    fn body_binding(&self) -> Option<TokenStream> {
        let body = self.operation.body.as_ref()?;
        let plan = self.item.request.body.as_ref()?;
        let is_optional = plan.is_optional;
        Some(match &body.kind {
            BodyKind::Arguments(name) => {
                let given = |index| self.argument(Source::Field(index));
                bodies::binding(self.made, (name, plan), given)
            }
            BodyKind::Form(form) => {
                let required = form.fields.iter().enumerate();
                let required = required.filter(|(_, field)| field.field.presence == Presence::Required);
                forms::binding(
                    form,
                    required.filter_map(|(index, field)| Some((field, self.argument(Source::Field(index))?))),
                )
            }
            BodyKind::Json(_) | BodyKind::Raw(_) | BodyKind::Items(_) if is_optional => {
                quote!(let body = None;)
            }
            BodyKind::Json(type_ref) => {
                let converted = super::type_ref::converted(self.argument(Source::Body)?, Twice::ByOptions);
                let wanted = type_anywhere(type_ref);
                quote!(let body: crate::json::Body<#wanted> = crate::json::Body(#converted);)
            }
            BodyKind::Raw(_) => quote!(let body: crate::Upload = body.into();),
            BodyKind::Items(items) => {
                let item = type_anywhere(&items.type_ref);
                quote!(let body: crate::ItemUpload<#item> = body.into();)
            }
        })
    }

    /// The argument for a part of the request.
    fn argument(&self, wanted: Source) -> Option<&'a Argument> {
        self.item.arguments.iter().find(|(_, source)| *source == wanted).map(|(argument, _)| argument)
    }

    fn docs(&self) -> TokenStream {
        let operation = self.operation;
        let docs = docs::attributes(&operation.docs, &format!("The operation `{}`.", operation.name));
        let described = self.item.arguments.iter().filter_map(|(argument, source)| {
            let (_, docs) = self.made.api.described(operation, *source)?;
            Some((&argument.name, docs))
        });
        let listed = docs::arguments(described);
        let errors: Vec<String> = operation
            .errors
            .iter()
            .filter_map(|error| match &error.type_ref {
                Some(TypeRef::Named(name)) => {
                    Some(format!("- {}: [`types::{name}`](crate::types::{name})", error.status))
                }
                _ => None,
            })
            .collect();
        let errors = if errors.is_empty() {
            TokenStream::new()
        } else {
            docs::lines(&format!(
                "\nThe bodies that failures are documented to have:\n\n{}",
                errors.join("\n")
            ))
        };
        let (sent, example) = (self.sent(), self.example());
        let stream = stream_reading::docs(operation, &self.item.request);
        let headers = self.item.headers_type.as_ref().map(header_types::docs);
        quote!(#docs #stream #sent #listed #errors #headers #example)
    }

    /// The line of the request, and what a caller must be permitted to do.
    fn sent(&self) -> TokenStream {
        let Operation { method, path, permissions, request_type, .. } = self.operation;
        let body =
            request_type.as_ref().map(|media_type| format!(", with a body of `{}`", docs::code(media_type)));
        let server = self.operation.server.as_ref().map(|server| {
            let chosen = self.operation.server_choice.as_ref();
            let chosen = chosen.map(|name| format!(", or another [`{name}`](crate::servers::{name})"));
            format!(", on the server `{}`{}", docs::code(server), chosen.unwrap_or_default())
        });
        let (body, server) = (body.unwrap_or_default(), server.unwrap_or_default());
        let line = format!("\n`{method} {}`{body}{server}", docs::code(path));
        let permissions: Vec<String> =
            permissions.iter().map(|permission| format!("*{}*", docs::escape(permission))).collect();
        docs::lines(&match permissions.is_empty() {
            true => line,
            false => format!("{line}\n\nPermission: {}.", permissions.join(" or ")),
        })
    }

    fn example(&self) -> TokenStream {
        let library = self.made.api.package.library();
        let arguments: Vec<&Argument> = self.item.arguments.iter().map(|(argument, _)| argument).collect();
        let given = examples::Given::of(&self.item.answer);
        let group = (self.group, self.group_item);
        examples::of_call(&library, group, self.operation, &arguments, given)
    }
}
