//! One operation as a method: its arguments, what becomes of them, and the request that is made of them.

use super::ident::ident;
use super::transport::{Taken, call_order, method_name, taken};
use super::type_ref::{allow_many, argument, initialiser, type_tokens};
use super::{arguments, docs, operations};
use crate::model::{
    Api, Body, BodyKind, Definition, Field, Group, Name, Opening, Operation, Page, PageQuery, Parameter,
    Place, Presence, StructType, TypeRef,
};
use proc_macro2::{Ident, TokenStream};
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

    fn body(&self) -> Option<(&'a Name, &'a StructType)> {
        let Some(Body { kind: BodyKind::Arguments(name), .. }) = &self.operation.body else {
            return None;
        };
        match self.api.types.get(name) {
            Some(Definition::Struct(structure)) => Some((name, structure)),
            _ => None,
        }
    }

    fn body_fields(&self) -> impl Iterator<Item = &'a Field> {
        self.body().map(|(_, structure)| structure.fields.iter()).into_iter().flatten()
    }

    /// The parameters that are no property of the group's type.
    fn own_parameters(&self) -> impl Iterator<Item = &'a Parameter> {
        self.operation.parameters.iter().filter(|parameter| !self.is_bound(parameter))
    }

    fn required_parameters(&self) -> impl Iterator<Item = &'a Parameter> {
        self.own_parameters().filter(|parameter| parameter.required || parameter.place == Place::Path)
    }

    pub(super) fn optional_parameters(&self) -> impl Iterator<Item = &'a Parameter> {
        self.own_parameters().filter(|parameter| !(parameter.required || parameter.place == Place::Path))
    }

    pub(super) fn optional_fields(&self) -> impl Iterator<Item = &'a Field> {
        self.body_fields().filter(|field| field.presence == Presence::Optional)
    }

    pub(super) fn has_options(&self) -> bool {
        self.optional_parameters().next().is_some() || self.optional_fields().next().is_some()
    }

    /// The type of the value of success, and the codec of the runtime that reads it.
    pub(super) fn answer(&self) -> (TokenStream, TokenStream) {
        let success = &self.operation.success;
        let value = || match &success.type_ref {
            Some(type_ref) => type_tokens(type_ref, &quote!(crate::types::)),
            None => quote!(::serde_json::Value),
        };
        match success.opening {
            Opening::Whole => (value(), quote!(answer::whole())),
            Opening::Result => (value(), quote!(answer::result())),
            Opening::Success => (value(), quote!(answer::success())),
            Opening::Nothing => (quote!(()), quote!(answer::nothing())),
            Opening::Raw => (quote!(::bytes::Bytes), quote!(answer::raw())),
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
        match self.operation.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Json(type_ref)) => {
                let (taken, _) = argument(type_ref, &quote!(body), &types);
                signature.push(quote!(body: #taken));
            }
            Some(BodyKind::Raw(_)) => signature.push(quote!(body: impl Into<::bytes::Bytes>)),
            Some(BodyKind::Arguments(_)) | None => {}
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
            bindings.extend(quote!(let #name = self.#field.clone();));
        }
        for parameter in self.required_parameters() {
            let name = ident(&parameter.name);
            let (_, converted) = argument(&parameter.type_ref, &quote!(#name), &types);
            bindings.extend(typed_binding(parameter, &name, &converted));
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
        match self.operation.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Json(type_ref)) => {
                let (_, converted) = argument(type_ref, &quote!(body), &types);
                let wanted = type_tokens(type_ref, &types);
                quote!(let body: crate::json::Body<#wanted> = crate::json::Body(#converted);)
            }
            Some(BodyKind::Raw(_)) => quote!(let body: ::bytes::Bytes = body.into();),
            Some(BodyKind::Arguments(_)) | None => TokenStream::new(),
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
        let mut passed: Vec<TokenStream> = call_order(self.operation).into_iter().map(passed).collect();
        passed.extend(self.operation.body.as_ref().map(|body| match body.kind {
            BodyKind::Arguments(_) | BodyKind::Json(_) => quote!(&body),
            BodyKind::Raw(_) => quote!(body),
        }));
        let described = self.described();
        quote! {
            crate::Request::new(
                &#client,
                #described,
                path::check(&[#(#checks),*]),
                #client.connection().#method(#(#passed),*),
                #codec,
            )
        }
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

/// Binds an argument as its type, and then as what the transport takes.
pub(super) fn typed_binding(parameter: &Parameter, name: &Ident, converted: &TokenStream) -> TokenStream {
    let wanted = type_tokens(&parameter.type_ref, &quote!(crate::types::));
    let sent = match (taken(parameter), &parameter.type_ref) {
        (Taken::Integer, TypeRef::Integer32) => quote!(let #name = i64::from(#name);),
        (Taken::Texts, _) => quote!(let #name = path::texts(&#name);),
        (Taken::Text, other) if *other != TypeRef::String => quote!(let #name = path::text(&#name);),
        (Taken::Integer | Taken::Boolean | Taken::Text, _) => TokenStream::new(),
    };
    quote!(let #name: #wanted = #converted; #sent)
}

/// A local variable as an argument of the transport's method.
fn passed(parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    let is_optional = !parameter.required && parameter.place != Place::Path;
    match (taken(parameter), is_optional) {
        (Taken::Integer | Taken::Boolean, _) => quote!(#name),
        (Taken::Texts, true) => quote!(#name.as_ref()),
        (Taken::Text, true) => quote!(#name.as_deref()),
        (Taken::Texts | Taken::Text, false) => quote!(&#name),
    }
}
