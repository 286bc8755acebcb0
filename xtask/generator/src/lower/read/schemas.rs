//! Reads schemas. Each becomes a node of the graph, wherever it stands in the document.

use super::reader::Reader;
use super::{annotations, constraints, integers, keywords};
use crate::diagnostic::Result;
use crate::document::lift::beside;
use crate::document::pointer;
use crate::lower::graph::{Discriminator, FieldShape, NodeId, ObjectShape, Shape, UnionShape};
use crate::model::Scalar;
use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator as Declared, ReferenceOr, Schema, SchemaKind, Type,
};
use serde_json::Value;
use std::borrow::Borrow;

impl<'d> Reader<'d> {
    /// The node of a schema or of a reference to one.
    pub(super) fn schema<S: Borrow<Schema>>(
        &mut self,
        schema: &ReferenceOr<S>,
        place: &str,
    ) -> Result<NodeId> {
        match schema {
            ReferenceOr::Item(schema) => self.inline(schema.borrow(), place),
            ReferenceOr::Reference { reference } => self.reference(reference, place),
        }
    }

    /// A reference is a node of its own, an alias of its target, so that its place can be found.
    fn reference(&mut self, reference: &str, place: &str) -> Result<NodeId> {
        let (id, new) = self.graph.reserve(place);
        if new {
            let target = self.target(reference, place)?;
            self.graph.node_mut(id).shape = Shape::Alias(target);
        }
        Ok(id)
    }

    pub(super) fn target(&mut self, reference: &str, place: &str) -> Result<NodeId> {
        let document = self.document;
        let dangling = || {
            document.error(
                place,
                format!("the reference `{reference}` leads to no schema"),
                "point it at a schema of the document, such as `#/components/schemas/NAME`",
            )
        };
        let target = reference.strip_prefix('#').ok_or_else(dangling)?;
        let component = target.strip_prefix("/components/schemas/").filter(|key| !key.contains('/'));
        if let Some(key) = component.map(pointer::unescape) {
            let schemas = document.openapi.components.as_ref().map(|components| &components.schemas);
            let schema = schemas.and_then(|schemas| schemas.get(&key)).ok_or_else(dangling)?;
            let id = self.schema(schema, target)?;
            self.graph.node_mut(id).component = Some(key);
            return Ok(id);
        }
        let value = document.json.pointer(target).ok_or_else(dangling)?;
        let schema: ReferenceOr<Schema> = serde_json::from_value(value.clone()).map_err(|_| dangling())?;
        self.schema(&schema, target)
    }

    fn inline(&mut self, schema: &Schema, place: &str) -> Result<NodeId> {
        let (id, new) = self.graph.reserve(place);
        if !new {
            return Ok(id);
        }
        let data = &schema.schema_data;
        for (keyword, done) in beside::not_typed(|key| data.extensions.get(key)) {
            self.omit(&format!("{place}/{keyword}"), done);
        }
        let raw = self.document.json.pointer(place).unwrap_or(&Value::Null);
        let node = self.graph.node_mut(id);
        node.keywords = keywords::of(raw);
        node.title.clone_from(&data.title);
        node.nullable = data.nullable || annotations::lists_null(&schema.schema_kind);
        node.read_only = data.read_only;
        node.write_only = data.write_only;
        node.docs = annotations::docs(schema);
        node.format = annotations::format(&schema.schema_kind);
        node.unit = annotations::unit(data);
        node.null_alone = keywords::allows_null_alone(raw);
        node.nullable |= node.null_alone;
        let unsaid = self.exclude(id, raw.get("not").filter(|_| !is_alone(&schema.schema_kind)));
        if unsaid {
            self.omit(&format!("{place}/not"), "what it excludes is not checked");
        }
        let declared = data.discriminator.clone().filter(|_| !has_alternatives(&schema.schema_kind));
        self.bases.extend(declared.map(|declared| (id, declared)));
        let mut shape = match self.tuple(schema, place)? {
            Some(tuple) => tuple,
            None => self.kind(&schema.schema_kind, data.discriminator.as_ref(), place)?,
        };
        if let Shape::Object(object) = &mut shape {
            let written = annotations::written_by_constructors(data);
            for field in &mut object.fields {
                field.by_constructors = written.contains(&field.property.as_str());
            }
        }
        self.graph.node_mut(id).shape = shape;
        Ok(id)
    }

    /// Says in the documentation what `not` excludes. Returns whether that takes more than a sentence.
    fn exclude(&mut self, id: NodeId, not: Option<&Value>) -> bool {
        let Some(not) = not else { return false };
        let Some(sentence) = constraints::excluded(not) else {
            return !keywords::is_told(not);
        };
        let facts = &mut self.graph.node_mut(id).docs.facts;
        let gap = if facts.is_empty() { "" } else { " " };
        facts.push_str(&format!("{gap}{sentence}"));
        false
    }

    /// The shape of a schema.
    fn kind(&mut self, kind: &SchemaKind, discriminator: Option<&Declared>, place: &str) -> Result<Shape> {
        match kind {
            SchemaKind::Type(typed) => self.typed(typed, place),
            SchemaKind::OneOf { one_of } => self.union(one_of, discriminator, &format!("{place}/oneOf")),
            SchemaKind::AnyOf { any_of } => self.union(any_of, discriminator, &format!("{place}/anyOf")),
            SchemaKind::AllOf { all_of } => Ok(Shape::AllOf(self.list(all_of, &format!("{place}/allOf"))?)),
            SchemaKind::Not { .. } => {
                Ok(self.untyped(place, "`not` alone only excludes values: it is any value"))
            }
            SchemaKind::Any(any) => self.mixed(any, discriminator, place),
        }
    }

    fn typed(&mut self, typed: &Type, place: &str) -> Result<Shape> {
        Ok(match typed {
            Type::Boolean(_) => Shape::Scalar(Scalar::Boolean),
            Type::Number(_) => Shape::Scalar(Scalar::Number),
            Type::Integer(_) => self.integer(place),
            Type::String(string) => strings(string.enumeration.iter().flatten()),
            Type::Array(array) => match &array.items {
                Some(items) => Shape::Array(self.schema(items, &format!("{place}/items"))?),
                None => Shape::Array(self.any(&format!("{place}/items"))),
            },
            Type::Object(object) => self.object(
                &object.properties,
                &object.required,
                object.additional_properties.as_ref(),
                place,
            )?,
        })
    }

    fn object(
        &mut self,
        properties: &IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &[String],
        additional: Option<&AdditionalProperties>,
        place: &str,
    ) -> Result<Shape> {
        let additional = match additional {
            Some(AdditionalProperties::Schema(schema)) => {
                Some(self.schema(schema, &format!("{place}/additionalProperties"))?)
            }
            Some(AdditionalProperties::Any(_)) | None => None,
        };
        if properties.is_empty() && required.is_empty() {
            return Ok(additional.map_or(Shape::AnyObject, Shape::Map));
        }
        let mut fields = Vec::new();
        for (property, schema) in properties {
            let node = self.schema(schema, &format!("{place}/properties/{}", pointer::escape(property)))?;
            fields.push(FieldShape {
                property: property.clone(),
                node,
                required: required.contains(property),
                by_constructors: false,
            });
        }
        // A property that is required but not described may hold anything.
        for property in required.iter().filter(|name| !properties.contains_key(*name)) {
            let node = self.any(&format!("{place}/properties/{}", pointer::escape(property)));
            fields.push(FieldShape {
                property: property.clone(),
                node,
                required: true,
                by_constructors: false,
            });
        }
        let rank = |field: &FieldShape| {
            required.iter().position(|name| *name == field.property).unwrap_or(usize::MAX)
        };
        fields.sort_by(|a, b| (rank(a), &a.property).cmp(&(rank(b), &b.property)));
        fields.dedup_by(|later, earlier| later.property == earlier.property);
        Ok(Shape::Object(ObjectShape { fields, additional, tag: None }))
    }

    fn union(
        &mut self,
        variants: &[ReferenceOr<Schema>],
        discriminator: Option<&Declared>,
        place: &str,
    ) -> Result<Shape> {
        let variants = self.list(variants, place)?;
        let discriminator = discriminator.map(|declared| self.discriminator(declared, &variants));
        let exclusive = place.ends_with("/oneOf");
        Ok(Shape::Union(UnionShape { variants, exclusive, discriminator, ..UnionShape::default() }))
    }

    /// A discriminator with its values. A variant that the document maps no value to has the name of its component.
    fn discriminator(&self, declared: &Declared, variants: &[NodeId]) -> Discriminator {
        let mut mapping: Vec<(String, NodeId)> = declared
            .mapping
            .iter()
            .filter_map(|(value, target)| Some((value.clone(), self.graph.at(target.strip_prefix('#')?)?)))
            .collect();
        let any_other = mapping.iter().position(|(value, _)| value == beside::ANY_OTHER_TAG);
        let any_other = any_other.map(|at| mapping.remove(at).1);
        for &variant in variants {
            let target = self.graph.resolve(variant);
            let is_mapped = mapping.iter().any(|(_, known)| self.graph.resolve(*known) == target);
            if let Some(name) = self.graph.node(target).component.clone().filter(|_| !is_mapped) {
                mapping.push((name, target));
            }
        }
        Discriminator { property: declared.property_name.clone(), mapping, any_other }
    }

    pub(super) fn list(&mut self, schemas: &[ReferenceOr<Schema>], place: &str) -> Result<Vec<NodeId>> {
        schemas
            .iter()
            .enumerate()
            .map(|(index, schema)| self.schema(schema, &format!("{place}/{index}")))
            .collect()
    }

    /// A schema that combines several kinds of keywords. Each kind becomes a member of an `allOf`.
    fn mixed(&mut self, any: &AnySchema, discriminator: Option<&Declared>, place: &str) -> Result<Shape> {
        let mut members = self.list(&any.all_of, &format!("{place}/allOf"))?;
        for (alternatives, keyword) in [(&any.one_of, "oneOf"), (&any.any_of, "anyOf")] {
            if !alternatives.is_empty() {
                let at = format!("{place}/{keyword}");
                if self.is_described(any, &members) && alternatives.iter().all(only_requires) {
                    self.omit(&at, "which of the properties must be there is not checked");
                    continue;
                }
                let shape = self.union(alternatives, discriminator, &at)?;
                members.push(self.member(&at, shape));
            }
        }
        let own = self.own(any, place, members.is_empty())?;
        if members.is_empty() {
            return Ok(own);
        }
        if own != Shape::Any {
            let member = self.member(&format!("{place}/properties"), own);
            self.graph.node_mut(member).format.clone_from(&any.format);
            members.push(member);
        }
        Ok(Shape::AllOf(members))
    }

    /// The shape of a schema apart from its `allOf`, `oneOf` and `anyOf`; `alone`: it has none of these. Where there is
    /// no `type`, the other keywords decide.
    fn own(&mut self, any: &AnySchema, place: &str, alone: bool) -> Result<Shape> {
        let described = !any.properties.is_empty() || any.additional_properties.is_some();
        let typ = any.typ.as_deref();
        if typ == Some("object") || (typ.is_none() && (described || !any.required.is_empty())) {
            let additional = any.additional_properties.as_ref();
            return self.object(&any.properties, &any.required, additional, place);
        }
        if let Some(items) = any.items.as_ref().filter(|_| matches!(typ, None | Some("array"))) {
            return Ok(Shape::Array(self.schema(items, &format!("{place}/items"))?));
        }
        let listed: Vec<&Value> = any.enumeration.iter().filter(|value| !value.is_null()).collect();
        let all = |is: fn(&Value) -> bool| listed.iter().all(|value| is(value));
        let texts: Option<Vec<&str>> = listed.iter().map(|value| value.as_str()).collect();
        Ok(match (typ, texts) {
            (None | Some("string"), Some(values)) if !values.is_empty() => strings(values),
            (Some("string"), _) => Shape::Scalar(Scalar::String),
            (Some("integer"), _) => self.integer(place),
            (Some("number"), _) => Shape::Scalar(Scalar::Number),
            (Some("boolean"), _) => Shape::Scalar(Scalar::Boolean),
            (Some("array"), _) => Shape::Array(self.any(&format!("{place}/items"))),
            (None, None) if all(Value::is_number) => Shape::Scalar(Scalar::Number),
            (None, None) if all(Value::is_boolean) => Shape::Scalar(Scalar::Boolean),
            (None, None) if all(Value::is_array) => Shape::Array(self.any(&format!("{place}/items"))),
            (None, None) if all(Value::is_object) => Shape::AnyObject,
            _ if alone && !listed.is_empty() => {
                self.untyped(place, "the values are of several types: it is any value")
            }
            (None, _) if alone && annotations::limits_values(any) => {
                self.untyped(place, "the schema limits values without a `type`: it is any value")
            }
            _ => Shape::Any,
        })
    }

    fn integer(&mut self, place: &str) -> Shape {
        let schema = self.document.json.pointer(place).unwrap_or(&Value::Null);
        if integers::exceed_64_bits(schema) {
            self.omit(
                place,
                "integers that do not fit into 64 bits are refused: the type has no room for them",
            );
        }
        Shape::Scalar(Scalar::Integer(integers::format(schema)))
    }

    /// The shape of a schema that no type in Rust describes.
    fn untyped(&mut self, place: &str, reason: &str) -> Shape {
        self.omit(place, reason);
        self.mark_untyped(place);
        Shape::Any
    }

    fn mark_untyped(&mut self, place: &str) {
        let (id, _) = self.graph.reserve(place);
        self.graph.node_mut(id).untyped = true;
    }

    /// Whether a schema describes properties, itself or in the members that it combines.
    fn is_described(&self, any: &AnySchema, members: &[NodeId]) -> bool {
        let may_be_an_object = |id: &NodeId| {
            matches!(self.graph.shape(*id), Shape::Object(_) | Shape::AllOf(_) | Shape::Union(_))
        };
        !any.properties.is_empty() || members.iter().any(may_be_an_object)
    }

    fn member(&mut self, place: &str, shape: Shape) -> NodeId {
        let (id, new) = self.graph.reserve(place);
        if new {
            self.graph.node_mut(id).shape = shape;
        }
        id
    }

    /// The node of a place that is not described.
    pub(super) fn any(&mut self, place: &str) -> NodeId {
        self.graph.reserve(place).0
    }
}

/// A string with these values, or with any value where there are none.
fn strings<S: ToString>(values: impl IntoIterator<Item = S>) -> Shape {
    let values: IndexSet<String> = values.into_iter().map(|value| value.to_string()).collect();
    match values.is_empty() {
        true => Shape::Scalar(Scalar::String),
        false => Shape::Enum(values.into_iter().collect()),
    }
}

/// Whether a schema says nothing but what it excludes.
fn is_alone(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::Not { .. })
}

/// Whether a schema is one of several.
fn has_alternatives(kind: &SchemaKind) -> bool {
    match kind {
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } => true,
        SchemaKind::Any(any) => !any.one_of.is_empty() || !any.any_of.is_empty(),
        _ => false,
    }
}

/// Whether a schema describes no type, but only demands or excludes properties of one.
fn only_requires(schema: &ReferenceOr<Schema>) -> bool {
    let ReferenceOr::Item(Schema { schema_kind, .. }) = schema else { return false };
    match schema_kind {
        SchemaKind::Not { .. } => true,
        SchemaKind::Any(any) => {
            let bare = || AnySchema { required: Vec::new(), typ: None, not: None, ..any.clone() };
            matches!(any.typ.as_deref(), None | Some("object"))
                && (!any.required.is_empty() || any.not.is_some())
                && bare() == AnySchema::default()
        }
        SchemaKind::Type(Type::Object(object)) => {
            !object.required.is_empty()
                && object.properties.is_empty()
                && object.additional_properties.is_none()
        }
        _ => false,
    }
}
