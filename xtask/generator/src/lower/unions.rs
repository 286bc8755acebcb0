//! Finds the tags of unions, which tell the variants apart, and replaces the unions that need none by simpler shapes.

mod null;
mod scalars;
mod strings;
mod told_apart;

use super::graph::{Discriminator, FieldShape, Graph, NodeId, ObjectShape, Shape, UnionShape};
use super::types::Types;
use crate::model::{Constant, Omission};
use std::collections::HashSet;

/// Simplifies every union, and finds its tag where there is one.
pub(super) fn find_tags(graph: &mut Graph, omissions: &mut Vec<Omission>) {
    null::spread(graph);
    for id in graph.ids() {
        if let Shape::Union(union) = graph.node(id).shape.clone() {
            simplify(graph, id, union);
            find_tag(graph, id, omissions);
        }
    }
}

/// Reports the types with a discriminator for the types that extend them.
pub(super) fn report_bases(types: Types<'_>, bases: &[NodeId], omissions: &mut Vec<Omission>) {
    let Types { graph, classes, names, .. } = types;
    let is_read_as_itself = |base: &&NodeId| {
        names.get(classes.of(graph, **base)).is_some() && !matches!(graph.shape(**base), Shape::Union(_))
    };
    for base in bases.iter().filter(is_read_as_itself) {
        let pointer = format!("{}/discriminator", graph.node(*base).pointer);
        let reason = "a value is read as this type, even if the discriminator names a type that extends it";
        omissions.push(Omission::new(pointer, reason));
    }
}

/// Replaces a union of one type by that type, a union of strings by a string, and one of listed numbers or booleans by a
/// number or a boolean.
fn simplify(graph: &mut Graph, id: NodeId, union: UnionShape) {
    let (mut variants, mut listed): (Vec<NodeId>, Vec<NodeId>) = Default::default();
    for place in union.variants {
        let variant = graph.resolve(place);
        if variant == id || graph.is_null_alone(place) {
            continue;
        }
        listed.push(place);
        if !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    let are_strings =
        variants.len() > 1 && variants.iter().all(|variant| strings::is_string(graph, *variant));
    let values = are_strings.then(|| strings::values(graph, &variants));
    let variants = if are_strings { variants } else { strings::merged(graph, id, variants) };
    let holds_untyped = variants.iter().any(|variant| graph.node(*variant).untyped);
    let shape = match variants.as_slice() {
        [] => Shape::Any,
        // The place may demand more than what it leads to.
        [only] => Shape::Alias(if let [place] = listed.as_slice() { *place } else { *only }),
        several if several.iter().all(|variant| *graph.shape(*variant) == Shape::Any) => Shape::Any,
        _ => match (values, scalars::listed(graph, &listed, union.exclusive)) {
            (Some(values), _) => strings::shape(graph, &variants, values),
            (None, Some((scalar, constants))) => {
                scalars::demand(graph, id, constants);
                Shape::Scalar(scalar)
            }
            (None, None) => Shape::Union(UnionShape { variants, listed, ..union }),
        },
    };
    let node = graph.node_mut(id);
    node.untyped |= holds_untyped && shape == Shape::Any;
    node.shape = shape;
}

/// Finds the tag of a union: the discriminator, or else a property that every variant requires, each with a single
/// value of its own. Where the values are no text, the variants have them as tags all the same, but the union is read by
/// its schema.
fn find_tag(graph: &mut Graph, id: NodeId, omissions: &mut Vec<Omission>) {
    let Shape::Union(union) = &graph.node(id).shape else { return };
    let variants = union.variants.clone();
    let declared = union.discriminator.clone();
    let properties = match &declared {
        // A variant that also has every other value tells it by no value of its own.
        Some(declared) if declared.any_other.is_some() => Vec::new(),
        Some(declared) => vec![declared.property.clone()],
        None => candidates(graph, &variants),
    };
    let values = |property: String| tag_values(graph, &variants, &property).map(|values| (property, values));
    let Some((property, values)) = properties.into_iter().find_map(values) else {
        if let Some(declared) = declared {
            tag_by_mapping(graph, id, &variants, declared, omissions);
        }
        told_apart::mark(graph, &variants);
        return;
    };
    let are_texts = values.iter().all(|value| matches!(value, Constant::String(_)));
    for (variant, value) in variants.into_iter().zip(values) {
        if let Shape::Object(object) = &mut graph.node_mut(variant).shape {
            object.fields.retain(|field| field.property != property);
            object.tag = Some((property.clone(), value));
        }
    }
    if let Shape::Union(union) = &mut graph.node_mut(id).shape {
        union.discriminator = None;
        union.tag = are_texts.then_some(property);
    }
}

/// Makes the discriminator the tag where the variants have it as any text: the document maps its values to variants.
/// Where a variant need not have it, it decides where it is there.
fn tag_by_mapping(
    graph: &mut Graph,
    id: NodeId,
    variants: &[NodeId],
    declared: Discriminator,
    omissions: &mut Vec<Omission>,
) {
    let Discriminator { property, mapping, any_other } = declared;
    let values: Vec<Vec<String>> = variants
        .iter()
        .map(|variant| {
            let of_variant =
                mapping.iter().filter(|(_, mapped)| graph.resolve(*mapped) == graph.resolve(*variant));
            of_variant.map(|(value, _)| value.clone()).collect()
        })
        .collect();
    let are_mapped = values.iter().all(|values| !values.is_empty());
    let is_tag = are_mapped
        && any_other.is_none()
        && variants.iter().all(|variant| has_text(graph, *variant, &property));
    if let Shape::Union(union) = &mut graph.node_mut(id).shape {
        if is_tag {
            union.tag = Some(property.clone());
        }
        union.tag_values = if are_mapped { values } else { Vec::new() };
    }
    if !are_mapped {
        let reason = format!(
            "the document does not say for each variant which value of `{property}` stands for it: a value is read as \
             the variant that knows most of it"
        );
        omissions.push(Omission::new(&graph.node(id).pointer, reason));
    }
}

/// Whether an object always has a property that is text.
fn has_text(graph: &Graph, object: NodeId, property: &str) -> bool {
    let Shape::Object(object) = graph.shape(object) else { return false };
    let is_text = |node| strings::is_string(graph, node) && !graph.is_nullable(node);
    object.field(property).is_some_and(|field| field.required && is_text(field.node))
}

/// The properties that could be the tag, in the order of the first variant: those of text first.
fn candidates(graph: &Graph, variants: &[NodeId]) -> Vec<String> {
    let Some(Shape::Object(first)) = variants.first().map(|variant| graph.shape(*variant)) else {
        return Vec::new();
    };
    let is_text = |field: &&FieldShape| matches!(graph.shape(field.node), Shape::Enum(_));
    let required = || first.fields.iter().filter(|field| field.required);
    let (texts, others) = (required().filter(is_text), required().filter(|field| !is_text(field)));
    let own = first.tag.iter().map(|(property, _)| property.clone());
    own.chain(texts.chain(others).map(|field| field.property.clone())).collect()
}

/// The value of a property for each variant, where it tells them all apart.
fn tag_values(graph: &Graph, variants: &[NodeId], property: &str) -> Option<Vec<Constant>> {
    let mut seen = HashSet::new();
    let values: Option<Vec<Constant>> = variants
        .iter()
        .map(|variant| match graph.shape(*variant) {
            Shape::Object(object) => tag_value(graph, object, property),
            _ => None,
        })
        .collect();
    values.filter(|values| values.iter().all(|value| seen.insert(value.clone())))
}

fn tag_value(graph: &Graph, object: &ObjectShape, property: &str) -> Option<Constant> {
    // The variant may belong to another union as well, which has made a property its tag already.
    if let Some((known, value)) = &object.tag {
        return (known == property).then(|| value.clone());
    }
    let field = object.field(property).filter(|field| field.required && !graph.is_nullable(field.node))?;
    match graph.constants(field.node)?.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}
