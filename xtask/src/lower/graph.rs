//! The schemas of a document as a graph: a node for each place where a schema stands, edges by index, so that
//! recursive schemas are ordinary. The passes rewrite it in place; it never leaves this stage.

use crate::model::{Docs, Scalar};
use std::collections::HashMap;

/// A node of the graph that gave this id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(usize);

impl NodeId {
    /// Where the node stands in a list of something for each node, in the order of [`Graph::ids`].
    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// The schemas of a document.
#[derive(Debug, Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    by_pointer: HashMap<String, NodeId>,
}

/// A schema where it stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    /// The JSON pointer of the place.
    pub(super) pointer: String,
    /// The key among the document's component schemas, where it is one.
    pub(super) component: Option<String>,
    pub(super) title: Option<String>,
    pub(super) docs: Docs,
    pub(super) nullable: bool,
    /// Whether the value is only in answers.
    pub(super) read_only: bool,
    /// Whether the value is only in requests.
    pub(super) write_only: bool,
    /// What the document says of the form of a string, such as `date-time`.
    pub(super) format: Option<String>,
    /// Whether the document describes the value, and nothing in Rust does.
    pub(super) untyped: bool,
    pub(super) shape: Shape,
}

/// What a schema allows.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Shape {
    #[default]
    Any,
    AnyObject,
    Scalar(Scalar),
    /// A string out of a set.
    Enum(Vec<String>),
    Array(NodeId),
    Map(NodeId),
    Object(ObjectShape),
    Union(UnionShape),
    /// All of them at once; gone after the pass that merges them.
    AllOf(Vec<NodeId>),
    /// The same as another node, but for what the node itself says (null, documentation).
    Alias(NodeId),
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ObjectShape {
    /// In the order of fields: the required ones as the document lists them, then the optional ones by name.
    pub(super) fields: Vec<FieldShape>,
    /// The type of properties that are not listed, where it is restricted.
    pub(super) additional: Option<NodeId>,
    /// The property that tells the variants of a union apart, and its value here.
    pub(super) tag: Option<(String, String)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct FieldShape {
    pub(super) property: String,
    pub(super) node: NodeId,
    pub(super) required: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct UnionShape {
    pub(super) variants: Vec<NodeId>,
    /// The property that the document says tells the variants apart.
    pub(super) discriminator: Option<Discriminator>,
    /// The property that does tell them apart, once that is found.
    pub(super) tag: Option<String>,
    /// The values of the tag for each variant, where the variants do not fix it to one themselves.
    pub(super) tag_values: Vec<Vec<String>>,
}

/// What the document says of the property that tells variants apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Discriminator {
    pub(super) property: String,
    /// The values that the document maps to variants, those that are the names of components among them.
    pub(super) mapping: Vec<(String, NodeId)>,
}

impl ObjectShape {
    pub(super) fn field(&self, property: &str) -> Option<&FieldShape> {
        self.fields.iter().find(|field| field.property == property)
    }
}

impl Graph {
    /// The node of a place, which may not be filled yet; `true`: it was made now.
    pub(super) fn reserve(&mut self, pointer: &str) -> (NodeId, bool) {
        if let Some(&known) = self.by_pointer.get(pointer) {
            return (known, false);
        }
        let id = self.add(Node { pointer: pointer.to_owned(), ..Node::default() });
        self.by_pointer.insert(pointer.to_owned(), id);
        (id, true)
    }

    /// A node that has no place of its own in the document.
    pub(super) fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() - 1)
    }

    pub(super) fn at(&self, pointer: &str) -> Option<NodeId> {
        self.by_pointer.get(pointer).copied()
    }

    /// All nodes that there are now, in the order in which they were made.
    pub(super) fn ids(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(NodeId)
    }

    /// The node that was made after `index` others, for whoever adds nodes on the way.
    pub(super) fn nth(&self, index: usize) -> Option<NodeId> {
        (index < self.nodes.len()).then_some(NodeId(index))
    }

    // Ids come from this graph alone and nodes are never removed.
    #[expect(clippy::indexing_slicing)]
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    #[expect(clippy::indexing_slicing)]
    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0]
    }

    /// The node that a place stands for in the end.
    pub(super) fn target(&self, id: NodeId) -> &Node {
        self.node(self.resolve(id))
    }

    /// The node that a chain of aliases ends in. The document's chains end: that was checked when it was read, and
    /// the passes make aliases only to nodes that were there before.
    pub(super) fn resolve(&self, mut id: NodeId) -> NodeId {
        for _ in 0..self.nodes.len() {
            match self.node(id).shape {
                Shape::Alias(next) => id = next,
                _ => return id,
            }
        }
        id
    }

    /// Whether a place allows null, by itself or by what it refers to.
    pub(super) fn is_nullable(&self, id: NodeId) -> bool {
        self.says(id, |node| node.nullable)
    }

    /// Whether a place is only in answers.
    pub(super) fn is_read_only(&self, id: NodeId) -> bool {
        self.says(id, |node| node.read_only)
    }

    /// The fields of an object that are sent: all but those that are only in answers.
    pub(super) fn sent_fields(&self, object: &ObjectShape) -> Vec<FieldShape> {
        object.fields.iter().filter(|field| !self.is_read_only(field.node)).cloned().collect()
    }

    /// Whether a place is only in requests.
    pub(super) fn is_write_only(&self, id: NodeId) -> bool {
        self.says(id, |node| node.write_only)
    }

    fn says(&self, mut id: NodeId, what: impl Fn(&Node) -> bool) -> bool {
        for _ in 0..self.nodes.len() {
            let node = self.node(id);
            match node.shape {
                _ if what(node) => return true,
                Shape::Alias(next) => id = next,
                _ => return false,
            }
        }
        false
    }

    /// The shape of a place, aliases followed.
    pub(super) fn shape(&self, id: NodeId) -> &Shape {
        &self.target(id).shape
    }

    /// The nodes that a shape is made of, aliases not followed.
    pub(super) fn children(&self, id: NodeId) -> Vec<NodeId> {
        match &self.node(id).shape {
            Shape::Array(child) | Shape::Map(child) | Shape::Alias(child) => vec![*child],
            Shape::Object(object) => {
                object.fields.iter().map(|field| field.node).chain(object.additional).collect()
            }
            Shape::Union(union) => union.variants.clone(),
            Shape::AllOf(members) => members.clone(),
            Shape::Any | Shape::AnyObject | Shape::Scalar(_) | Shape::Enum(_) => Vec::new(),
        }
    }
}
