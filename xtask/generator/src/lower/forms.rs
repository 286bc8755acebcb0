//! The forms of the model.

use super::form_fields::names;
use super::graph::{FieldShape, NodeId, Shape};
use super::raw_operation::RawForm;
use super::types::Types;
use crate::model::{Field, Form, FormEncoding, FormField, Presence, Scalar, Style, TypeRef};

/// The format of a string that is a file.
const BINARY: &str = "binary";

/// The form of the model.
pub(super) fn form(raw: &RawForm, operation: &str, types: Types<'_>) -> Form {
    let mut found = Vec::new();
    for (shape, name) in raw.fields.iter().zip(names(&raw.fields, types.remembered, operation)) {
        // The caller can add a field without a name in Rust by the document's name.
        let Some(name) = name else { continue };
        let encoding = raw.encodings.get(&shape.property);
        found.push(FormField {
            field: Field {
                property: shape.property.clone(),
                name,
                docs: types.docs(shape.node),
                pointer: types.graph.node(shape.node).pointer.clone(),
                format: types.graph.target(shape.node).format.clone(),
                type_ref: type_ref(raw, types, shape),
                presence: if shape.required { Presence::Required } else { Presence::Optional },
                by_constructors: false,
                unit: types.graph.unit(shape.node).map(str::to_owned),
            },
            content_type: encoding.and_then(|encoding| encoding.content_type.clone()),
            style: encoding.map_or(Style::Form, |encoding| encoding.style),
            explode: encoding.is_none_or(|encoding| encoding.explode),
        });
    }
    Form { encoding: raw.encoding, fields: found }
}

/// The type of a field. In a multipart form any text can be a file: documents seldom say which is which.
fn type_ref(form: &RawForm, types: Types<'_>, field: &FieldShape) -> TypeRef {
    let node = field.node;
    if form.written.contains(&field.property) {
        return match types.graph.shape(node) {
            Shape::Array(_) => TypeRef::Array(Box::new(TypeRef::Part)),
            _ => TypeRef::Part,
        };
    }
    // A form has no null: a field that is null is left out.
    let plain = types.without_null(node);
    let is_file = |node: NodeId| {
        let node = types.graph.target(node);
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
