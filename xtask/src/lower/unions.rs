//! Finds the tags of unions, which tell the variants apart, and replaces the unions that need none by simpler shapes.

use super::graph::{Discriminator, Graph, NodeId, ObjectShape, Shape, UnionShape};
use super::types::Types;
use crate::model::{Omission, Scalar};
use std::collections::HashSet;

/// Simplifies every union, and finds its tag where there is one.
pub(super) fn find_tags(graph: &mut Graph, omissions: &mut Vec<Omission>) {
    for id in graph.ids() {
        if let Shape::Union(union) = graph.node(id).shape.clone() {
            let nullable = simplify(graph, id, union);
            graph.node_mut(id).nullable |= nullable;
            find_tag(graph, id, omissions);
        }
    }
}

/// Reports the types with a discriminator for the types that extend them.
pub(super) fn report_bases(types: Types<'_>, bases: &[NodeId], omissions: &mut Vec<Omission>) {
    let Types { graph, classes, names, .. } = types;
    for base in bases.iter().filter(|base| names.get(classes.of(graph, **base)).is_some()) {
        let pointer = format!("{}/discriminator", graph.node(*base).pointer);
        let reason = "a value is read as this type, even if the discriminator names a type that extends it";
        omissions.push(Omission::new(pointer, reason));
    }
}

/// Replaces a union of one type by that type, and a union of strings by a string. Returns whether a variant allows
/// null.
fn simplify(graph: &mut Graph, id: NodeId, union: UnionShape) -> bool {
    let mut variants: Vec<NodeId> = Vec::new();
    let mut nullable = false;
    for variant in union.variants {
        nullable |= graph.is_nullable(variant);
        let variant = graph.resolve(variant);
        if !variants.contains(&variant) && variant != id {
            variants.push(variant);
        }
    }
    let holds_untyped = variants.iter().any(|variant| graph.node(*variant).untyped);
    let shape = match variants.as_slice() {
        [] => Shape::Any,
        [only] => Shape::Alias(*only),
        several if several.iter().all(|variant| *graph.shape(*variant) == Shape::Any) => Shape::Any,
        several => match strings(graph, several) {
            Some(values) if values.is_empty() => Shape::Scalar(Scalar::String),
            Some(values) => Shape::Enum(values),
            None => Shape::Union(UnionShape { variants, ..union }),
        },
    };
    let node = graph.node_mut(id);
    node.untyped |= holds_untyped && shape == Shape::Any;
    node.shape = shape;
    nullable
}

/// The values of a union of strings; `None`: it allows other values. A plain string beside enums makes no difference,
/// as enums are read from any string.
fn strings(graph: &Graph, variants: &[NodeId]) -> Option<Vec<String>> {
    let mut values: Vec<String> = Vec::new();
    for variant in variants {
        match graph.shape(*variant) {
            Shape::Enum(more) => {
                for value in more {
                    if !values.contains(value) {
                        values.push(value.clone());
                    }
                }
            }
            Shape::Scalar(Scalar::String) => {}
            _ => return None,
        }
    }
    Some(values)
}

/// Finds the tag of a union: the discriminator, or else a property that every variant requires, each with a single
/// value of its own.
fn find_tag(graph: &mut Graph, id: NodeId, omissions: &mut Vec<Omission>) {
    let Shape::Union(union) = &graph.node(id).shape else { return };
    let variants = union.variants.clone();
    let declared = union.discriminator.clone();
    let properties = match &declared {
        Some(declared) => vec![declared.property.clone()],
        None => candidates(graph, &variants),
    };
    let values = |property: String| tag_values(graph, &variants, &property).map(|values| (property, values));
    let Some((property, values)) = properties.into_iter().find_map(values) else {
        if let Some(declared) = declared {
            tag_by_mapping(graph, id, &variants, declared, omissions);
        }
        return;
    };
    for (variant, value) in variants.into_iter().zip(values) {
        if let Shape::Object(object) = &mut graph.node_mut(variant).shape {
            object.fields.retain(|field| field.property != property);
            object.tag = Some((property.clone(), value));
        }
    }
    if let Shape::Union(union) = &mut graph.node_mut(id).shape {
        union.tag = Some(property);
    }
}

/// Makes the discriminator the tag where the variants have it as any text: the document maps its values to variants.
fn tag_by_mapping(
    graph: &mut Graph,
    id: NodeId,
    variants: &[NodeId],
    declared: Discriminator,
    omissions: &mut Vec<Omission>,
) {
    let Discriminator { property, mapping } = declared;
    let values: Vec<Vec<String>> = variants
        .iter()
        .map(|variant| {
            let of_variant =
                mapping.iter().filter(|(_, mapped)| graph.resolve(*mapped) == graph.resolve(*variant));
            of_variant.map(|(value, _)| value.clone()).collect()
        })
        .collect();
    let is_mapped = |(variant, values): (&NodeId, &Vec<String>)| {
        !values.is_empty() && has_text(graph, *variant, &property)
    };
    if variants.iter().zip(&values).all(is_mapped) {
        if let Shape::Union(union) = &mut graph.node_mut(id).shape {
            union.tag = Some(property);
            union.tag_values = values;
        }
        return;
    }
    let reason = format!(
        "the variants do not each have a single value of `{property}` of their own: a value is read as the variant \
         that fits and has most of its properties"
    );
    omissions.push(Omission::new(&graph.node(id).pointer, reason));
}

/// Whether an object always has a property that is text.
fn has_text(graph: &Graph, object: NodeId, property: &str) -> bool {
    let Shape::Object(object) = graph.shape(object) else { return false };
    let is_text = |node| {
        matches!(graph.shape(node), Shape::Scalar(Scalar::String) | Shape::Enum(_))
            && !graph.is_nullable(node)
    };
    object.field(property).is_some_and(|field| field.required && is_text(field.node))
}

/// The properties that could be the tag, in the order of the first variant.
fn candidates(graph: &Graph, variants: &[NodeId]) -> Vec<String> {
    let Some(Shape::Object(first)) = variants.first().map(|variant| graph.shape(*variant)) else {
        return Vec::new();
    };
    let own = first.tag.iter().map(|(property, _)| property.clone());
    own.chain(first.fields.iter().filter(|field| field.required).map(|field| field.property.clone()))
        .collect()
}

/// The value of a property for each variant, where it tells them all apart.
fn tag_values(graph: &Graph, variants: &[NodeId], property: &str) -> Option<Vec<String>> {
    let mut seen = HashSet::new();
    let values: Option<Vec<String>> = variants
        .iter()
        .map(|variant| match graph.shape(*variant) {
            Shape::Object(object) => tag_value(graph, object, property),
            _ => None,
        })
        .collect();
    values.filter(|values| values.iter().all(|value| seen.insert(value.clone())))
}

fn tag_value(graph: &Graph, object: &ObjectShape, property: &str) -> Option<String> {
    // The variant may belong to another union as well, which has made a property its tag already.
    if let Some((known, value)) = &object.tag {
        return (known == property).then(|| value.clone());
    }
    let field = object.field(property).filter(|field| field.required)?;
    match graph.shape(field.node) {
        Shape::Enum(values) => match values.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        },
        _ => None,
    }
}
