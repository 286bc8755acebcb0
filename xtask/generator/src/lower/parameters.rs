//! The parameters of operations: their names among the other arguments, and how their values are written.

use super::graph::{Graph, NodeId, Shape};
use super::input::Input;
use super::naming::{self, Scope};
use super::placed_operation::Placed;
use super::raw_operation::{RawContent, RawParameter};
use super::types::Types;
use super::{definitions, form_fields};
use crate::diagnostic::Result;
use crate::model::{Docs, Name, Parameter, Place, Scalar, Serialization, Style, TypeRef};

/// The parameters of an operation.
pub(super) fn parameters(input: Input<'_>, types: Types<'_>, placed: &Placed) -> Result<Vec<Parameter>> {
    let raw = &placed.raw.parameters;
    // The fields of a body are arguments as well.
    let fields = match (placed.raw.body.as_ref().map(|body| &body.content), placed.arguments(types.graph)) {
        (Some(RawContent::Form(form)), _) => {
            form_fields::names(&form.fields, types.remembered, &placed.key())
        }
        (_, Some(node)) => match types.graph.shape(node) {
            Shape::Object(object) => {
                definitions::field_names(types, types.classes.of(types.graph, node), object)
            }
            _ => Vec::new(),
        },
        (_, None) => Vec::new(),
    };
    let key = placed.key();
    let taken: Vec<&str> = fields.iter().flatten().map(Name::as_str).collect();
    raw.iter()
        .zip(parameter_names(raw, &taken, |part| types.remembered.argument(&key, part)))
        .map(|(parameter, name)| {
            let name = name.ok_or_else(|| {
                input.document_error(
                    format!("{}/parameters", placed.raw.pointer),
                    format!("the parameter `{}` has no name of its own among the arguments", parameter.name),
                    "rename one of the two with an overlay, or leave the operation out with [selection]",
                )
            })?;
            let type_ref =
                parameter.node.map_or(TypeRef::Scalar(Scalar::String), |node| types.type_ref(node));
            Ok(Parameter {
                parameter: parameter.name.clone(),
                name,
                docs: docs(parameter, types),
                pointer: parameter.pointer.clone(),
                place: parameter.place,
                required: parameter.required,
                unit: parameter.node.and_then(|node| types.graph.unit(node)).map(str::to_owned),
                serialization: serialization(parameter, &type_ref, types.graph),
                type_ref,
            })
        })
        .collect()
}

/// How the value of a parameter is written. The transport writes text, and lists in the query as one parameter for each
/// value. The runtime writes everything else, in OpenAPI's styles.
fn serialization(parameter: &RawParameter, type_ref: &TypeRef, graph: &Graph) -> Serialization {
    let RawParameter { place, style, explode, .. } = *parameter;
    if parameter.is_whole_query {
        return Serialization::WholeQuery { is_json: parameter.is_json };
    }
    if parameter.is_json {
        return Serialization::Json;
    }
    let is_text = |type_ref: &TypeRef, node: Option<NodeId>| match type_ref {
        TypeRef::Scalar(_) => true,
        TypeRef::Named(_) => node.is_some_and(|node| matches!(graph.shape(node), Shape::Enum(_))),
        _ => false,
    };
    let plain = match type_ref {
        TypeRef::Nullable(inner) => inner,
        other => other,
    };
    let is_plain = match (place, plain) {
        (Place::Path, _) => style == Style::Simple && is_text(plain, parameter.node),
        (Place::Query, TypeRef::Array(item)) => {
            let items = parameter.node.and_then(|node| match graph.shape(node) {
                Shape::Array(item) => Some(*item),
                _ => None,
            });
            explode && style != Style::DeepObject && is_text(item, items)
        }
        _ => is_text(plain, parameter.node),
    };
    if is_plain { Serialization::Plain } else { Serialization::Styled { style, explode } }
}

/// The documentation of a parameter, or else that of its schema.
fn docs(parameter: &RawParameter, types: Types<'_>) -> Docs {
    match parameter.node {
        Some(node) if parameter.docs.text.is_empty() => {
            let docs = types.docs(node);
            Docs { deprecated: docs.deprecated || parameter.docs.deprecated, ..docs }
        }
        _ => parameter.docs.clone(),
    }
}

/// The names of parameters. Where two arguments would have the same name, that of a parameter is prefixed with its
/// place, as in `query_id`. Of two parameters, that of the path keeps the name, then that of the query.
fn parameter_names(
    raw: &[RawParameter],
    taken: &[&str],
    before: impl Fn(&str) -> Option<Name>,
) -> Vec<Option<Name>> {
    let mut by_place: Vec<(usize, &RawParameter)> = raw.iter().enumerate().collect();
    by_place.sort_by_key(|(_, parameter)| parameter.place);
    let words: Vec<(&str, &str)> =
        by_place.iter().map(|(_, parameter)| (parameter.place.as_str(), parameter.name.as_str())).collect();
    let mut names: Vec<Option<Name>> = vec![None; raw.len()];
    let kept = |at: usize| words.get(at).and_then(|(place, name)| before(&format!("{place} {name}")));
    let found = naming::names_prefixed(&words, Scope::Arguments, (taken, &kept));
    for ((index, _), name) in by_place.iter().zip(found) {
        if let Some(slot) = names.get_mut(*index) {
            *slot = name;
        }
    }
    names
}
