//! Parts the nodes of the graph into classes, each of which is one type.
//!
//! Two nodes are in one class when a caller cannot tell them apart by what is sent or received, and both belong to the
//! same owner. Documentation makes no difference. A component schema is always a class of its own: it was given a name
//! because it is meant to be a type.

use super::graph::{FieldShape, Graph, NodeId, Shape};
use super::owners::{Owned, Owners};
use crate::model::{Constant, Scalar};
use std::collections::HashMap;
use std::hash::Hash;
use std::mem::{Discriminant, discriminant};

/// The id of a class, which is valid for the [`Classes`] that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ClassId(usize);

/// The classes of the nodes of a graph.
pub(crate) struct Classes {
    /// The class of each node.
    of: Vec<ClassId>,
    /// A node of each class: a component schema before others, then the first by pointer.
    representatives: Vec<NodeId>,
}

impl Classes {
    /// The class of a place, with aliases followed.
    // Every node has a class, as no pass adds nodes after this one.
    #[expect(clippy::indexing_slicing)]
    pub(crate) fn of(&self, graph: &Graph, id: NodeId) -> ClassId {
        self.of[graph.resolve(id).index()]
    }

    /// The nodes of each class.
    pub(crate) fn members(&self, graph: &Graph) -> HashMap<ClassId, Vec<NodeId>> {
        let mut members: HashMap<ClassId, Vec<NodeId>> = HashMap::new();
        for (id, class) in graph.ids().zip(&self.of) {
            members.entry(*class).or_default().push(id);
        }
        members
    }

    /// The node that stands for a class, with its documentation and its pointer.
    // Every class has a node, and ids come from these classes alone.
    #[expect(clippy::indexing_slicing)]
    pub(crate) fn representative(&self, class: ClassId) -> NodeId {
        self.representatives[class.0]
    }
}

/// Parts the nodes into classes: first by what each node is itself, then again and again by the classes of the nodes
/// that it is made of, until a round makes no new class. This needs no special care for recursive schemas.
// Every node has a class in each round.
#[expect(clippy::indexing_slicing)]
pub(super) fn classify(graph: &Graph, owners: &Owners) -> Classes {
    let place_of = |child: NodeId| (graph.resolve(child), graph.is_nullable(child));
    let parts: Vec<Vec<(NodeId, bool)>> =
        graph.ids().map(|id| graph.children(id).into_iter().map(place_of).collect()).collect();
    let (mut of, mut count) = number(graph.ids().map(|id| OwnKey::of(graph, id, owners)));
    loop {
        let class_of = |(id, nullable): &(NodeId, bool)| (of[id.index()], *nullable);
        let keys = of
            .iter()
            .zip(&parts)
            .map(|(class, parts)| (*class, parts.iter().map(class_of).collect::<Vec<_>>()));
        let (finer, finer_count) = number(keys);
        of = finer;
        if finer_count == count {
            break;
        }
        count = finer_count;
    }
    Classes { representatives: representatives(graph, &of, count), of }
}

/// The class of each key, numbered in the order in which the keys first appear, and the number of classes.
fn number<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> (Vec<ClassId>, usize) {
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

/// What a node is itself, apart from the nodes that it is made of.
#[derive(PartialEq, Eq, Hash)]
struct OwnKey<'g> {
    /// The key of a component schema that becomes a type with a name.
    component: Option<&'g str>,
    /// What a schema that becomes a type with a name belongs to.
    owner: Option<Owned>,
    shape: ShapeKey<'g>,
}

#[derive(PartialEq, Eq, Hash)]
enum ShapeKey<'g> {
    /// A scalar, and its listed values where they tell variants apart.
    Scalar(Scalar, Option<Vec<Constant>>),
    Enum(&'g [String]),
    Object {
        fields: Vec<FieldKey<'g>>,
        tag: Option<&'g (String, Constant)>,
        has_additional: bool,
    },
    Union {
        tag: Option<&'g str>,
        tag_values: &'g [Vec<String>],
        variants: usize,
    },
    /// A shape that holds nothing but nodes.
    Other(Discriminant<Shape>),
}

/// A property; where it is required, whether it is only in answers and only in requests, as in some types such a property
/// is optional all the same; and whether constructors write it.
type FieldKey<'g> = (&'g str, Option<(bool, bool)>, bool);

impl<'g> OwnKey<'g> {
    fn of(graph: &'g Graph, id: NodeId, owners: &Owners) -> Self {
        let node = graph.node(id);
        let field_key = |field: &'g FieldShape| {
            let access = (graph.is_read_only(field.node), graph.is_write_only(field.node));
            (field.property.as_str(), field.required.then_some(access), field.by_constructors)
        };
        let shape = match &node.shape {
            Shape::Scalar(scalar) => {
                ShapeKey::Scalar(*scalar, graph.constants(id).filter(|_| node.tells_apart))
            }
            Shape::Enum(values) => ShapeKey::Enum(values),
            Shape::Object(object) => ShapeKey::Object {
                fields: object.fields.iter().map(field_key).collect(),
                tag: object.tag.as_ref(),
                has_additional: object.additional.is_some(),
            },
            Shape::Union(union) => ShapeKey::Union {
                tag: union.tag.as_deref(),
                tag_values: &union.tag_values,
                variants: union.variants.len(),
            },
            other @ (Shape::Any
            | Shape::AnyObject
            | Shape::Array(_)
            | Shape::Map(_)
            | Shape::AllOf(_)
            | Shape::Alias(_)) => ShapeKey::Other(discriminant(other)),
        };
        let owner = has_name(&node.shape).then(|| owners.of(id));
        Self { component: node.component.as_deref().filter(|_| has_name(&node.shape)), owner, shape }
    }
}

/// Whether a shape becomes a type with a name of its own.
pub(super) fn has_name(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(_) | Shape::Union(_) | Shape::Enum(_))
}
