//! The schemas of a document as a graph, with a node for each place where a schema stands. Nodes refer to each other
//! by id, so a recursive schema needs no special care. The passes change the graph in place.

use crate::model::{Constant, Docs, JsonPointer, Keyword, Scalar};
use std::collections::HashMap;

/// The id of a node, which is valid for the graph that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(usize);

impl NodeId {
    /// The node's index in a list with one entry for each node, in the order of [`Graph::ids`].
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// The schemas of a document.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    nodes: Vec<Node>,
    by_pointer: HashMap<JsonPointer, NodeId>,
}

/// A schema at its place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Node {
    /// The JSON pointer of the place.
    pub(crate) pointer: JsonPointer,
    /// The key of a component schema.
    pub(crate) component: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) nullable: bool,
    /// Whether the value is only in answers.
    pub(crate) read_only: bool,
    /// Whether the value is only in requests.
    pub(crate) write_only: bool,
    /// The `format` of a string, such as `date-time`.
    pub(crate) format: Option<String>,
    /// The unit of a number: `x-unit`.
    pub(crate) unit: Option<String>,
    /// Whether the document describes the value but no type in Rust can.
    pub(crate) untyped: bool,
    /// Whether null is read although by the letter it is no value: several variants of which a value has to be exactly one
    /// allow it, or one of two members of `allOf` that contradict each other.
    pub(crate) lenient_null: bool,
    /// Whether null is the only value.
    pub(crate) null_alone: bool,
    /// What is demanded of the value beside its type.
    pub(crate) keywords: Vec<Keyword>,
    /// Whether the listed values of a boolean or a number tell variants of a union apart, so that types in which they
    /// differ are not one.
    pub(crate) tells_apart: bool,
    pub(crate) shape: Shape,
}

/// What a schema allows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Shape {
    #[default]
    Any,
    AnyObject,
    Scalar(Scalar),
    /// One of a set of strings.
    Enum(Vec<String>),
    Array(NodeId),
    /// A list whose items are described by their position.
    Tuple(TupleShape),
    Map(NodeId),
    Object(ObjectShape),
    Union(UnionShape),
    /// All of these at once. [`super::all_of`] replaces it by the shape that they come to.
    AllOf(Vec<NodeId>),
    /// The shape of another node. Null and documentation are the node's own.
    Alias(NodeId),
}

impl Shape {
    /// Whether all values are objects.
    pub(crate) fn is_object(&self) -> bool {
        matches!(self, Self::Object(_) | Self::AnyObject | Self::Map(_))
    }

    /// Whether all values are objects of which something is described.
    pub(crate) fn is_described(&self) -> bool {
        matches!(self, Self::Object(_) | Self::Map(_))
    }
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ObjectShape {
    /// The required fields in the document's order, then the optional ones by name.
    pub(crate) fields: Vec<FieldShape>,
    /// The schema of the properties that are not listed; `None`: they may hold anything.
    pub(crate) additional: Option<NodeId>,
    /// The property that tells the variants of a union apart, and the value that it has in this variant.
    pub(crate) tag: Option<(String, Constant)>,
}

/// A list whose items are described by their position.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TupleShape {
    /// The items at the first positions.
    pub(crate) items: Vec<NodeId>,
    /// How many items there are at least; no more than are described.
    pub(crate) least: usize,
    /// All further items; `None`: they may be anything.
    pub(crate) rest: Option<NodeId>,
}

impl TupleShape {
    /// All nodes that it is made of.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> {
        self.items.iter().copied().chain(self.rest)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FieldShape {
    pub(crate) property: String,
    pub(crate) node: NodeId,
    pub(crate) required: bool,
    /// Whether constructors write it although it is not required: `x-written-by-constructors`.
    pub(crate) by_constructors: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct UnionShape {
    pub(crate) variants: Vec<NodeId>,
    /// The variants as the document lists them, before those are made one that no type in Rust tells apart.
    pub(crate) listed: Vec<NodeId>,
    /// Whether a value is exactly one of them: `oneOf`.
    pub(crate) exclusive: bool,
    /// The property that tells the variants apart according to the document.
    pub(crate) discriminator: Option<Discriminator>,
    /// The property that does tell the variants apart, once [`super::unions`] has found it.
    pub(crate) tag: Option<String>,
    /// The values of the tag for each variant, where the variants do not each allow a single value.
    pub(crate) tag_values: Vec<Vec<String>>,
}

/// The discriminator that the document declares for a union.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Discriminator {
    pub(crate) property: String,
    /// The values that stand for variants: those that the document maps, and names of components.
    pub(crate) mapping: Vec<(String, NodeId)>,
    /// The variant of every other value.
    pub(crate) any_other: Option<NodeId>,
}

impl UnionShape {
    /// The values of the tag for a variant, where a discriminator maps them.
    pub(crate) fn mapped(&self, variant: NodeId) -> &[String] {
        let at = self.variants.iter().position(|other| *other == variant);
        at.and_then(|at| self.tag_values.get(at)).map_or(&[], Vec::as_slice)
    }
}

impl ObjectShape {
    pub(crate) fn field(&self, property: &str) -> Option<&FieldShape> {
        self.fields.iter().find(|field| field.property == property)
    }
}

impl Graph {
    /// The node of a place, and whether it is new. A node that is not new may still be empty.
    pub(crate) fn reserve(&mut self, pointer: &str) -> (NodeId, bool) {
        if let Some(&known) = self.by_pointer.get(pointer) {
            return (known, false);
        }
        let pointer = JsonPointer::from(pointer);
        let id = self.add(Node { pointer: pointer.clone(), ..Node::default() });
        self.by_pointer.insert(pointer, id);
        (id, true)
    }

    /// Adds a node that has no place of its own in the document.
    pub(crate) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() - 1)
    }

    /// The node of a place, where there is one.
    pub(crate) fn at(&self, pointer: &str) -> Option<NodeId> {
        self.by_pointer.get(pointer).copied()
    }

    /// The nodes that exist now, in the order in which they were made.
    pub(crate) fn ids(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId)
    }

    /// The node with an index, for a pass that adds nodes on the way.
    pub(crate) fn nth(&self, index: usize) -> Option<NodeId> {
        (index < self.nodes.len()).then_some(NodeId(index))
    }

    // Ids come from this graph alone, and nodes are never removed.
    #[expect(clippy::indexing_slicing)]
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    #[expect(clippy::indexing_slicing)]
    pub(crate) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0]
    }

    /// A place and all that it refers to, up to the node that is no alias. Every chain of aliases ends: those of the
    /// document are checked when it is loaded, and the passes make aliases only of older nodes.
    pub(crate) fn chain(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let next = |id: &NodeId| match self.node(*id).shape {
            Shape::Alias(next) => Some(next),
            _ => None,
        };
        std::iter::successors(Some(id), next).take(self.nodes.len())
    }

    /// The id of the node that a place refers to in the end; its own, where it is no alias.
    pub(crate) fn resolve(&self, id: NodeId) -> NodeId {
        self.chain(id).last().unwrap_or(id)
    }

    /// The node that a place refers to in the end.
    pub(crate) fn target(&self, id: NodeId) -> &Node {
        self.node(self.resolve(id))
    }

    /// The shape of a place, with aliases followed.
    pub(crate) fn shape(&self, id: NodeId) -> &Shape {
        &self.target(id).shape
    }

    /// Whether a place, or what it refers to, allows null.
    pub(crate) fn is_nullable(&self, id: NodeId) -> bool {
        self.chain(id).any(|id| self.node(id).nullable)
    }

    /// Whether null is the only value of a place.
    pub(crate) fn is_null_alone(&self, id: NodeId) -> bool {
        self.chain(id).any(|id| self.node(id).null_alone)
    }

    /// Whether null is a value by the letter.
    pub(crate) fn has_null(&self, id: NodeId) -> bool {
        let said = self.chain(id).map(|id| self.node(id)).find(|node| node.lenient_null || node.nullable);
        said.is_some_and(|node| !node.lenient_null)
    }

    /// The unit of the number at a place.
    pub(crate) fn unit(&self, id: NodeId) -> Option<&str> {
        self.chain(id).find_map(|id| self.node(id).unit.as_deref())
    }

    /// What is demanded of the values at a place beside their type.
    pub(crate) fn keywords(&self, id: NodeId) -> impl Iterator<Item = &Keyword> {
        self.chain(id).flat_map(|id| &self.node(id).keywords)
    }

    /// The values that a boolean, number or text at a place can have, where they are listed: those that all lists have.
    pub(crate) fn constants(&self, id: NodeId) -> Option<Vec<Constant>> {
        let of_shape = match self.shape(id) {
            Shape::Enum(values) => Some(values.iter().cloned().map(Constant::String).collect()),
            Shape::Scalar(_) => None,
            _ => return None,
        };
        let demanded = self.keywords(id).filter_map(|keyword| match keyword {
            Keyword::Enum(constants) => Some(constants.clone()),
            _ => None,
        });
        let in_both = |known: Vec<Constant>, other: Vec<Constant>| {
            known.into_iter().filter(|constant| other.contains(constant)).collect()
        };
        of_shape.into_iter().chain(demanded).reduce(in_both)
    }

    /// The one value that the first item of a list has, which says what kind of list it is.
    pub(crate) fn first_constant(&self, id: NodeId) -> Option<Constant> {
        let Shape::Tuple(tuple) = self.shape(id) else { return None };
        let mut values = self.constants(*tuple.items.first()?)?;
        (values.len() == 1).then(|| values.pop())?
    }

    /// Whether a place is only in answers.
    pub(crate) fn is_read_only(&self, id: NodeId) -> bool {
        self.chain(id).any(|id| self.node(id).read_only)
    }

    /// Whether a place is only in requests.
    pub(crate) fn is_write_only(&self, id: NodeId) -> bool {
        self.chain(id).any(|id| self.node(id).write_only)
    }

    /// The fields of an object that are sent: all except those that are only in answers.
    pub(crate) fn sent_fields(&self, object: &ObjectShape) -> Vec<FieldShape> {
        object.fields.iter().filter(|field| !self.is_read_only(field.node)).cloned().collect()
    }

    /// Whether a place leads to another through nothing but lists, tuples and maps, which have no names.
    pub(crate) fn holds_without_a_name(&self, from: NodeId, to: NodeId) -> bool {
        let to = self.resolve(to);
        let (mut open, mut seen) = (vec![self.resolve(from)], Vec::new());
        while let Some(next) = open.pop() {
            if next == to {
                return true;
            }
            if seen.contains(&next) {
                continue;
            }
            seen.push(next);
            if matches!(self.node(next).shape, Shape::Array(_) | Shape::Map(_) | Shape::Tuple(_)) {
                open.extend(self.children(next).into_iter().map(|child| self.resolve(child)));
            }
        }
        false
    }

    /// The nodes that a shape is made of. Aliases are not followed: an alias is made of the node that it refers to.
    pub(crate) fn children(&self, id: NodeId) -> Vec<NodeId> {
        match &self.node(id).shape {
            Shape::Array(child) | Shape::Map(child) | Shape::Alias(child) => vec![*child],
            Shape::Object(object) => {
                object.fields.iter().map(|field| field.node).chain(object.additional).collect()
            }
            Shape::Tuple(tuple) => tuple.nodes().collect(),
            Shape::Union(union) => union.variants.clone(),
            Shape::AllOf(members) => members.clone(),
            Shape::Any | Shape::AnyObject | Shape::Scalar(_) | Shape::Enum(_) => Vec::new(),
        }
    }
}
