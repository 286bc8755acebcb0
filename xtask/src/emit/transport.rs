//! The transport client: progenitor's methods, one for each operation.
//!
//! progenitor is handed a document of our own making, with names that it cannot change and types that it need not
//! understand; nothing of what a document says can surprise it. Of its methods we keep what makes the request and leave
//! what sends it: a request that is made once can be tried several times with the same bytes, an answer's body is read
//! within the try, so that one that breaks off is tried again, and no future is compiled for each operation.

mod blocks;
mod revise;

use super::ident::{ident, joined};
use super::{File, arguments, features};
use crate::diagnostic::{Diagnostic, Result};
use crate::model::{Api, Body, BodyKind, Group, Operation, Parameter, Place, Scalar, Serialization, TypeRef};
use openapiv3::{
    Components, Content, Info, MediaType, OpenAPI, Parameter as OpenParameter, ParameterData,
    ParameterSchemaOrContent, PathItem, PathStyle, QueryStyle, ReferenceOr, RequestBody, Response, Responses,
    Schema, SchemaData, SchemaKind, StatusCode, Type,
};
use proc_macro2::{Ident, TokenStream};
use progenitor::{GenerationSettings, Generator};
use quote::quote;
use syn::{ImplItem, Item, ItemImpl};

/// progenitor's media type for a body of bytes, which is replaced by the one that the document names.
const BYTES: &str = "application/octet-stream";

/// The names that progenitor's methods use for themselves.
const PROGENITORS_OWN: &[&str] =
    &["body", "header_map", "info", "request", "response", "result", "url", "value"];

/// The files of the transport client.
pub(super) fn files(api: &Api) -> Vec<File<'_>> {
    let mut files = vec![File::tokens("src/transport/mod.rs", || {
        let modules = api.groups.iter().map(|group| {
            let (attribute, name) = (features::of_group(api, &group.accessor), ident(&group.accessor));
            quote!(#attribute mod #name;)
        });
        quote! {
            #![doc = " The transport client, made by progenitor: it makes the requests."]

            #(#modules)*
        }
    })];
    for group in &api.groups {
        files.push(File::syntax(format!("src/transport/{}.rs", group.accessor), || methods(api, group)));
    }
    files
}

/// The name of an operation's transport method.
pub(super) fn method_name(group: &Group, operation: &Operation) -> Ident {
    joined(&group.accessor, &operation.name)
}

/// How the transport takes a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// As a number.
    Integer,
    /// As a truth value.
    Boolean,
    /// As a list of texts.
    Texts,
    /// As text.
    Text,
    /// As text that is encoded already, in a path.
    Encoded,
    /// Not at all: it is added to the request by the runtime.
    Added,
}

/// How the transport takes a parameter of a type.
pub(super) fn taken(parameter: &Parameter) -> Taken {
    match (parameter.place, parameter.serialization) {
        (Place::Cookie, _) | (Place::Query, Serialization::Styled { .. }) => return Taken::Added,
        (Place::Path, Serialization::Styled { .. }) => return Taken::Encoded,
        (_, Serialization::Styled { .. } | Serialization::Json) => return Taken::Text,
        (_, Serialization::Plain) => {}
    }
    match (parameter.place, &parameter.type_ref) {
        (Place::Query, TypeRef::Scalar(Scalar::Integer(format))) if format.fits_i64() => Taken::Integer,
        (Place::Query, TypeRef::Scalar(Scalar::Boolean)) => Taken::Boolean,
        (Place::Query, TypeRef::Array(_)) => Taken::Texts,
        _ => Taken::Text,
    }
}

/// The parameters in the order in which progenitor's method takes them: the path's as they stand there, then the
/// query's and the headers' by name. The body, if there is one, comes last.
pub(super) fn call_order(operation: &Operation) -> Vec<&Parameter> {
    let mut ordered = Vec::new();
    for place in [Place::Path, Place::Query, Place::Header] {
        let mut some: Vec<&Parameter> =
            transported(operation).filter(|parameter| parameter.place == place).collect();
        if place != Place::Path {
            some.sort_by_key(|parameter| transport_name(operation, parameter));
        }
        ordered.append(&mut some);
    }
    ordered
}

/// The parameters that the transport takes.
fn transported(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| taken(parameter) != Taken::Added)
}

/// Whether the transport takes a body: not one that may be left out, and no form.
pub(super) fn is_transported(body: &Body) -> bool {
    match &body.kind {
        BodyKind::Arguments(_) => true,
        BodyKind::Json(_) | BodyKind::Raw(_) => body.required,
        BodyKind::Form(_) => false,
    }
}

fn methods(api: &Api, group: &Group) -> Result<syn::File> {
    let document = document(api, group);
    let mut settings = GenerationSettings::new();
    for (index, operation) in group.operations.iter().enumerate() {
        if let Some(replacement) = body_type(api, operation) {
            let no_traits = std::iter::empty::<progenitor::TypeImpl>();
            settings.with_replacement(body_schema(index), replacement.to_string(), no_traits);
        }
    }
    let failed = |error: &dyn std::fmt::Display| {
        Diagnostic::file(
            &api.document,
            format!("progenitor cannot make the operations of the group `{}`: {error}", group.accessor),
            "leave the operations out with [selection] in generator.toml, and report the document as a bug",
        )
    };
    let tokens = Generator::new(&settings).generate_tokens(&document).map_err(|error| failed(&error))?;
    let mut methods = Vec::new();
    for block in blocks::of_the_client(tokens) {
        let block: ItemImpl = syn::parse2(block).map_err(|error| failed(&error))?;
        let is_method =
            |item: &ImplItem| matches!(item, ImplItem::Fn(method) if method.sig.asyncness.is_some());
        methods.extend(block.items.into_iter().filter(is_method));
    }
    if methods.len() != group.operations.len() {
        return Err(failed(&format!("{} of {} came out", methods.len(), group.operations.len())));
    }
    for method in &mut methods {
        let ImplItem::Fn(method) = method else { continue };
        let name = method.sig.ident.to_string();
        let found = group.operations.iter().enumerate().find(|(index, _)| operation_id(*index) == name);
        let Some((index, operation)) = found else {
            return Err(failed(&format!("`{name}` is no operation")));
        };
        revise::revise(method, group, operation, index).map_err(|problem| failed(&problem))?;
    }
    let says = format!(" The requests of `{}`.", group.type_name);
    let mut file: syn::File = syn::parse_quote! {
        #![doc = #says]
        #![allow(clippy::all, clippy::pedantic)]

        #[allow(unused_imports)]
        use crate::path::encode_path;
        use progenitor_client::Error;
    };
    // As syntax, not as tokens: they have been parsed already.
    let mut block: ItemImpl = syn::parse_quote!(impl crate::connection::Connection {});
    block.items = methods;
    file.items.push(Item::Impl(block));
    Ok(file)
}

/// What progenitor calls an operation: nothing that it could take for a word of its own.
fn operation_id(index: usize) -> String {
    format!("operation{index}")
}

/// What leads in the path that progenitor is told, so that no two operations have one path.
fn path_prefix(index: usize) -> String {
    format!("/operation{index}")
}

fn body_schema(index: usize) -> String {
    format!("Body{index}")
}

/// The type that progenitor is told to take for a JSON body.
fn body_type(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref().filter(|body| is_transported(body))?;
    match &body.kind {
        BodyKind::Arguments(name) => Some(arguments::type_path(api, name)),
        BodyKind::Json(type_ref) => {
            let tokens = super::type_ref::type_tokens(type_ref, &quote!(crate::types::));
            Some(quote!(crate::json::Body<#tokens>))
        }
        BodyKind::Form(_) | BodyKind::Raw(_) => None,
    }
}

/// What progenitor calls a parameter: its name in Rust where progenitor leaves that alone.
fn transport_name(operation: &Operation, parameter: &Parameter) -> String {
    let name = parameter.name.as_str();
    let parts_are_plain =
        name.split('_').all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase()));
    if parts_are_plain && !PROGENITORS_OWN.contains(&name) && syn::parse_str::<Ident>(name).is_ok() {
        return name.to_owned();
    }
    let index = operation.parameters.iter().position(|other| other == parameter).unwrap_or_default();
    format!("parameter{index}")
}

/// The path template with progenitor's names of the parameters.
fn transport_path(operation: &Operation) -> String {
    let mut rest = operation.path.as_str();
    let mut path = String::new();
    while let Some((literal, (name, after))) =
        rest.split_once('{').and_then(|(literal, more)| Some((literal, more.split_once('}')?)))
    {
        let parameter = operation
            .parameters
            .iter()
            .find(|parameter| parameter.place == Place::Path && parameter.parameter == name);
        let name =
            parameter.map_or_else(|| name.to_owned(), |parameter| transport_name(operation, parameter));
        path.push_str(&format!("{literal}{{{name}}}"));
        rest = after;
    }
    path + rest
}

/// The document that progenitor is handed for a group.
fn document(api: &Api, group: &Group) -> OpenAPI {
    let mut document = OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: Info { title: api.package.name.clone(), version: String::new(), ..Info::default() },
        ..OpenAPI::default()
    };
    let mut components = Components::default();
    for (index, operation) in group.operations.iter().enumerate() {
        if body_type(api, operation).is_some() {
            components.schemas.insert(
                body_schema(index),
                ReferenceOr::Item(schema(Type::Object(openapiv3::ObjectType::default()))),
            );
        }
        let path = format!("{}{}", path_prefix(index), transport_path(operation));
        let item = document.paths.paths.entry(path).or_insert_with(|| ReferenceOr::Item(PathItem::default()));
        let ReferenceOr::Item(item) = item else { continue };
        let place = match operation.method.as_str() {
            "GET" => &mut item.get,
            "PUT" => &mut item.put,
            "POST" => &mut item.post,
            "DELETE" => &mut item.delete,
            "OPTIONS" => &mut item.options,
            "HEAD" => &mut item.head,
            "PATCH" => &mut item.patch,
            _ => &mut item.trace,
        };
        *place = Some(described(operation, index));
    }
    document.components = Some(components);
    document
}

fn described(operation: &Operation, index: usize) -> openapiv3::Operation {
    let mut responses = Responses::default();
    let mut content = Content::default();
    content.insert(BYTES.to_owned(), MediaType::default());
    let response = Response { description: "Success".to_owned(), content, ..Response::default() };
    responses.responses.insert(StatusCode::Range(2), ReferenceOr::Item(response));
    openapiv3::Operation {
        operation_id: Some(operation_id(index)),
        parameters: transported(operation)
            .map(|parameter| ReferenceOr::Item(described_parameter(operation, parameter)))
            .collect(),
        request_body: operation
            .body
            .as_ref()
            .filter(|body| is_transported(body))
            .map(|body| ReferenceOr::Item(described_body(body, index))),
        responses,
        ..openapiv3::Operation::default()
    }
}

fn described_parameter(operation: &Operation, parameter: &Parameter) -> OpenParameter {
    let text = || schema(Type::String(openapiv3::StringType::default()));
    let described = match taken(parameter) {
        Taken::Integer => schema(Type::Integer(openapiv3::IntegerType::default())),
        Taken::Boolean => schema(Type::Boolean(openapiv3::BooleanType::default())),
        Taken::Texts => schema(Type::Array(openapiv3::ArrayType {
            items: Some(ReferenceOr::Item(Box::new(text()))),
            min_items: None,
            max_items: None,
            unique_items: false,
        })),
        Taken::Text | Taken::Encoded | Taken::Added => text(),
    };
    let parameter_data = ParameterData {
        name: transport_name(operation, parameter),
        description: None,
        required: parameter.is_required(),
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(described)),
        example: None,
        examples: Default::default(),
        explode: None,
        extensions: Default::default(),
    };
    match parameter.place {
        Place::Path => OpenParameter::Path { parameter_data, style: PathStyle::Simple },
        Place::Query => OpenParameter::Query {
            parameter_data,
            allow_reserved: false,
            style: QueryStyle::Form,
            allow_empty_value: None,
        },
        Place::Header => OpenParameter::Header { parameter_data, style: openapiv3::HeaderStyle::Simple },
        Place::Cookie => OpenParameter::Cookie { parameter_data, style: openapiv3::CookieStyle::Form },
    }
}

fn described_body(body: &Body, index: usize) -> RequestBody {
    let (media_type, described) = match &body.kind {
        BodyKind::Arguments(_) | BodyKind::Json(_) => (
            "application/json",
            ReferenceOr::Reference { reference: format!("#/components/schemas/{}", body_schema(index)) },
        ),
        BodyKind::Form(_) | BodyKind::Raw(_) => {
            let binary = openapiv3::VariantOrUnknownOrEmpty::Item(openapiv3::StringFormat::Binary);
            let text = openapiv3::StringType { format: binary, ..Default::default() };
            (BYTES, ReferenceOr::Item(schema(Type::String(text))))
        }
    };
    let mut content = Content::default();
    content.insert(media_type.to_owned(), MediaType { schema: Some(described), ..MediaType::default() });
    RequestBody { content, required: true, ..RequestBody::default() }
}

fn schema(kind: Type) -> Schema {
    Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::Type(kind) }
}
