//! One of the two documents, with its crate and the graph that the crate was made from.

use super::change::Edition;
use super::names;
use super::users::Users;
use crate::config::Config;
use crate::diagnostic::Result;
use crate::document::Document;
use crate::lower::{self, Graph, Lowered, NodeId, ObjectShape, Placed, RawContent, Shape};
use crate::model::{JsonPointer, Name};
use serde_json::Value;
use std::cell::OnceCell;

/// One of the two documents.
pub(super) struct Subject<'d> {
    pub(super) edition: Edition,
    pub(super) document: &'d Document,
    pub(super) lowered: Lowered,
    /// Made when they are asked for: most comparisons need none.
    users: OnceCell<Users>,
}

impl<'d> Subject<'d> {
    /// Both documents with one configuration. A configured name whose places no longer share a shape applies to none of
    /// them: each gets a name of its own, and that is reported.
    pub(super) fn both(
        old: &'d Document,
        new: &'d Document,
        config: &Config,
        file: &str,
    ) -> Result<(Self, Self)> {
        let lower = |document, config: &Config| lower::lower_with_origin(document, config, file);
        let (of_old, mut of_new) = (names::known(config, old), names::known(config, new));
        let (mut lowered_old, mut lowered_new) = match config.lock.is_empty() {
            true => {
                let (of_old, of_new) = rayon::join(|| lower(old, &of_old), || lower(new, &of_new));
                (of_old?, of_new?)
            }
            // The crate for the new document keeps the names of the old one, and of the lock.
            false => {
                let of_old = lower(old, &of_old)?;
                of_new.lock = of_old.lock(config);
                (of_old, lower(new, &of_new)?)
            }
        };
        let of_old = (names::elsewhere(config, &of_old, old, &lowered_new), of_old);
        let of_new = (names::elsewhere(config, &of_new, new, &lowered_old), of_new);
        for (document, (elsewhere, known), lowered) in
            [(old, of_old, &mut lowered_old), (new, of_new, &mut lowered_new)]
        {
            if !elsewhere.is_empty() {
                let types = known.types.into_iter().chain(elsewhere).collect();
                *lowered = lower(document, &Config { types, ..known })?;
            }
        }
        Ok((Self::new(Edition::Old, old, lowered_old), Self::new(Edition::New, new, lowered_new)))
    }

    fn new(edition: Edition, document: &'d Document, lowered: Lowered) -> Self {
        Self { edition, document, lowered, users: OnceCell::new() }
    }

    /// The place itself, or its nearest ancestor that is in the document. The result of merging members of `allOf` has
    /// no place of its own.
    pub(super) fn existing(&self, pointer: &str) -> String {
        let mut at = pointer;
        while self.value(at).is_none() {
            at = at.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        at.to_owned()
    }

    pub(super) fn value(&self, pointer: &str) -> Option<&'d Value> {
        self.document.json.pointer(pointer)
    }

    pub(super) fn graph(&self) -> &Graph {
        &self.lowered.origin.graph
    }

    /// The shape of a schema, with references resolved.
    pub(super) fn shape(&self, schema: NodeId) -> &Shape {
        self.graph().shape(schema)
    }

    /// The JSON pointer of a schema.
    pub(super) fn pointer(&self, schema: NodeId) -> &JsonPointer {
        &self.graph().node(schema).pointer
    }

    /// The named type that a schema becomes, if it becomes one.
    pub(super) fn type_name(&self, schema: NodeId) -> Option<&Name> {
        self.lowered.origin.names.get(self.lowered.origin.classes.of(self.graph(), schema))
    }

    /// The same, if the type is public.
    pub(super) fn public_type(&self, schema: NodeId) -> Option<&Name> {
        self.type_name(schema).filter(|name| self.is_public(name))
    }

    pub(super) fn is_public(&self, name: &Name) -> bool {
        self.lowered.made.types.get(name).is_some_and(|item| item.home.is_public())
    }

    /// The schema that represents all schemas of one type: items of the crate have its places.
    fn representative(&self, schema: NodeId) -> NodeId {
        self.lowered.origin.classes.representative(self.lowered.origin.classes.of(self.graph(), schema))
    }

    /// The place of a type.
    pub(super) fn place_of_type(&self, schema: NodeId) -> &JsonPointer {
        self.pointer(self.representative(schema))
    }

    /// The places of a property of an object: its own, and that of the type.
    pub(super) fn places_of_property(&self, object: NodeId, property: &str) -> Vec<JsonPointer> {
        let of = |object: NodeId| match self.shape(object) {
            Shape::Object(shape) => shape.field(property).map(|field| self.pointer(field.node).clone()),
            _ => None,
        };
        [of(object), of(self.representative(object))].into_iter().flatten().collect()
    }

    /// The place of the schema of an object's additional properties.
    pub(super) fn place_of_additional(&self, object: NodeId) -> JsonPointer {
        format!("{}/additionalProperties", self.place_of_type(object)).into()
    }

    /// The place of a value of an enum.
    pub(super) fn place_of_value(&self, enumeration: NodeId, value: &str) -> Option<JsonPointer> {
        let Shape::Enum(values) = self.shape(enumeration) else { return None };
        let index = values.iter().position(|other| other == value)?;
        Some(format!("{}/enum/{index}", self.place_of_type(enumeration)).into())
    }

    /// The place of a variant of a union.
    pub(super) fn place_of_variant(&self, union: NodeId, variant: NodeId) -> Option<JsonPointer> {
        let variants = |schema| match self.shape(schema) {
            Shape::Union(union) => union.variants.as_slice(),
            _ => &[],
        };
        let index = variants(union).iter().position(|other| *other == variant)?;
        variants(self.representative(union)).get(index).map(|variant| self.pointer(*variant).clone())
    }

    /// The places of a request's body: the body itself, and its properties where they are arguments.
    pub(super) fn places_of_body(&self, operation: &Placed) -> Vec<JsonPointer> {
        let mut places = vec![format!("{}/requestBody", operation.raw.pointer).into()];
        let body = operation.raw.body.as_ref().map(|body| &body.content);
        match (operation.arguments(self.graph()), body) {
            (Some(node), _) => {
                if let Shape::Object(object) = self.shape(node) {
                    let properties = object.fields.iter().map(|field| field.property.as_str());
                    places.extend(properties.flat_map(|property| self.places_of_property(node, property)));
                }
            }
            (None, Some(RawContent::Form(form))) => {
                places.extend(form.fields.iter().map(|field| self.pointer(field.node).clone()));
            }
            _ => {}
        }
        places
    }

    /// The value of the tag that selects a variant of a union.
    pub(super) fn tag_value(&self, variant: NodeId) -> Option<String> {
        match self.shape(variant) {
            Shape::Object(ObjectShape { tag: Some((_, value)), .. }) => Some(value.text()),
            _ => None,
        }
    }

    /// The operations that use each type.
    pub(super) fn users(&self) -> &Users {
        self.users.get_or_init(|| Users::of(&self.lowered.made.api))
    }

    /// The operationId of the first operation that uses a type.
    pub(super) fn operation_of_type(&self, name: &Name) -> Option<String> {
        self.users().of_type(name).next().map(str::to_owned)
    }
}
