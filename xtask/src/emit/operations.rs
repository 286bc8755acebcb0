//! The operations layer: what a user calls. A type for each group, a method for each operation.
//!
//! Required arguments are arguments. An operation that also has optional ones gets a request type with a setter for
//! each; all others return the one [`Request`](crate::emit) of the runtime, which keeps the crate small to compile.

use super::ident::ident;
use super::transport::{Taken, call_order, method_name, taken};
use super::type_ref::{allow_many, argument, initialiser, type_tokens};
use super::{File, arguments, docs};
use crate::model::{
    Api, BodyKind, Definition, Field, Group, Name, Opening, Operation, Parameter, Place, Presence, Role,
    StructType, TypeRef,
};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The module `operations`, and a file for each group in it.
pub(super) fn files(api: &Api) -> Vec<File> {
    let modules: Vec<Ident> = api.groups.iter().map(|group| ident(&group.accessor)).collect();
    let mut files = vec![
        File::tokens(
            "src/operations/mod.rs",
            quote! {
                #![doc = " The operations of the API, in groups."]

                pub(crate) mod arguments;
                #(pub mod #modules;)*
            },
        ),
        File::tokens("src/operations/arguments.rs", arguments::module(api)),
    ];
    for group in &api.groups {
        files.push(File::tokens(format!("src/operations/{}.rs", group.accessor), module(api, group)));
    }
    files
}

fn module(api: &Api, group: &Group) -> TokenStream {
    let accessor = accessor(group);
    let calls: Vec<Call<'_>> =
        group.operations.iter().map(|operation| Call { api, group, operation }).collect();
    let methods = calls.iter().map(Call::method);
    let builders = calls.iter().filter(|call| call.has_options()).map(Call::builder);
    let type_name = ident(&group.type_name);
    let says = format!(" The operations of [`{}`].", group.type_name);
    quote! {
        #![doc = #says]

        #[allow(unused_imports)]
        use crate::{Client, Request, answer, operations::arguments, path};

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
            client: Client,
            #(#names: String,)*
        }

        impl Client {
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
fn parameter_list<'a>(parameters: impl Iterator<Item = &'a Parameter>) -> TokenStream {
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

/// An operation where it is emitted.
struct Call<'a> {
    api: &'a Api,
    group: &'a Group,
    operation: &'a Operation,
}

/// Something that a caller may or must say.
struct Argument<'a> {
    name: &'a Name,
    type_ref: &'a TypeRef,
    docs: &'a crate::model::Docs,
    wire: &'a str,
}

impl<'a> Call<'a> {
    fn is_bound(&self, parameter: &Parameter) -> bool {
        parameter.place == Place::Path
            && self.group.parameters.iter().any(|bound| bound.parameter == parameter.parameter)
    }

    fn body(&self) -> Option<(&'a Name, &'a StructType)> {
        let Some(crate::model::Body { kind: BodyKind::Arguments(name), .. }) = &self.operation.body else {
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

    fn optional_parameters(&self) -> impl Iterator<Item = &'a Parameter> {
        self.own_parameters().filter(|parameter| !(parameter.required || parameter.place == Place::Path))
    }

    fn optional_fields(&self) -> impl Iterator<Item = &'a Field> {
        self.body_fields().filter(|field| field.presence == Presence::Optional)
    }

    fn has_options(&self) -> bool {
        self.optional_parameters().next().is_some() || self.optional_fields().next().is_some()
    }

    /// The type of the value of success, and the function of the runtime that reads it.
    fn answer(&self) -> (TokenStream, TokenStream) {
        let success = &self.operation.success;
        let value = || match &success.type_ref {
            Some(type_ref) => type_tokens(type_ref, &quote!(crate::types::)),
            None => quote!(::serde_json::Value),
        };
        match success.opening {
            Opening::Whole => (value(), quote!(answer::whole)),
            Opening::Result => (value(), quote!(answer::result)),
            Opening::Success => (value(), quote!(answer::success)),
            Opening::Nothing => (quote!(()), quote!(answer::nothing)),
            Opening::Raw => (quote!(::bytes::Bytes), quote!(answer::raw)),
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
            let type_name = ident(name);
            let path = if structure.arguments_only { quote!(arguments::) } else { quote!(crate::types::) };
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
            return quote!(let body = #path #type_name { #(#fields)* #rest };);
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
    fn request(&self, client: &TokenStream) -> TokenStream {
        let (_, reader) = self.answer();
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
        quote! {
            Request::new(
                #client,
                path::check(&[#(#checks),*]),
                #reader,
                move |transport| async move { transport.#method(#(#passed),*).await },
            )
        }
    }

    fn method(&self) -> TokenStream {
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
                    #builder { client: self.client.clone(), #(#carried,)* #(#unset)* }
                }
            };
        }
        let request = self.request(&quote!(&self.client));
        quote! {
            #docs
            #allowed
            pub fn #name(&self, #(#signature),*) -> Request<#value> {
                #bindings
                #request
            }
        }
    }

    fn docs(&self) -> TokenStream {
        let operation = self.operation;
        let docs = docs::attributes(&operation.docs, &format!("The operation `{}`.", operation.name));
        let listed = parameter_list(self.required_parameters());
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

    fn builder_name(&self) -> Ident {
        let pascal = Name::new(self.operation.name.as_str(), Role::Type);
        let pascal = pascal.as_ref().map_or("Operation", Name::as_str).trim_end_matches('_');
        format_ident!("{pascal}Request")
    }

    /// What the builder carries beside the optional parameters: the required ones and the body.
    fn carried(&self) -> Vec<Ident> {
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
            BodyKind::Arguments(name) => {
                let type_name = ident(name);
                let is_private = self.api.types.get(name).is_some_and(super::types::is_arguments);
                if is_private { quote!(arguments::#type_name) } else { quote!(crate::types::#type_name) }
            }
            BodyKind::Json(type_ref) => {
                let tokens = type_tokens(type_ref, &quote!(crate::types::));
                quote!(crate::json::Body<#tokens>)
            }
            BodyKind::Raw(_) => quote!(::bytes::Bytes),
        }));
        types
    }

    /// The request type of an operation with optional arguments.
    fn builder(&self) -> TokenStream {
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
        let request = self.request(&quote!(&client));
        let says = docs::lines(&format!(
            "A call of [`{}::{}`] that is being put together.",
            self.group.type_name, self.operation.name
        ));
        quote! {
            #says
            #[derive(Clone, Debug)]
            #[must_use = "nothing is sent until `send` is called and awaited"]
            pub struct #builder {
                client: Client,
                #(#carried: #carried_types,)*
                #(#options: Option<#option_types>,)*
            }

            impl #builder {
                #(#parameter_setters)*
                #(#field_setters)*

                fn into_request(self) -> Request<#value> {
                    let Self { client, #(#carried,)* #(#options,)* } = self;
                    #request
                }

                /// Sends the request and reads the value of the answer.
                ///
                /// # Errors
                ///
                /// Those of [`Request::send`].
                pub async fn send(self) -> Result<#value, crate::Error> {
                    self.into_request().send().await
                }
            }
        }
    }
}

fn setter(said: &Argument<'_>, assign: impl Fn(TokenStream, Ident) -> TokenStream) -> TokenStream {
    let name = ident(said.name);
    // A setter must not hide what sends the request.
    let method = if ["send", "into_request"].contains(&said.name.as_str()) {
        format_ident!("set_{name}")
    } else {
        name.clone()
    };
    let (taken, converted) = argument(said.type_ref, &quote!(#name), &quote!(crate::types::));
    let docs = docs::attributes(said.docs, &format!("Sets `{}`.", docs::escape(said.wire)));
    let assigned = assign(converted, name.clone());
    quote! {
        #docs
        pub fn #method(mut self, #name: #taken) -> Self {
            #assigned
            self
        }
    }
}

/// Binds an argument as its type, and then as what the transport takes.
fn typed_binding(parameter: &Parameter, name: &Ident, converted: &TokenStream) -> TokenStream {
    let wanted = type_tokens(&parameter.type_ref, &quote!(crate::types::));
    let sent = match (taken(parameter), &parameter.type_ref) {
        (Taken::Integer, TypeRef::Integer32) => quote!(let #name = i64::from(#name);),
        (Taken::Texts, _) => quote!(let #name = path::texts(&#name);),
        (Taken::Text, other) if *other != TypeRef::String => quote!(let #name = path::text(&#name);),
        (Taken::Integer | Taken::Boolean | Taken::Text, _) => TokenStream::new(),
    };
    quote!(let #name: #wanted = #converted; #sent)
}

fn sent_type(parameter: &Parameter) -> TokenStream {
    match taken(parameter) {
        Taken::Integer => quote!(i64),
        Taken::Boolean => quote!(bool),
        Taken::Texts => quote!(Vec<String>),
        Taken::Text => quote!(String),
    }
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
