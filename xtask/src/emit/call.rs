//! One operation as a method: its arguments, what becomes of them, and the request that is made of them.

use super::ident::ident;
use super::transport::{Taken, call_order, is_transported, method_name, taken};
use super::type_ref::{allow_many, argument, initialiser, type_tokens};
use super::{arguments, docs, forms, operations, parameters};
use crate::model::{
    Api, Body, BodyKind, Field, Form, FormEncoding, Group, Name, Opening, Operation, Page, PageQuery,
    Parameter, Place, Presence, StructType, TypeRef,
};
use proc_macro2::TokenStream;
use quote::quote;

/// An operation where it is emitted.
pub(super) struct Call<'a> {
    pub(super) api: &'a Api,
    pub(super) group: &'a Group,
    pub(super) operation: &'a Operation,
}

impl<'a> Call<'a> {
    fn is_bound(&self, parameter: &Parameter) -> bool {
        parameter.place == Place::Path
            && self.group.parameters.iter().any(|bound| bound.parameter == parameter.parameter)
    }

    /// Whether a parameter is borrowed from the group's type; a request that is put together has to own it.
    fn is_borrowed(&self, parameter: &Parameter) -> bool {
        self.is_bound(parameter) && !self.has_options()
    }

    fn passed(&self, parameter: &Parameter) -> TokenStream {
        if self.is_borrowed(parameter) {
            let name = ident(&parameter.name);
            return quote!(#name);
        }
        parameters::passed(parameter)
    }

    fn body(&self) -> Option<(&'a Name, &'a StructType)> {
        let Some(Body { kind: BodyKind::Arguments(name), .. }) = &self.operation.body else {
            return None;
        };
        Some((name, self.api.structure(name)?))
    }

    /// The form that is the body.
    pub(super) fn form(&self) -> Option<&'a Form> {
        match &self.operation.body.as_ref()?.kind {
            BodyKind::Form(form) => Some(form),
            _ => None,
        }
    }

    fn body_fields(&self) -> impl Iterator<Item = &'a Field> {
        let of_object = self.body().map(|(_, structure)| structure.fields.iter()).into_iter().flatten();
        let of_form = self.form().map(|form| form.fields.iter()).into_iter().flatten();
        of_object.chain(of_form.map(|field| &field.field))
    }

    /// A body of one piece that may be left out.
    pub(super) fn optional_body(&self) -> Option<&'a BodyKind> {
        let body = self.operation.body.as_ref()?;
        let is_whole = matches!(body.kind, BodyKind::Json(_) | BodyKind::Raw(_));
        (is_whole && !body.required).then_some(&body.kind)
    }

    /// The parameters that are no property of the group's type.
    fn own_parameters(&self) -> impl Iterator<Item = &'a Parameter> {
        self.operation.parameters.iter().filter(|parameter| !self.is_bound(parameter))
    }

    fn required_parameters(&self) -> impl Iterator<Item = &'a Parameter> {
        self.own_parameters().filter(|parameter| parameter.is_required())
    }

    pub(super) fn optional_parameters(&self) -> impl Iterator<Item = &'a Parameter> {
        self.own_parameters().filter(|parameter| !parameter.is_required())
    }

    pub(super) fn optional_fields(&self) -> impl Iterator<Item = &'a Field> {
        self.body_fields().filter(|field| field.presence == Presence::Optional)
    }

    pub(super) fn has_options(&self) -> bool {
        self.optional_parameters().next().is_some()
            || self.optional_fields().next().is_some()
            || self.optional_body().is_some()
            || self.takes_more_parts()
    }

    /// Whether a caller can add parts that the document does not name.
    pub(super) fn takes_more_parts(&self) -> bool {
        self.form().is_some_and(|form| form.encoding == FormEncoding::Multipart)
    }

    /// The type of the value of success, and the codec of the runtime that reads it.
    pub(super) fn answer(&self) -> (TokenStream, TokenStream) {
        let success = &self.operation.success;
        let optional = |value: &TokenStream| quote!(Option<#value>);
        let value = || match &success.type_ref {
            Some(type_ref) => type_tokens(type_ref, &quote!(crate::types::)),
            None => quote!(::serde_json::Value),
        };
        match (success.opening, success.may_be_empty) {
            (Opening::Whole, false) => (value(), quote!(answer::whole())),
            (Opening::Result, false) => (value(), quote!(answer::result())),
            (Opening::Success, false) => (value(), quote!(answer::success())),
            (Opening::Whole, true) => (optional(&value()), quote!(answer::whole_if_any())),
            (Opening::Result, true) => (optional(&value()), quote!(answer::result_if_any())),
            (Opening::Success, true) => (optional(&value()), quote!(answer::success_if_any())),
            (Opening::Nothing, _) => (quote!(()), quote!(answer::nothing())),
            (Opening::Text, _) => (quote!(String), quote!(answer::text())),
            (Opening::Raw, _) => (quote!(::bytes::Bytes), quote!(answer::raw())),
        }
    }

    /// The arguments of the method: their declarations.
    fn signature(&self) -> Vec<TokenStream> {
        let types = quote!(crate::types::);
        let mut signature = Vec::new();
        for parameter in self.required_parameters() {
            let name = ident(&parameter.name);
            let (taken, _) = argument(&parameter.type_ref, &quote!(#name), &types);
            signature.push(quote!(#name: #taken));
        }
        for field in self.body_fields().filter(|field| field.presence == Presence::Required) {
            let name = ident(&field.name);
            let (taken, _) = argument(&field.type_ref, &quote!(#name), &types);
            signature.push(quote!(#name: #taken));
        }
        match self.operation.body.as_ref().filter(|body| body.required).map(|body| &body.kind) {
            Some(BodyKind::Json(type_ref)) => {
                let (taken, _) = argument(type_ref, &quote!(body), &types);
                signature.push(quote!(body: #taken));
            }
            Some(BodyKind::Raw(_)) => signature.push(quote!(body: impl Into<::bytes::Bytes>)),
            Some(BodyKind::Arguments(_) | BodyKind::Form(_)) | None => {}
        }
        signature
    }

    /// The statements that turn the method's arguments into what the transport takes.
    fn bindings(&self) -> TokenStream {
        let types = quote!(crate::types::);
        let mut bindings = TokenStream::new();
        for parameter in self.operation.parameters.iter().filter(|parameter| self.is_bound(parameter)) {
            let name = ident(&parameter.name);
            let bound = self.group.parameters.iter().find(|bound| bound.parameter == parameter.parameter);
            let field = bound.map_or_else(|| name.clone(), |bound| ident(&bound.name));
            bindings.extend(match self.is_borrowed(parameter) {
                true => quote!(let #name = &self.#field;),
                false => quote!(let #name = self.#field.clone();),
            });
        }
        for parameter in self.required_parameters() {
            let name = ident(&parameter.name);
            let (_, converted) = argument(&parameter.type_ref, &quote!(#name), &types);
            bindings.extend(parameters::typed_binding(parameter, &name, &converted));
        }
        bindings.extend(self.body_binding());
        bindings
    }

    fn body_binding(&self) -> TokenStream {
        let types = quote!(crate::types::);
        if let Some((name, structure)) = self.body() {
            let body = arguments::type_path(self.api, name);
            let fields = structure.fields.iter().map(|field| {
                let name = ident(&field.name);
                match field.presence {
                    Presence::Required => {
                        let value = initialiser(&field.type_ref, &name, &types);
                        quote!(#value,)
                    }
                    Presence::Optional => quote!(#name: None,),
                }
            });
            let rest = arguments::rest(structure);
            return quote!(let body = #body { #(#fields)* #rest };);
        }
        if let Some(form) = self.form() {
            return forms::binding(form);
        }
        if self.optional_body().is_some() {
            return quote!(let body = None;);
        }
        match self.operation.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Json(type_ref)) => {
                let (_, converted) = argument(type_ref, &quote!(body), &types);
                let wanted = type_tokens(type_ref, &types);
                quote!(let body: crate::json::Body<#wanted> = crate::json::Body(#converted);)
            }
            Some(BodyKind::Raw(_)) => quote!(let body: ::bytes::Bytes = body.into();),
            Some(BodyKind::Arguments(_) | BodyKind::Form(_)) | None => TokenStream::new(),
        }
    }

    /// The expression that makes the runtime's request; all parts of it are local variables by then.
    pub(super) fn request(&self, client: &TokenStream) -> TokenStream {
        let (_, codec) = self.answer();
        let path_names = self.operation.parameters.iter().filter(|parameter| parameter.place == Place::Path);
        let checks = path_names.map(|parameter| {
            let (wire, name) = (&parameter.parameter, ident(&parameter.name));
            quote!((#wire, #name.as_str()))
        });
        let method = method_name(self.group, self.operation);
        let mut passed: Vec<TokenStream> =
            call_order(self.operation).into_iter().map(|parameter| self.passed(parameter)).collect();
        let transported = self.operation.body.as_ref().filter(|body| is_transported(body));
        passed.extend(transported.map(|body| match body.kind {
            BodyKind::Arguments(_) | BodyKind::Json(_) => quote!(&body),
            BodyKind::Form(_) | BodyKind::Raw(_) => quote!(body),
        }));
        let added = self.added();
        let described = self.described();
        quote! {
            crate::Request::new(
                &#client,
                #described,
                path::check(&[#(#checks),*]),
                #client.connection().#method(#(#passed),*),
                #codec,
            )
            #(#added)*
        }
    }

    /// The calls that add to the request what the transport does not take.
    fn added(&self) -> Vec<TokenStream> {
        let parameters = self.operation.parameters.iter().filter(|found| taken(found) == Taken::Added);
        let mut added: Vec<TokenStream> = parameters.map(parameters::added).collect();
        let Some(body) = self.operation.body.as_ref().filter(|body| !is_transported(body)) else {
            return added;
        };
        match &body.kind {
            BodyKind::Form(_) => added.push(quote!(.with_form(&body))),
            BodyKind::Json(_) => {
                let media_type = body.media_type.as_deref().unwrap_or("application/json");
                added.push(quote!(.with_json(#media_type, body.as_ref())));
            }
            BodyKind::Raw(media_type) => added.push(quote!(.with_bytes(#media_type, body))),
            BodyKind::Arguments(_) => {}
        }
        added
    }

    /// What the runtime is told of the operation.
    fn described(&self) -> TokenStream {
        let (name, path) = (format!("{}.{}", self.group.accessor, self.operation.name), &self.operation.path);
        let pages = match &self.operation.page {
            Some(Page { query: PageQuery { number, size }, .. }) => {
                quote!(Some(crate::operation::PageQuery { number: #number, size: #size }))
            }
            None => quote!(None),
        };
        quote!(&crate::operation::Operation { name: #name, path: #path, pages: #pages })
    }

    pub(super) fn method(&self) -> TokenStream {
        let name = ident(&self.operation.name);
        let signature = self.signature();
        let (value, _) = self.answer();
        let bindings = self.bindings();
        let (docs, allowed) = (self.docs(), allow_many(signature.len() + 1));
        if self.has_options() {
            let builder = self.builder_name();
            let carried = self.carried();
            let unset = self.optional_parameters().map(|parameter| {
                let name = ident(&parameter.name);
                quote!(#name: None,)
            });
            return quote! {
                #docs
                #allowed
                pub fn #name(&self, #(#signature),*) -> #builder {
                    #bindings
                    #builder { client: self.client.clone(), options: crate::options::Options::default(), #(#carried,)* #(#unset)* }
                }
            };
        }
        let request = self.request(&quote!(self.client));
        quote! {
            #docs
            #allowed
            pub fn #name(&self, #(#signature),*) -> crate::Request<#value> {
                #bindings
                #request
            }
        }
    }

    fn docs(&self) -> TokenStream {
        let operation = self.operation;
        let docs = docs::attributes(&operation.docs, &format!("The operation `{}`.", operation.name));
        let listed = operations::parameter_list(self.required_parameters());
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
        quote!(#docs #listed #errors)
    }
}
