//! Finds the fields of forms. They are the arguments of a method, so the schema of a form is no type of its own.

use super::graph::{FieldShape, Graph, NodeId, Shape};
use super::media_types::is_any_json;
use super::naming::{self, Remembered, Scope};
use super::raw_operation::{RawBody, RawContent, RawForm, RawOperation};
use crate::model::{FormEncoding, Name, Omission};
use std::collections::BTreeSet;

const URL_ENCODED: &str = "application/x-www-form-urlencoded";

/// Finds the fields of every form. This comes before the tags of unions are found, which takes the tags out of the
/// fields.
pub(super) fn find(
    graph: &Graph,
    operations: &mut [RawOperation],
    remembered: Remembered<'_>,
    omissions: &mut Vec<Omission>,
) {
    for operation in operations {
        let key = operation.key_of_form();
        let Some(RawBody { content, .. }) = &mut operation.body else { continue };
        let RawContent::Form(form) = content else { continue };
        form.fields = fields(graph, form.node);
        form.written = written(graph, form);
        operation.has_untyped_body |= report_fields(graph, form, (&key, remembered), omissions);
        let is_open = matches!(graph.shape(form.node), Shape::Any | Shape::AnyObject | Shape::Map(_));
        let is_multipart = form.encoding == FormEncoding::Multipart;
        if !form.fields.is_empty() || (is_open && is_multipart) {
            continue;
        }
        operation.has_untyped_body = true;
        let reason = match form.encoding {
            FormEncoding::Multipart => "the form has no fields: the caller adds parts by name",
            FormEncoding::UrlEncoded => "the form has no fields: the body is passed as bytes",
        };
        omissions.push(Omission::new(&graph.node(form.node).pointer, reason));
        if !is_multipart {
            *content = RawContent::Raw { media_type: URL_ENCODED.to_owned(), is_text: false };
        }
    }
}

/// The fields that are objects and are sent as something else than JSON.
fn written(graph: &Graph, form: &RawForm) -> BTreeSet<String> {
    let is_written = |field: &&FieldShape| {
        let encoding = form.encodings.get(&field.property);
        let media_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
        media_type.is_some_and(|media_type| !is_any_json(media_type)) && is_structured(graph, field.node)
    };
    let fields = form.fields.iter().filter(|_| form.encoding == FormEncoding::Multipart);
    fields.filter(is_written).map(|field| field.property.clone()).collect()
}

fn is_structured(graph: &Graph, node: NodeId) -> bool {
    let shape = match graph.shape(node) {
        Shape::Array(item) => graph.shape(*item),
        other => other,
    };
    matches!(shape, Shape::Tuple(_) | Shape::Object(_) | Shape::Map(_) | Shape::AnyObject | Shape::Union(_))
}

/// Reports the fields that are no arguments of the described type, and returns whether there are any. A field without a
/// name in Rust is no argument; in a multipart form the caller can add it by the document's name.
fn report_fields(
    graph: &Graph,
    form: &RawForm,
    (operation, remembered): (&str, Remembered<'_>),
    omissions: &mut Vec<Omission>,
) -> bool {
    let before = omissions.len();
    for (field, name) in form.fields.iter().zip(names(&form.fields, remembered, operation)) {
        let reason = if name.is_none() {
            "the field has no name of its own in Rust: it is no argument"
        } else if form.written.contains(&field.property) {
            "the part is not sent as JSON: the caller writes it"
        } else {
            continue;
        };
        omissions.push(Omission::new(&graph.node(field.node).pointer, reason));
    }
    omissions.len() > before
}

/// The fields of a form's schema; none, where it is no object. A union has the fields of all variants, and a field is
/// required where every variant requires it.
fn fields(graph: &Graph, node: NodeId) -> Vec<FieldShape> {
    match graph.shape(node) {
        Shape::Object(object) => graph.sent_fields(object),
        Shape::Union(union) => {
            // Each variant is read once only: with unions within unions, reading it twice would double the work per
            // level.
            let variants = union.variants.iter().map(|variant| fields(graph, *variant));
            joined(&variants.filter(|fields| !fields.is_empty()).collect::<Vec<_>>())
        }
        _ => Vec::new(),
    }
}

fn joined(alternatives: &[Vec<FieldShape>]) -> Vec<FieldShape> {
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
pub(super) fn names(fields: &[FieldShape], remembered: Remembered<'_>, operation: &str) -> Vec<Option<Name>> {
    let raw: Vec<&str> = fields.iter().map(|field| field.property.as_str()).collect();
    let kept = |at: usize| remembered.argument(operation, &format!("form {}", raw.get(at)?));
    naming::names_kept(&raw, Scope::FormFields, (&[], &kept))
}
