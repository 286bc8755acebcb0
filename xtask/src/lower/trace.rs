//! The schemas and operations that a model was made from, for whoever compares two of them: the model itself no longer
//! knows the places, and the document does not yet know what its schemas amount to.

use super::graph::{Graph, NodeId, Shape as Raw};
use super::names::TypeNames;
use super::placed_operation::Placed;
use super::raw_operation::RawContent;
use super::shared_shapes::Classes;
use crate::model::{Api, Name, Place, Scalar};

/// A schema of [`Trace::schemas`], which are the nodes of the graph.
pub(crate) type SchemaId = NodeId;

/// A model and what it was made from.
pub(crate) struct Trace {
    /// The model.
    pub(crate) api: Api,
    /// The operations, in the order of the model.
    pub(crate) operations: Vec<TracedOperation>,
    schemas: Vec<Schema>,
}

/// A schema where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Schema {
    /// The JSON pointer of the place; where members of `allOf` were merged, it may go on beyond what is in the document.
    pub(crate) pointer: String,
    /// Whether null is allowed here.
    pub(crate) nullable: bool,
    /// The type that it becomes, where that has a name.
    pub(crate) name: Option<Name>,
    /// The place whose shape it has: itself, or what it refers to in the end.
    target: SchemaId,
    shape: Shape,
}

/// What a schema allows, once `allOf` is merged and unions are settled.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Any,
    AnyObject,
    Scalar(Scalar),
    Enum(Vec<String>),
    Array(SchemaId),
    Map(SchemaId),
    Object(Object),
    Union(Union),
    /// Stands for its target.
    Reference,
}

/// An object with known properties.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Object {
    pub(crate) properties: Vec<Property>,
    /// What properties that are not listed hold, where that is restricted.
    pub(crate) additional: Option<SchemaId>,
    /// The property that says which variant of a union this is, and its value; it is not among `properties`.
    pub(crate) tag: Option<(String, String)>,
}

/// A property of an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) required: bool,
    pub(crate) schema: SchemaId,
}

/// One of several.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Union {
    pub(crate) tag: Option<String>,
    pub(crate) variants: Vec<SchemaId>,
}

/// An operation as the document has it, with the names that it has in Rust.
#[derive(Debug, Clone)]
pub(crate) struct TracedOperation {
    pub(crate) id: String,
    pub(crate) pointer: String,
    /// In upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    /// The accessor of its group.
    pub(crate) group: Name,
    /// The type of its group.
    pub(crate) group_type: Name,
    /// Its method.
    pub(crate) name: Name,
    pub(crate) parameters: Vec<TracedParameter>,
    pub(crate) body: Option<TracedBody>,
    /// What success answers, envelope and all.
    pub(crate) success: Content,
    /// The status and the body of each failure that is described.
    pub(crate) errors: Vec<(String, Option<SchemaId>)>,
}

/// A parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TracedParameter {
    /// Its name on the wire.
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) required: bool,
    /// Its schema; `None`: it is described by a media type.
    pub(crate) schema: Option<SchemaId>,
    pub(crate) pointer: String,
}

/// The body of a request.
#[derive(Debug, Clone)]
pub(crate) struct TracedBody {
    pub(crate) required: bool,
    pub(crate) content: Content,
    /// Whether its properties are arguments of the method.
    pub(crate) is_arguments: bool,
}

/// What stands in a body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// JSON, with its media type as the document spells it.
    Json {
        schema: SchemaId,
        media_type: String,
    },
    /// A form, with its media type as the document spells it.
    Form {
        schema: SchemaId,
        media_type: String,
    },
    /// Bytes of a media type.
    Raw(String),
    Nothing,
}

/// What the passes worked on.
pub(super) struct Origins<'a> {
    pub(super) graph: &'a Graph,
    pub(super) classes: &'a Classes,
    pub(super) names: &'a TypeNames,
    pub(super) placed: &'a [Placed],
}

impl Trace {
    pub(super) fn new(api: Api, origins: &Origins<'_>) -> Self {
        let schemas = origins.graph.ids().map(|id| schema(origins, id)).collect();
        let operations = origins.placed.iter().map(|operation| traced(origins.graph, operation)).collect();
        Self { api, operations, schemas }
    }

    // Ids come from this trace alone.
    #[expect(clippy::indexing_slicing)]
    pub(crate) fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.index()]
    }

    /// What a place allows, references followed.
    pub(crate) fn shape(&self, id: SchemaId) -> &Shape {
        &self.schema(self.schema(id).target).shape
    }

    /// The places that become a type, in order.
    pub(crate) fn places_of(&self, name: &str) -> Vec<&str> {
        let is_it = |schema: &&Schema| schema.name.as_ref().is_some_and(|other| other.as_str() == name);
        let mut pointers: Vec<&str> =
            self.schemas.iter().filter(is_it).map(|schema| schema.pointer.as_str()).collect();
        pointers.sort_unstable();
        pointers
    }

    /// The places that a schema is made of.
    pub(crate) fn parts(&self, id: SchemaId) -> Vec<SchemaId> {
        match self.shape(id) {
            Shape::Array(part) | Shape::Map(part) => vec![*part],
            Shape::Object(object) => {
                object.properties.iter().map(|property| property.schema).chain(object.additional).collect()
            }
            Shape::Union(union) => union.variants.clone(),
            _ => Vec::new(),
        }
    }

    /// The place whose shape a place has.
    pub(crate) fn target(&self, id: SchemaId) -> SchemaId {
        self.schema(id).target
    }
}

impl TracedOperation {
    /// The schemas of its requests and answers.
    pub(crate) fn schemas(&self) -> Vec<SchemaId> {
        let of = |content: &Content| match content {
            Content::Json { schema, .. } | Content::Form { schema, .. } => Some(*schema),
            Content::Raw(_) | Content::Nothing => None,
        };
        let parameters = self.parameters.iter().filter_map(|parameter| parameter.schema);
        let body = self.body.as_ref().and_then(|body| of(&body.content));
        let errors = self.errors.iter().filter_map(|(_, schema)| *schema);
        parameters.chain(body).chain(of(&self.success)).chain(errors).collect()
    }
}

fn schema(origins: &Origins<'_>, id: NodeId) -> Schema {
    let Origins { graph, classes, names, .. } = origins;
    let (node, target) = (graph.node(id), graph.resolve(id));
    let shape = match &node.shape {
        Raw::Any | Raw::AllOf(_) => Shape::Any,
        Raw::AnyObject => Shape::AnyObject,
        Raw::Scalar(scalar) => Shape::Scalar(*scalar),
        Raw::Enum(values) => Shape::Enum(values.clone()),
        Raw::Array(item) => Shape::Array(*item),
        Raw::Map(value) => Shape::Map(*value),
        Raw::Object(object) => {
            let properties = object.fields.iter().map(|field| Property {
                name: field.property.clone(),
                required: field.required,
                schema: field.node,
            });
            Shape::Object(Object {
                properties: properties.collect(),
                additional: object.additional,
                tag: object.tag.clone(),
            })
        }
        Raw::Union(union) => Shape::Union(Union { tag: union.tag.clone(), variants: union.variants.clone() }),
        Raw::Alias(_) => Shape::Reference,
    };
    Schema {
        pointer: node.pointer.clone(),
        nullable: graph.is_nullable(id),
        name: names.get(classes.of(graph, id)).cloned(),
        target,
        shape,
    }
}

fn traced(graph: &Graph, placed: &Placed) -> TracedOperation {
    let raw = &placed.raw;
    let parameters = raw.parameters.iter().map(|parameter| TracedParameter {
        name: parameter.name.clone(),
        place: parameter.place,
        required: parameter.required,
        schema: parameter.node,
        pointer: parameter.pointer.clone(),
    });
    let body = raw.body.as_ref().map(|body| TracedBody {
        required: body.required,
        content: content(&body.content),
        is_arguments: placed.arguments(graph).is_some() || matches!(body.content, RawContent::Form(_)),
    });
    TracedOperation {
        id: raw.id.clone(),
        pointer: raw.pointer.clone(),
        method: raw.method.clone(),
        path: raw.path.clone(),
        group: placed.group.clone(),
        group_type: placed.group_type.clone(),
        name: placed.name.clone(),
        parameters: parameters.collect(),
        body,
        success: content(&raw.answers.success),
        errors: raw.answers.errors.clone(),
    }
}

fn content(raw: &RawContent) -> Content {
    match raw {
        RawContent::Json { node, media_type } => {
            Content::Json { schema: *node, media_type: media_type.clone() }
        }
        RawContent::Form(form) => Content::Form { schema: form.node, media_type: form.media_type.clone() },
        RawContent::Raw(media_type) => Content::Raw(media_type.clone()),
        RawContent::Nothing => Content::Nothing,
    }
}
