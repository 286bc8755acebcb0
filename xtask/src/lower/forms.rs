//! Forms: their fields are the arguments of a method, so that a form's schema is no type of its own.

use super::graph::{FieldShape, Graph, NodeId, Shape};
use super::http::is_any_json;
use super::raw_operation::{RawBody, RawContent, RawForm, RawOperation};
use super::spelling;
use super::types::Definitions;
use crate::model::{
    Field, Form, FormEncoding, FormField, Name, Omission, Presence, Role, Scalar, Style, TypeRef,
};
use std::collections::BTreeSet;

/// The format of a string that is a file.
const BINARY: &str = "binary";

const URL_ENCODED: &str = "application/x-www-form-urlencoded";

/// Finds the fields of every form. This is done before unions are told apart, which changes the fields of variants.
pub(super) fn settle(graph: &Graph, operations: &mut [RawOperation], omissions: &mut Vec<Omission>) {
    for operation in operations {
        let Some(RawBody { content, .. }) = &mut operation.body else { continue };
        let RawContent::Form(form) = content else { continue };
        form.fields = fields(graph, form.node);
        let is_open = matches!(graph.shape(form.node), Shape::Any | Shape::AnyObject | Shape::Map(_));
        form.written = written(graph, form);
        let reported = omissions.len();
        report(graph, form, omissions);
        operation.has_untyped_body |= omissions.len() > reported;
        if !form.fields.is_empty() || (is_open && form.encoding == FormEncoding::Multipart) {
            continue;
        }
        operation.has_untyped_body = true;
        let reason = match form.encoding {
            FormEncoding::Multipart => "the schema describes no fields of a form: parts are added by name",
            FormEncoding::UrlEncoded => {
                "the schema describes no fields of a form: the body is passed as bytes"
            }
        };
        let pointer = graph.node(form.node).pointer.clone();
        omissions.push(Omission { pointer, reason: reason.to_owned() });
        if form.encoding == FormEncoding::UrlEncoded {
            *content = RawContent::Raw(URL_ENCODED.to_owned());
        }
    }
}

/// The fields that are described as objects, and sent as something else than JSON.
fn written(graph: &Graph, form: &RawForm) -> BTreeSet<String> {
    let is_written = |field: &&FieldShape| {
        let said = form.encodings.get(&field.property).and_then(|said| said.content_type.as_deref());
        said.is_some_and(|media_type| !is_any_json(media_type)) && is_structured(graph, field.node)
    };
    let fields = form.fields.iter().filter(|_| form.encoding == FormEncoding::Multipart);
    fields.filter(is_written).map(|field| field.property.clone()).collect()
}

fn is_structured(graph: &Graph, node: NodeId) -> bool {
    let shape = match graph.shape(node) {
        Shape::Array(item) => graph.shape(*item),
        other => other,
    };
    matches!(shape, Shape::Object(_) | Shape::Map(_) | Shape::AnyObject | Shape::Union(_))
}

/// What of a form is not as it is described. Fields that have no name in Rust are no arguments; in a multipart form they
/// can be added by the document's name.
fn report(graph: &Graph, form: &RawForm, omissions: &mut Vec<Omission>) {
    for (field, name) in form.fields.iter().zip(names(&form.fields)) {
        let reason = if name.is_none() {
            "no name in Rust tells the field of the form from another one: it is no argument"
        } else if form.written.contains(&field.property) {
            "the part is not sent as JSON: it is for the caller to write"
        } else {
            continue;
        };
        let pointer = graph.node(field.node).pointer.clone();
        omissions.push(Omission { pointer, reason: reason.to_owned() });
    }
}

/// The fields of a form's schema; none where it describes no object. Where it has alternatives, those of all of them:
/// a field is required where each of them requires it.
fn fields(graph: &Graph, node: NodeId) -> Vec<FieldShape> {
    match graph.shape(node) {
        Shape::Object(object) => graph.sent_fields(object),
        Shape::Union(union) => {
            // Each is looked at once: where unions stand within unions, twice would double with every level.
            let variants = union.variants.iter().map(|variant| fields(graph, *variant));
            any_of(&variants.filter(|fields| !fields.is_empty()).collect::<Vec<_>>())
        }
        _ => Vec::new(),
    }
}

fn any_of(alternatives: &[Vec<FieldShape>]) -> Vec<FieldShape> {
    let mut joined: Vec<FieldShape> = Vec::new();
    for field in alternatives.iter().flatten() {
        if joined.iter().any(|known| known.property == field.property) {
            continue;
        }
        let required = alternatives.iter().all(|alternative| {
            alternative.iter().any(|other| other.property == field.property && other.required)
        });
        joined.push(FieldShape { required, ..field.clone() });
    }
    joined.sort_by_key(|field| !field.required);
    joined
}

/// The names of a form's fields.
pub(super) fn names(fields: &[FieldShape]) -> Vec<Option<Name>> {
    let raw: Vec<&str> = fields.iter().map(|field| field.property.as_str()).collect();
    spelling::names(&raw, Role::Value, &["body"])
}

/// The form as the model has it.
pub(super) fn form(raw: &RawForm, types: &Definitions<'_>) -> Form {
    let mut found = Vec::new();
    for (shape, name) in raw.fields.iter().zip(names(&raw.fields)) {
        // What has no name can be added by the name that the document has for it.
        let Some(name) = name else { continue };
        let said = raw.encodings.get(&shape.property);
        let resolved = types.graph.node(types.graph.resolve(shape.node));
        found.push(FormField {
            field: Field {
                property: shape.property.clone(),
                name,
                docs: types.place_docs(shape.node),
                format: resolved.format.clone(),
                type_ref: type_ref(raw, types, shape),
                presence: if shape.required { Presence::Required } else { Presence::Optional },
            },
            content_type: said.and_then(|said| said.content_type.clone()),
            style: said.map_or(Style::Form, |said| said.style),
            explode: said.is_none_or(|said| said.explode),
        });
    }
    Form { encoding: raw.encoding, fields: found }
}

/// The type of a field. In a multipart form any text can be a file: documents seldom say which is which.
fn type_ref(form: &RawForm, types: &Definitions<'_>, field: &FieldShape) -> TypeRef {
    let node = field.node;
    if form.written.contains(&field.property) {
        return match types.graph.shape(node) {
            Shape::Array(_) => TypeRef::Array(Box::new(TypeRef::Part)),
            _ => TypeRef::Part,
        };
    }
    // A form has no null; what is null is left out.
    let plain = match types.type_ref(node) {
        TypeRef::Nullable(inner) => *inner,
        other => other,
    };
    let is_file = |node: NodeId| {
        let node = types.graph.node(types.graph.resolve(node));
        node.shape == Shape::Any || node.format.as_deref() == Some(BINARY)
    };
    match (form.encoding, &plain, types.graph.shape(node)) {
        (FormEncoding::Multipart, TypeRef::Scalar(Scalar::String) | TypeRef::Any, _) => TypeRef::Part,
        (FormEncoding::Multipart, TypeRef::Array(_), Shape::Array(item)) if is_file(*item) => {
            TypeRef::Array(Box::new(TypeRef::Part))
        }
        _ => plain,
    }
}
