//! Makes the definitions of the types that have names.

use super::directions::Directions;
use super::enums;
use super::finite;
use super::graph::{FieldShape, Node, NodeId, ObjectShape, Shape, UnionShape};
use super::graph_rules;
use super::naming::{self, Role, Scope};
use super::recursion::box_recursion;
use super::shared_shapes::ClassId;
use super::type_docs;
use super::types::Types;
use crate::diagnostic::{Diagnostic, Result};
use crate::document::pointer;
use crate::model::{
    AdditionalProperties, Definition, Docs, EnumType, Field, GraphRules, Name, Omission, Presence, Scalar,
    StructType, Tag, TypeRef, UnionType, Variant,
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The property that identifies a value of a union, where every variant requires it.
const ID: &str = "id";

/// The variant of a union for values that fit no other.
const UNKNOWN: &str = "Unknown";

/// The definitions, by name.
pub(super) fn define(
    types: Types<'_>,
    directions: &Directions,
    config_file: &str,
    omissions: &mut Vec<Omission>,
) -> Result<BTreeMap<Name, Definition>> {
    let Types { graph, classes, names, .. } = types;
    for &class in &names.nameless {
        let reason = "the type has no name of its own: it is any value, unless generator.toml names it";
        omissions.push(Omission::new(&graph.node(classes.representative(class)).pointer, reason));
    }
    let described = type_docs::find(types);
    let mut definer = Definer { types, directions, described, omissions };
    let mut definitions = BTreeMap::new();
    for &class in &names.order {
        let node = graph.node(classes.representative(class));
        if let Some((name, definition)) = names.get(class).zip(definer.definition(class, node)) {
            definitions.insert(name.clone(), definition);
        }
    }
    finite::allow_absence(&mut definitions, omissions);
    box_recursion(&mut definitions);
    check_edges(&definitions, config_file)?;
    Ok(definitions)
}

/// The names of the fields of a type.
pub(super) fn field_names(types: Types<'_>, class: ClassId, object: &ObjectShape) -> Vec<Option<Name>> {
    let raw: Vec<&str> = object.fields.iter().map(|field| field.property.as_str()).collect();
    let of_type = types.names.get(class);
    let kept = |at: usize| types.remembered.member(of_type?, raw.get(at)?, Role::Value);
    naming::names_kept(&raw, Scope::Fields, (&types.remembered.retired_members(of_type, &raw), &kept))
}

struct Definer<'a> {
    types: Types<'a>,
    directions: &'a Directions,
    /// The documentation of types that their representatives do not have.
    described: HashMap<ClassId, Docs>,
    omissions: &'a mut Vec<Omission>,
}

impl Definer<'_> {
    fn definition(&mut self, class: ClassId, node: &Node) -> Option<Definition> {
        Some(match &node.shape {
            Shape::Object(object) => Definition::Struct(self.structure(class, object, node)),
            Shape::Union(union) => Definition::Union(self.union(class, union, node)),
            Shape::Enum(values) => Definition::Enum(EnumType {
                docs: self.docs(class, node),
                ..enums::define(
                    values,
                    node,
                    (self.types.names.get(class), self.types.remembered),
                    self.omissions,
                )
            }),
            _ => return None,
        })
    }

    /// The documentation of a type.
    fn docs(&self, class: ClassId, node: &Node) -> Docs {
        self.described.get(&class).unwrap_or(&node.docs).clone()
    }

    fn structure(&mut self, class: ClassId, object: &ObjectShape, node: &Node) -> StructType {
        let mut fields = Vec::new();
        for (field, name) in object.fields.iter().zip(field_names(self.types, class, object)) {
            let Some(name) = name else {
                let at = format!("{}/properties/{}", node.pointer, pointer::escape(&field.property));
                let reason =
                    "the property has no name of its own in Rust: it is kept among the additional properties";
                self.omissions.push(Omission::new(at, reason));
                continue;
            };
            fields.push(Field {
                property: field.property.clone(),
                name,
                docs: self.types.docs(field.node),
                pointer: self.types.graph.node(field.node).pointer.clone(),
                format: self.types.graph.target(field.node).format.clone(),
                type_ref: self.types.type_ref(field.node),
                presence: self.presence(class, field),
                by_constructors: field.by_constructors,
                unit: self.types.graph.unit(field.node).map(str::to_owned),
            });
        }
        let additional = object
            .additional
            .map_or(AdditionalProperties::Any, |node| AdditionalProperties::Typed(self.types.type_ref(node)));
        StructType {
            docs: self.docs(class, node),
            pointer: node.pointer.clone(),
            tag: object.tag.clone().map(|(property, value)| {
                // What is kept beside typed properties would have to be of their type.
                let open = object.additional.is_none() && self.directions.is_alone(class);
                Tag { property, value, open }
            }),
            fields,
            additional,
            arguments_only: self.directions.is_arguments_only(class),
            received_only: self.directions.is_received(class) && !self.directions.is_sent(class),
        }
    }

    /// Whether a property is always there. A read-only property is missing where a type is sent, a write-only one where
    /// it is received. A read-only property is a field all the same in types that are only sent: documents mark ids as
    /// `readOnly` by which a request names what exists already.
    fn presence(&self, class: ClassId, field: &FieldShape) -> Presence {
        let graph = self.types.graph;
        let may_be_missing = (graph.is_read_only(field.node) && self.directions.is_sent(class))
            || (graph.is_write_only(field.node) && self.directions.is_received(class));
        if field.required && !may_be_missing { Presence::Required } else { Presence::Optional }
    }

    fn union(&mut self, class: ClassId, union: &UnionShape, node: &Node) -> UnionType {
        let variants = self.variants(class, union, node);
        let unknown = naming::catch_all(UNKNOWN, variants.iter().map(|variant| &variant.name));
        // A type without a name is any value, which has no fields.
        let are_named =
            variants.iter().all(|variant| matches!(variant.type_ref.unboxed(), TypeRef::Named(_)));
        let has_id = are_named && union.variants.iter().all(|variant| self.requires_id(*variant));
        let id = Name::new(ID, Role::Value).filter(|_| has_id);
        let edge = self.types.names.edges.get(&class).and_then(|edge| Name::new(edge, Role::Type));
        let configured = self.types.names.graphs.get(&class).map(graph_rules::of);
        let graph = configured.or_else(|| id.as_ref().and(edge.as_ref()).map(|_| GraphRules::default()));
        let (docs, pointer) = (self.docs(class, node), node.pointer.clone());
        UnionType { docs, pointer, tag: union.tag.clone(), variants, unknown, id, edge, graph }
    }

    fn variants(&mut self, class: ClassId, union: &UnionShape, node: &Node) -> Vec<Variant> {
        // Where a variant allows null, the union as a whole does.
        let mut held: Vec<(NodeId, TypeRef)> =
            union.variants.iter().map(|variant| (*variant, self.types.without_null(*variant))).collect();
        if union.tag.is_none() {
            // Of untagged variants of the same type, the first would take every value.
            let mut seen = HashSet::new();
            held.retain(|(_, type_ref)| seen.insert(type_ref.clone()));
        }
        let words: Vec<String> = held
            .iter()
            .map(|(variant, type_ref)| match (&union.tag, self.types.graph.shape(*variant)) {
                (Some(_), Shape::Object(ObjectShape { tag: Some((_, value)), .. })) => value.text(),
                (None, Shape::Tuple(_)) => self.tuple_word(*variant, type_ref),
                _ => variant_word(type_ref, false),
            })
            .collect();
        // Integers of several formats are told apart by these.
        let words: Vec<String> = held
            .iter()
            .zip(&words)
            .map(|((_, type_ref), word)| {
                let is_clash = words.iter().filter(|other| *other == word).count() > 1 && union.tag.is_none();
                if is_clash { variant_word(type_ref, true) } else { word.clone() }
            })
            .collect();
        let (of_type, remembered) = (self.types.names.get(class), self.types.remembered);
        let words = if union.tag.is_none() { without_name_of_union(words, of_type) } else { words };
        let raw: Vec<&str> = words.iter().map(String::as_str).collect();
        let kept = |at: usize| remembered.member(of_type?, raw.get(at)?, Role::Variant);
        let taken = remembered.no_variants(of_type, &raw, UNKNOWN);
        let names = naming::names_kept(&raw, Scope::Variants, (&taken, &kept));
        let mut variants = Vec::new();
        for (index, (((variant, type_ref), word), name)) in
            held.into_iter().zip(&words).zip(names).enumerate()
        {
            let tags = match union.tag_values.get(index) {
                Some(values) => values.clone(),
                None if union.tag.is_some() => vec![word.clone()],
                None => Vec::new(),
            };
            let is_readable = union.tag.is_none() || matches!(type_ref, TypeRef::Named(_));
            match name.filter(|_| is_readable) {
                Some(name) => {
                    let pointer = self.types.graph.node(variant).pointer.clone();
                    variants.push(Variant { name, tags, type_ref, pointer });
                }
                None => self.omissions.push(Omission::new(
                    &node.pointer,
                    format!(
                        "the variant {word:?} has no name of its own in Rust: it is read as an unknown value"
                    ),
                )),
            }
        }
        variants
    }

    /// The word for a list whose items are described by their position: that of its kind, where it says one.
    fn tuple_word(&self, variant: NodeId, type_ref: &TypeRef) -> String {
        let kind = self.types.graph.first_constant(variant);
        kind.map_or_else(|| variant_word(type_ref, false), |kind| kind.text())
    }

    /// Whether a variant always has an id that is text.
    fn requires_id(&self, variant: NodeId) -> bool {
        let Types { graph, classes, .. } = self.types;
        let Shape::Object(object) = graph.shape(variant) else { return false };
        object.field(ID).is_some_and(|field| {
            self.presence(classes.of(graph, variant), field) == Presence::Required
                && matches!(self.types.type_ref(field.node), TypeRef::Scalar(scalar) if scalar.is_text())
        })
    }
}

/// The words for variants that are called like their types: what a type has from the name of the union is left out, so
/// that `LampLit` is `Lamp::Lit`, unless two would have one word then.
fn without_name_of_union(words: Vec<String>, union: Option<&Name>) -> Vec<String> {
    let Some(union) = union else { return words };
    let short = |word: &String| {
        let rest = word.strip_prefix(union.as_str()).filter(|rest| rest.starts_with(char::is_uppercase));
        rest.unwrap_or(word).to_owned()
    };
    let shorter: Vec<String> = words.iter().map(short).collect();
    let are_distinct = shorter.iter().collect::<HashSet<_>>().len() == shorter.len();
    if are_distinct { shorter } else { words }
}

/// An edge must be a struct with exactly one required string, which names the next value.
fn check_edges(definitions: &BTreeMap<Name, Definition>, config_file: &str) -> Result<()> {
    for (name, definition) in definitions {
        let Definition::Union(UnionType { edge: Some(edge), .. }) = definition else { continue };
        let leads =
            matches!(definitions.get(edge), Some(Definition::Struct(edge)) if edge.target().is_some());
        if !leads {
            return Err(Diagnostic::at(
                config_file,
                "/types",
                format!("`{edge}`, the edge of `{name}`, is not a struct with exactly one required string"),
                "name as `edge` the type whose one string identifies the next value",
            ));
        }
    }
    Ok(())
}

/// A word for a variant without a tag, made from its type; `precise`: with the format of an integer or a text.
fn variant_word(type_ref: &TypeRef, precise: bool) -> String {
    let word = |inner: &TypeRef| variant_word(inner, precise);
    match type_ref {
        TypeRef::Any => "any".to_owned(),
        TypeRef::AnyObject => "object".to_owned(),
        TypeRef::Scalar(Scalar::Boolean) => "boolean".to_owned(),
        TypeRef::Scalar(Scalar::Integer(format)) if precise => format.name().to_owned(),
        TypeRef::Scalar(Scalar::Integer(_)) => "integer".to_owned(),
        TypeRef::Scalar(Scalar::Number) => "number".to_owned(),
        TypeRef::Scalar(Scalar::Formatted(format)) if precise => format.name().to_owned(),
        TypeRef::Scalar(Scalar::String | Scalar::Formatted(_)) => "string".to_owned(),
        TypeRef::Part => "part".to_owned(),
        TypeRef::Upload | TypeRef::Bytes => "bytes".to_owned(),
        TypeRef::Array(item) | TypeRef::Items(item) => format!("{} array", word(item)),
        TypeRef::Tuple(_) if !precise => "tuple".to_owned(),
        TypeRef::Tuple(tuple) => {
            let items: Vec<String> = tuple.items.iter().map(word).collect();
            format!("{} tuple", items.join(" "))
        }
        TypeRef::Map(value) => format!("{} map", word(value)),
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => word(inner),
        TypeRef::Named(name) => name.to_string(),
    }
}
