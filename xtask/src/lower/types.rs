//! The eighth pass: the classes that have names become the definitions of the model.

use super::directions::Directions;
use super::graph::{FieldShape, Graph, NodeId, ObjectShape, Shape, UnionShape};
use super::names::TypeNames;
use super::shared_shapes::{ClassId, Classes, has_name};
use super::spelling;
use crate::diagnostic::{Diagnostic, Result};
use crate::model::{
    AdditionalProperties, CatchAll, Definition, Docs, EnumType, Field, Name, Omission, Presence, Role,
    Scalar, StructType, Tag, TypeRef, UnionType, Variant,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The property that identifies a value where every variant of a union requires it.
const ID: &str = "id";

/// What the names of a struct's fields must not be, because the field beside them has it.
const FIELD_NAMES_TAKEN: &[&str] = &["additional_properties"];

/// Turns classes into definitions.
pub(super) struct Definitions<'a> {
    pub(super) graph: &'a Graph,
    pub(super) classes: &'a Classes,
    pub(super) names: &'a TypeNames,
    pub(super) directions: Directions,
    pub(super) config_file: &'a str,
    pub(super) document_file: &'a str,
    pub(super) omissions: Vec<Omission>,
}

impl Definitions<'_> {
    /// All definitions, by name.
    pub(super) fn all(&mut self) -> Result<BTreeMap<Name, Definition>> {
        let mut definitions = BTreeMap::new();
        for &class in &self.names.order {
            let Some(name) = self.names.get(class) else { continue };
            let definition = self.definition(class);
            definitions.insert(name.clone(), definition);
        }
        for &class in &self.names.nameless {
            let pointer = self.graph.node(self.classes.representative(class)).pointer.clone();
            let reason =
                "no name tells the type from another one: it is any value; generator.toml can name it";
            self.omissions.push(Omission { pointer, reason: reason.to_owned() });
        }
        box_recursion(&mut definitions);
        self.check_edges(&definitions)?;
        Ok(definitions)
    }

    /// The type of a place.
    pub(super) fn type_ref(&self, node: NodeId) -> TypeRef {
        let plain = self.plain(node);
        if self.graph.is_nullable(node) && plain != TypeRef::Any {
            return TypeRef::Nullable(Box::new(plain));
        }
        plain
    }

    fn plain(&self, node: NodeId) -> TypeRef {
        match self.graph.shape(node) {
            Shape::Any | Shape::AllOf(_) | Shape::Alias(_) => TypeRef::Any,
            Shape::AnyObject => TypeRef::AnyObject,
            Shape::Scalar(scalar) => TypeRef::Scalar(*scalar),
            Shape::Array(item) => TypeRef::Array(Box::new(self.nested(node, *item))),
            Shape::Map(value) => TypeRef::Map(Box::new(self.nested(node, *value))),
            Shape::Object(_) | Shape::Union(_) | Shape::Enum(_) => self
                .names
                .get(self.classes.of(self.graph, node))
                .map_or(TypeRef::Any, |name| TypeRef::Named(name.clone())),
        }
    }

    /// What a list or map holds. One that holds nothing but itself has no type in Rust.
    fn nested(&self, outer: NodeId, inner: NodeId) -> TypeRef {
        let mut next = inner;
        for _ in self.graph.ids() {
            match self.graph.shape(next) {
                Shape::Array(item) | Shape::Map(item) => next = *item,
                _ => return self.type_ref(inner),
            }
            if self.graph.resolve(next) == self.graph.resolve(outer) {
                return TypeRef::Any;
            }
        }
        TypeRef::Any
    }

    /// The names of an object's fields, for a place where they are arguments.
    pub(super) fn argument_names(&self, node: NodeId) -> Vec<Name> {
        let Shape::Object(object) = self.graph.shape(node) else { return Vec::new() };
        field_names(object).into_iter().flatten().collect()
    }

    fn definition(&mut self, class: ClassId) -> Definition {
        let node = self.graph.node(self.classes.representative(class));
        let docs = node.docs.clone();
        match &node.shape {
            Shape::Object(object) => Definition::Struct(self.structure(class, object, docs, &node.pointer)),
            Shape::Union(union) => Definition::Union(self.union(class, union, docs)),
            Shape::Enum(values) => Definition::Enum(self.enumeration(values, docs, &node.pointer)),
            _ => Definition::Struct(self.structure(class, &ObjectShape::default(), docs, &node.pointer)),
        }
    }

    fn structure(&mut self, class: ClassId, object: &ObjectShape, docs: Docs, pointer: &str) -> StructType {
        let mut fields = Vec::new();
        for (field, name) in object.fields.iter().zip(field_names(object)) {
            let Some(name) = name else {
                self.omissions.push(Omission {
                    pointer: format!("{pointer}/properties/{}", crate::document::pointer::escape(&field.property)),
                    reason: "no name in Rust tells the property from another one: it is kept among the additional \
                             properties"
                        .to_owned(),
                });
                continue;
            };
            fields.push(Field {
                property: field.property.clone(),
                name,
                docs: self.place_docs(field.node),
                format: self.graph.node(self.graph.resolve(field.node)).format.clone(),
                type_ref: self.type_ref(field.node),
                presence: self.presence(class, field),
            });
        }
        let additional = object
            .additional
            .map_or(AdditionalProperties::Any, |node| AdditionalProperties::Typed(self.type_ref(node)));
        let tag = object.tag.clone().map(|(property, value)| Tag { property, value });
        let arguments_only = self.directions.is_arguments_only(class);
        StructType { docs, tag, fields, additional, arguments_only }
    }

    /// Whether a property is always there. One that is only in answers is not in the requests that have the same type,
    /// nor the other way round. It stays a field in types that are never in answers: documents say `readOnly` of ids by
    /// which a request names what is there already.
    fn presence(&self, class: ClassId, field: &FieldShape) -> Presence {
        let may_be_missing = (self.graph.is_read_only(field.node) && self.directions.is_sent(class))
            || (self.graph.is_write_only(field.node) && self.directions.is_received(class));
        if field.required && !may_be_missing { Presence::Required } else { Presence::Optional }
    }

    /// The documentation of a place. What a component says of itself stands at its type, where it becomes one, and not at
    /// each place.
    pub(super) fn place_docs(&self, node: NodeId) -> Docs {
        let place = self.graph.node(node);
        let target = self.graph.node(self.graph.resolve(node));
        let has_own_type = target.component.is_some() && has_name(&target.shape);
        if place.docs.text.is_empty() && !has_own_type { target.docs.clone() } else { place.docs.clone() }
    }

    fn enumeration(&mut self, values: &[String], docs: Docs, pointer: &str) -> EnumType {
        let raw: Vec<&str> = values.iter().map(String::as_str).collect();
        let names = spelling::names(&raw, Role::Variant, &[]);
        let mut named = Vec::new();
        for (value, name) in values.iter().zip(names) {
            match name {
                Some(name) => named.push((value.clone(), name)),
                None => self.omissions.push(Omission {
                    pointer: pointer.to_owned(),
                    reason: format!(
                        "no name in Rust tells the value {value:?} from another one: it is any other value"
                    ),
                }),
            }
        }
        let other = free(CatchAll::Other, named.iter().map(|(_, name)| name));
        EnumType { docs, values: named, other }
    }

    fn union(&mut self, class: ClassId, union: &UnionShape, docs: Docs) -> UnionType {
        // Null is what the union as a whole may be, where one of its variants may.
        let mut refs: Vec<(NodeId, TypeRef)> =
            union.variants.iter().map(|variant| (*variant, self.plain(*variant))).collect();
        if union.tag.is_none() {
            // Variants that are tried in order and hold the same are one: the first of them takes all.
            let mut seen = HashSet::new();
            refs.retain(|(_, type_ref)| seen.insert(type_ref.clone()));
        }
        let words: Vec<String> = refs
            .iter()
            .map(|(variant, type_ref)| match (&union.tag, self.graph.shape(*variant)) {
                (Some(_), Shape::Object(ObjectShape { tag: Some((_, value)), .. })) => value.clone(),
                _ => variant_word(type_ref),
            })
            .collect();
        let raw: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut variants: Vec<Variant> = Vec::new();
        let mut mapped = union.tag_values.iter();
        for (((_, type_ref), word), name) in
            refs.into_iter().zip(&words).zip(spelling::names(&raw, Role::Variant, &[]))
        {
            let tags = match mapped.next() {
                Some(values) => values.clone(),
                None if union.tag.is_some() => vec![word.clone()],
                None => Vec::new(),
            };
            let is_readable = union.tag.is_none() || matches!(type_ref, TypeRef::Named(_));
            match name.filter(|_| is_readable) {
                Some(name) => variants.push(Variant { name, tags, type_ref }),
                None => self.omissions.push(Omission {
                    pointer: self.graph.node(self.classes.representative(class)).pointer.clone(),
                    reason: format!(
                        "no name in Rust tells the variant {word:?} from another one: it is kept as unknown"
                    ),
                }),
            }
        }
        let unknown = free(CatchAll::Unknown, variants.iter().map(|variant| &variant.name));
        let id = union
            .variants
            .iter()
            .all(|variant| match self.graph.shape(*variant) {
                Shape::Object(object) => object.field(ID).is_some_and(|field| {
                    let presence = self.presence(self.classes.of(self.graph, *variant), field);
                    presence == Presence::Required
                        && self.type_ref(field.node) == TypeRef::Scalar(Scalar::String)
                }),
                _ => false,
            })
            .then(|| Name::new(ID, Role::Value))
            .flatten();
        let edge = self.names.edges.get(&class).and_then(|edge| Name::new(edge, Role::Type));
        UnionType { docs, tag: union.tag.clone(), variants, unknown, id, edge }
    }

    /// An edge is a struct whose one required string says where it leads.
    fn check_edges(&self, definitions: &BTreeMap<Name, Definition>) -> Result<()> {
        for (name, definition) in definitions {
            let Definition::Union(UnionType { edge: Some(edge), .. }) = definition else { continue };
            let leads =
                matches!(definitions.get(edge), Some(Definition::Struct(edge)) if edge.target().is_some());
            if !leads {
                return Err(Diagnostic::at(
                    self.config_file,
                    "/types",
                    format!("`{edge}`, the edge of `{name}`, is no struct with exactly one required string"),
                    "name as `edge` the type whose one string identifies the next value",
                ));
            }
        }
        Ok(())
    }
}

fn field_names(object: &ObjectShape) -> Vec<Option<Name>> {
    let raw: Vec<&str> = object.fields.iter().map(|field| field.property.as_str()).collect();
    spelling::names(&raw, Role::Value, FIELD_NAMES_TAKEN)
}

/// A word for a variant that has no tag: what it is.
fn variant_word(type_ref: &TypeRef) -> String {
    match type_ref {
        TypeRef::Any => "any".to_owned(),
        TypeRef::AnyObject => "object".to_owned(),
        TypeRef::Scalar(Scalar::Boolean) => "boolean".to_owned(),
        TypeRef::Scalar(Scalar::Integer(_)) => "integer".to_owned(),
        TypeRef::Scalar(Scalar::Number) => "number".to_owned(),
        TypeRef::Scalar(Scalar::String) => "string".to_owned(),
        TypeRef::Part => "part".to_owned(),
        TypeRef::Array(item) => format!("{} array", variant_word(item)),
        TypeRef::Map(value) => format!("{} map", variant_word(value)),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => variant_word(inner),
        TypeRef::Named(name) => name.to_string(),
    }
}

/// A name for what is not listed, which no listed one has.
fn free<'n>(wanted: CatchAll, taken: impl Iterator<Item = &'n Name> + Clone) -> Name {
    let mut name = Name::catch_all(wanted);
    while taken.clone().any(|other| *other == name) {
        name = name.followed_by(wanted.as_str());
    }
    name
}

/// Boxes the places through which a type would hold itself. Lists and maps hold their items elsewhere already.
fn box_recursion(definitions: &mut BTreeMap<Name, Definition>) {
    let held: BTreeMap<Name, BTreeSet<Name>> =
        definitions.iter().map(|(name, definition)| (name.clone(), held_inline(definition))).collect();
    for (name, definition) in definitions.iter_mut() {
        for type_ref in inline_places(definition) {
            let Some(inner) = inline_name(type_ref) else { continue };
            if reaches(&held, inner, name) {
                *type_ref = boxed(type_ref.clone());
            }
        }
    }
}

fn boxed(type_ref: TypeRef) -> TypeRef {
    match type_ref {
        TypeRef::Nullable(inner) => TypeRef::Nullable(Box::new(boxed(*inner))),
        other => TypeRef::Boxed(Box::new(other)),
    }
}

fn inline_places(definition: &mut Definition) -> Vec<&mut TypeRef> {
    match definition {
        Definition::Struct(structure) => {
            structure.fields.iter_mut().map(|field| &mut field.type_ref).collect()
        }
        Definition::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.type_ref).collect(),
        Definition::Enum(_) => Vec::new(),
    }
}

fn held_inline(definition: &Definition) -> BTreeSet<Name> {
    let names: Vec<Option<&Name>> = match definition {
        Definition::Struct(structure) => {
            structure.fields.iter().map(|field| inline_name(&field.type_ref)).collect()
        }
        Definition::Union(union) => {
            union.variants.iter().map(|variant| inline_name(&variant.type_ref)).collect()
        }
        Definition::Enum(_) => Vec::new(),
    };
    names.into_iter().flatten().cloned().collect()
}

fn inline_name(type_ref: &TypeRef) -> Option<&Name> {
    match type_ref {
        TypeRef::Named(name) => Some(name),
        TypeRef::Nullable(inner) => inline_name(inner),
        _ => None,
    }
}

fn reaches(held: &BTreeMap<Name, BTreeSet<Name>>, from: &Name, to: &Name) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        open.extend(held.get(name).into_iter().flatten().filter(|next| seen.insert(next)));
    }
    false
}
