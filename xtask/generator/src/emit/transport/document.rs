//! The document that progenitor gets for a group of operations. It has our own names, which progenitor cannot change,
//! and simple types.

use crate::model::items::{Crate, GroupItem, OperationItem, ParameterPlan, RequestPlan, Transported};
use crate::model::{BodyKind, Group, Operation, Parameter, Place};
use openapiv3::{
    Components, Content, Info, MediaType, OpenAPI, Parameter as OpenParameter, ParameterData,
    ParameterSchemaOrContent, PathItem, PathStyle, QueryStyle, ReferenceOr, RequestBody, Response, Responses,
    Schema, SchemaData, SchemaKind, StatusCode, Type,
};

/// A media type whose answers progenitor leaves alone.
const BYTES: &str = "application/octet-stream";

/// The operationId for progenitor, which clashes with none of its own names.
pub(super) fn operation_id(index: usize) -> String {
    format!("operation{index}")
}

/// The prefix of the path for progenitor, so that no two operations share a path.
pub(super) fn path_prefix(index: usize) -> String {
    format!("/operation{index}")
}

/// The name of the schema of an operation's JSON body, which our own type replaces.
pub(super) fn body_schema(index: usize) -> String {
    format!("Body{index}")
}

/// The body that the transport takes, which is JSON.
pub(super) fn json_body<'a>(operation: &'a Operation, plan: &RequestPlan) -> Option<&'a BodyKind> {
    let is_transported = plan.body.as_ref().is_some_and(|plan| plan.is_transported);
    operation.body.as_ref().filter(|_| is_transported).map(|body| &body.kind)
}

/// Stands for the second of two slashes, of which progenitor would keep one. No path has this sign.
pub(super) const SECOND_SLASH: &str = "\\";

/// The path template with progenitor's names of the parameters.
fn transport_path(operation: &Operation, plan: &RequestPlan) -> String {
    let mut rest = operation.path.as_str();
    let mut path = String::new();
    while let Some((literal, (name, after))) =
        rest.split_once('{').and_then(|(literal, more)| Some((literal, more.split_once('}')?)))
    {
        let is_it =
            |(parameter, _): &(&Parameter, _)| parameter.place == Place::Path && parameter.parameter == name;
        let known = operation.parameters.iter().zip(&plan.parameters).find(is_it);
        let name = known.map_or(name, |(_, plan)| &plan.transport_name);
        path.push_str(&format!("{literal}{{{name}}}"));
        rest = after;
    }
    (path + rest).replace("//", &format!("/{SECOND_SLASH}"))
}

/// The document for a group.
pub(super) fn document(made: &Crate, group: &Group, item: &GroupItem) -> OpenAPI {
    let mut document = OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: Info { title: made.api.package.name.clone(), version: String::new(), ..Info::default() },
        ..OpenAPI::default()
    };
    let mut components = Components::default();
    for (index, (operation, item)) in group.operations.iter().zip(&item.operations).enumerate() {
        if json_body(operation, &item.request).is_some() {
            components.schemas.insert(
                body_schema(index),
                ReferenceOr::Item(schema(Type::Object(openapiv3::ObjectType::default()))),
            );
        }
        let path = format!("{}{}", path_prefix(index), transport_path(operation, &item.request));
        let path_item =
            document.paths.paths.entry(path).or_insert_with(|| ReferenceOr::Item(PathItem::default()));
        let ReferenceOr::Item(path_item) = path_item else { continue };
        let place = match operation.method.as_str() {
            "GET" => &mut path_item.get,
            "PUT" => &mut path_item.put,
            "POST" => &mut path_item.post,
            "DELETE" => &mut path_item.delete,
            "OPTIONS" => &mut path_item.options,
            "HEAD" => &mut path_item.head,
            "PATCH" => &mut path_item.patch,
            _ => &mut path_item.trace,
        };
        *place = Some(described(operation, item, index));
    }
    document.components = Some(components);
    document
}

fn described(operation: &Operation, item: &OperationItem, index: usize) -> openapiv3::Operation {
    let mut responses = Responses::default();
    let mut content = Content::default();
    content.insert(BYTES.to_owned(), MediaType::default());
    let response = Response { description: "Success".to_owned(), content, ..Response::default() };
    responses.responses.insert(StatusCode::Range(2), ReferenceOr::Item(response));
    openapiv3::Operation {
        operation_id: Some(operation_id(index)),
        parameters: operation
            .parameters
            .iter()
            .zip(&item.request.parameters)
            .filter(|(_, plan)| plan.transported != Transported::Not)
            .map(|(parameter, plan)| ReferenceOr::Item(described_parameter(parameter, plan)))
            .collect(),
        request_body: json_body(operation, &item.request).map(|_| ReferenceOr::Item(described_body(index))),
        responses,
        ..openapiv3::Operation::default()
    }
}

fn described_parameter(parameter: &Parameter, plan: &ParameterPlan) -> OpenParameter {
    let text = || schema(Type::String(openapiv3::StringType::default()));
    let described = match plan.transported {
        Transported::Integer => schema(Type::Integer(openapiv3::IntegerType::default())),
        Transported::Boolean => schema(Type::Boolean(openapiv3::BooleanType::default())),
        Transported::Texts => schema(Type::Array(openapiv3::ArrayType {
            items: Some(ReferenceOr::Item(Box::new(text()))),
            min_items: None,
            max_items: None,
            unique_items: false,
        })),
        Transported::Text | Transported::Encoded | Transported::Not => text(),
    };
    let parameter_data = ParameterData {
        name: plan.transport_name.clone(),
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

fn described_body(index: usize) -> RequestBody {
    let reference = format!("#/components/schemas/{}", body_schema(index));
    let schema = Some(ReferenceOr::Reference { reference });
    let mut content = Content::default();
    content.insert("application/json".to_owned(), MediaType { schema, ..MediaType::default() });
    RequestBody { content, required: true, ..RequestBody::default() }
}

fn schema(kind: Type) -> Schema {
    Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::Type(kind) }
}
