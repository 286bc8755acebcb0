//! The fourth pass: places that allow the same are one class, and a class is one type.
//!
//! Two nodes are in one class when nothing that a caller could send or receive tells them apart; documentation does
//! not count. Component schemas are the exception: whoever gave them names meant them to be types of their own.

use super::graph::{FieldShape, Graph, NodeId, Shape};
use crate::model::Scalar;
use std::collections::HashMap;

/// A class of the [`Classes`] that gave this id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ClassId(usize);

/// The nodes of a graph, parted into classes.
pub(super) struct Classes {
    /// The class of each node.
    of: Vec<ClassId>,
    /// One node for each class: a component before an inline schema, then the first by pointer.
    representatives: Vec<NodeId>,
}

impl Classes {
    /// The class of a place, aliases followed.
    // Every node has a class: no pass adds nodes after this one.
    #[expect(clippy::indexing_slicing)]
    pub(super) fn of(&self, graph: &Graph, id: NodeId) -> ClassId {
        self.of[graph.resolve(id).index()]
    }

    /// The node whose documentation and pointer stand for the class.
    // Every class has a node, and ids come from these classes alone.
    #[expect(clippy::indexing_slicing)]
    pub(super) fn representative(&self, class: ClassId) -> NodeId {
        self.representatives[class.0]
    }
}

/// Parts the nodes into classes: first by what each says itself, then again and again by the classes of what it is
/// made of, until nothing is parted any more. Recursive schemas need no special care that way.
// Every node has a class in each round.
#[expect(clippy::indexing_slicing)]
pub(super) fn classify(graph: &Graph) -> Classes {
    let own: Vec<OwnKey<'_>> = graph.ids().map(|id| OwnKey::of(graph, id)).collect();
    let parts: Vec<Vec<(NodeId, bool)>> = graph
        .ids()
        .map(|id| {
            graph
                .children(id)
                .into_iter()
                .map(|child| (graph.resolve(child), graph.is_nullable(child)))
                .collect()
        })
        .collect();
    let (mut of, mut count) = number(own.iter());
    loop {
        let keys: Vec<(ClassId, Vec<(ClassId, bool)>)> = of
            .iter()
            .zip(&parts)
            .map(|(class, parts)| {
                (*class, parts.iter().map(|(id, nullable)| (of[id.index()], *nullable)).collect())
            })
            .collect();
        let (finer, finer_count) = number(keys.iter());
        of = finer;
        if finer_count == count {
            break;
        }
        count = finer_count;
    }
    let representatives = representatives(graph, &of, count);
    Classes { of, representatives }
}

/// Numbers keys in the order in which they first appear.
fn number<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> (Vec<ClassId>, usize) {
    let mut numbers = HashMap::new();
    let of = keys
        .map(|key| {
            let next = ClassId(numbers.len());
            *numbers.entry(key).or_insert(next)
        })
        .collect();
    let count = numbers.len();
    (of, count)
}

fn representatives(graph: &Graph, of: &[ClassId], count: usize) -> Vec<NodeId> {
    let mut best: Vec<Option<NodeId>> = vec![None; count];
    let rank = |id: NodeId| {
        let node = graph.node(id);
        (node.component.is_none(), node.pointer.as_str())
    };
    for (id, class) in graph.ids().zip(of) {
        if let Some(slot) = best.get_mut(class.0) {
            *slot = Some(slot.map_or(id, |known| if rank(id) < rank(known) { id } else { known }));
        }
    }
    best.into_iter().flatten().collect()
}

/// What tells a node from others by itself, without what it is made of.
#[derive(PartialEq, Eq, Hash)]
struct OwnKey<'g> {
    /// The component that it is, where components are types of their own.
    component: Option<&'g str>,
    shape: ShapeKey<'g>,
}

#[derive(PartialEq, Eq, Hash)]
enum ShapeKey<'g> {
    Any,
    AnyObject,
    Scalar(Scalar),
    Enum(&'g [String]),
    Array,
    Map,
    Object { fields: Vec<FieldKey<'g>>, tag: Option<&'g (String, String)>, has_additional: bool },
    Union { tag: Option<&'g str>, tag_values: &'g [Vec<String>], variants: usize },
    AllOf,
    Alias,
}

#[derive(PartialEq, Eq, Hash)]
struct FieldKey<'g> {
    property: &'g str,
    /// Whether it is only in answers, and only in requests, where it is required: it is optional then in some types and
    /// not in others.
    required: Option<(bool, bool)>,
}

impl<'g> OwnKey<'g> {
    fn of(graph: &'g Graph, id: NodeId) -> Self {
        let node = graph.node(id);
        let component = node.component.as_deref().filter(|_| has_name(&node.shape));
        let shape = match &node.shape {
            Shape::Any => ShapeKey::Any,
            Shape::AnyObject => ShapeKey::AnyObject,
            Shape::Scalar(scalar) => ShapeKey::Scalar(*scalar),
            Shape::Enum(values) => ShapeKey::Enum(values),
            Shape::Array(_) => ShapeKey::Array,
            Shape::Map(_) => ShapeKey::Map,
            Shape::Object(object) => ShapeKey::Object {
                fields: object.fields.iter().map(|field| FieldKey::of(graph, field)).collect(),
                tag: object.tag.as_ref(),
                has_additional: object.additional.is_some(),
            },
            Shape::Union(union) => ShapeKey::Union {
                tag: union.tag.as_deref(),
                tag_values: &union.tag_values,
                variants: union.variants.len(),
            },
            Shape::AllOf(_) => ShapeKey::AllOf,
            Shape::Alias(_) => ShapeKey::Alias,
        };
        Self { component, shape }
    }
}

impl<'g> FieldKey<'g> {
    fn of(graph: &Graph, field: &'g FieldShape) -> Self {
        let required =
            field.required.then(|| (graph.is_read_only(field.node), graph.is_write_only(field.node)));
        Self { property: &field.property, required }
    }
}

/// Whether a shape becomes a type with a name of its own.
pub(super) fn has_name(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(_) | Shape::Union(_) | Shape::Enum(_))
}
