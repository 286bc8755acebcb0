//! What the document says of the values of unions that no tag tells apart, as data, and of all types that these unions
//! are made of. Where several places share a type, only what all of them demand is demanded.

use super::graph::{NodeId, Shape, UnionShape};
use super::shared_shapes::{ClassId, has_name};
use super::types::Types;
use crate::model::{
    Constant, Definition, Described, IntegerFormat, Keyword, Name, Presence, Property, Scalar, Schema,
    StructType, TypeRef, UnionType,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How deep lists within lists are described.
const DEPTH: usize = 16;

/// The schemas by the names of the types.
pub(super) fn describe(
    types: Types<'_>,
    definitions: &BTreeMap<Name, Definition>,
) -> BTreeMap<Name, Described> {
    let is_read_by_schema =
        |definition: &Definition| matches!(definition, Definition::Union(union) if union.tag.is_none());
    let mut open: Vec<&Name> = definitions
        .iter()
        .filter(|(_, definition)| is_read_by_schema(definition))
        .map(|(name, _)| name)
        .collect();
    let mut schemas = BTreeMap::new();
    if open.is_empty() {
        return schemas;
    }
    let named = types.names.order.iter().filter_map(|class| Some((types.names.get(*class)?, *class)));
    let describer = Describer {
        types,
        definitions,
        classes: named.collect(),
        members: types.classes.members(types.graph),
        known: RefCell::default(),
        under_way: RefCell::default(),
    };
    while let Some(name) = open.pop() {
        if schemas.contains_key(name) {
            continue;
        }
        let Some(schema) = describer.named(name) else { continue };
        let read_as = match definitions.get(name) {
            Some(Definition::Union(union)) => describer.read_as(name, union),
            _ => Vec::new(),
        };
        schema.for_each_type(&mut |next| {
            open.extend(definitions.get_key_value(next).map(|(name, _)| name));
        });
        schemas.insert(name.clone(), Described { schema, read_as });
    }
    schemas
}

struct Describer<'a> {
    types: Types<'a>,
    definitions: &'a BTreeMap<Name, Definition>,
    classes: HashMap<&'a Name, ClassId>,
    members: HashMap<ClassId, Vec<NodeId>>,
    /// The schemas that are made already.
    known: RefCell<HashMap<Name, Option<Schema>>>,
    /// The types that are being described, to find those that hold themselves.
    under_way: RefCell<HashSet<ClassId>>,
}

impl Describer<'_> {
    /// The schema of a named type: what all places that share it say.
    fn named(&self, name: &Name) -> Option<Schema> {
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let nodes = self.members.get(self.classes.get(name)?)?;
        let schema = self.at(Some(name), nodes);
        self.known.borrow_mut().insert(name.clone(), schema.clone());
        schema
    }

    /// The schema of a type at some of its places: its name, where these say no more than all places do.
    fn at_places(&self, name: Option<&Name>, places: &[NodeId]) -> Schema {
        let graph = self.types.graph;
        let Some(class) = places.first().map(|place| self.types.classes.of(graph, *place)) else {
            return Schema::Any;
        };
        let named = name.map_or(Schema::Any, |name| Schema::Of(name.clone()));
        let is_component = |place: &NodeId| graph.target(*place).component.is_some();
        let is_whole = name.is_some() && places.iter().any(is_component);
        if is_whole || !self.under_way.borrow_mut().insert(class) {
            return named;
        }
        let ends: Vec<NodeId> = places.iter().map(|place| graph.resolve(*place)).collect();
        let own = self.at(name, &ends);
        let schema = match own {
            Some(own) if name.is_none_or(|name| Some(&own) != self.named(name).as_ref()) => own,
            _ => named,
        };
        self.under_way.borrow_mut().remove(&class);
        schema
    }

    /// What the places of a type say, which may have no name.
    fn at(&self, name: Option<&Name>, nodes: &[NodeId]) -> Option<Schema> {
        let graph = self.types.graph;
        let definition = name.and_then(|name| self.definitions.get(name));
        let schema = match graph.shape(*nodes.first()?) {
            Shape::Object(_) => match definition {
                Some(Definition::Struct(structure)) => self.object(Some(structure), nodes),
                _ => self.object(None, nodes),
            },
            Shape::Union(_) => match definition {
                Some(Definition::Union(union)) => self.union(Some(union), nodes),
                _ => self.union(None, nodes),
            },
            Shape::Enum(values) => {
                let values = values.iter().cloned().map(Constant::String).collect();
                Schema::String.with(vec![Keyword::Enum(values)])
            }
            _ => return None,
        };
        Some(schema.with(self.shared(nodes, |node| graph.node(node).keywords.clone())))
    }

    fn object(&self, structure: Option<&StructType>, nodes: &[NodeId]) -> Schema {
        let objects: Vec<_> = nodes
            .iter()
            .filter_map(|node| match self.types.graph.shape(*node) {
                Shape::Object(object) => Some(object),
                _ => None,
            })
            .collect();
        let tag = objects.first().and_then(|object| object.tag.as_ref());
        let tag = tag.into_iter().map(|(property, value)| Property {
            name: property.clone(),
            required: true,
            schema: Schema::Tag(value.clone()),
        });
        let first = objects.iter().take(1).flat_map(|object| &object.fields);
        let fields = first.map(|field| {
            let places: Vec<NodeId> = objects
                .iter()
                .filter_map(|object| object.field(&field.property))
                .map(|field| field.node)
                .collect();
            // Where a type is sent and received, what is only in answers may be missing.
            let known = structure.and_then(|structure| structure.field(&field.property));
            let required = known.map_or(field.required, |known| known.presence == Presence::Required);
            Property { name: field.property.clone(), required, schema: self.place(&places, DEPTH) }
        });
        let others: Vec<NodeId> = objects.iter().filter_map(|object| object.additional).collect();
        Schema::Object {
            properties: tag.chain(fields).collect(),
            others: Box::new(self.place(&others, DEPTH)),
        }
    }

    fn union(&self, union: Option<&UnionType>, nodes: &[NodeId]) -> Schema {
        let unions: Vec<_> = nodes
            .iter()
            .filter_map(|node| match self.types.graph.shape(*node) {
                Shape::Union(union) => Some(union),
                _ => None,
            })
            .collect();
        let Some(first) = unions.first() else { return Schema::Any };
        let alternatives: Vec<usize> = match union {
            Some(union) => self.alternatives(union, first).into_iter().map(|(index, _)| index).collect(),
            None => (0..first.listed.len()).collect(),
        };
        let mut names = Vec::new();
        let variants = alternatives.iter().enumerate().map(|(at, index)| {
            let places: Vec<NodeId> =
                unions.iter().filter_map(|union| union.listed.get(*index).copied()).collect();
            let resolved = places.first().map(|place| self.types.graph.resolve(*place));
            let variant = first.variants.iter().position(|variant| Some(*variant) == resolved);
            let values = variant.and_then(|variant| first.tag_values.get(variant)).into_iter().flatten();
            names.extend(values.map(|value| (Some(value.clone()), at)));
            let any_other = first.discriminator.as_ref().and_then(|declared| declared.any_other);
            if any_other.is_some_and(|other| Some(self.types.graph.resolve(other)) == resolved) {
                names.push((None, at));
            }
            self.place(&places, DEPTH)
        });
        let mut variants: Vec<Schema> = variants.collect();
        // Null that several allow is none of them.
        if nodes.iter().any(|node| self.types.graph.target(*node).lenient_null) {
            variants.extend([Schema::Null, Schema::Null]);
        }
        match &first.discriminator {
            Some(declared) if !names.is_empty() => {
                Schema::Discriminated { property: declared.property.clone(), names, variants }
            }
            _ if unions.iter().all(|union| union.exclusive) => Schema::OneOf(variants),
            _ => Schema::Union(variants),
        }
    }

    /// The index of the variant as which each alternative of a union is read.
    fn read_as(&self, name: &Name, union: &UnionType) -> Vec<usize> {
        let nodes = self.classes.get(name).and_then(|class| self.members.get(class));
        match nodes.and_then(|nodes| nodes.first()).map(|node| self.types.graph.shape(*node)) {
            Some(Shape::Union(shape)) => {
                self.alternatives(union, shape).into_iter().map(|(_, variant)| variant).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The variants of a union as the document lists them: the index there, and that of the variant in the crate.
    fn alternatives(&self, union: &UnionType, shape: &UnionShape) -> Vec<(usize, usize)> {
        let graph = self.types.graph;
        let is_text = |type_ref: &TypeRef| match type_ref {
            TypeRef::Scalar(scalar) => scalar.is_text(),
            TypeRef::Named(name) => matches!(self.definitions.get(name), Some(Definition::Enum(_))),
            _ => false,
        };
        let found = shape.listed.iter().enumerate().filter_map(|(index, place)| {
            let held = self.types.without_null(*place);
            let variant = union.variants.iter().position(|variant| *variant.type_ref.unboxed() == held);
            let text = || union.variants.iter().position(|variant| is_text(variant.type_ref.unboxed()));
            let is_string = match graph.shape(*place) {
                Shape::Enum(_) => true,
                Shape::Scalar(scalar) => scalar.is_text(),
                _ => false,
            };
            Some((index, variant.or_else(|| text().filter(|_| is_string))?))
        });
        found.collect()
    }

    /// The schema of a place, or of several that are of one type.
    fn place(&self, places: &[NodeId], depth: usize) -> Schema {
        let graph = self.types.graph;
        let (Some(first), Some(depth)) = (places.first(), depth.checked_sub(1)) else { return Schema::Any };
        if places.iter().all(|place| graph.is_null_alone(*place)) {
            return Schema::Null;
        }
        let inside = |child: &dyn Fn(&Shape) -> Option<NodeId>| {
            let children: Vec<NodeId> =
                places.iter().filter_map(|place| child(graph.shape(*place))).collect();
            Box::new(self.place(&children, depth))
        };
        let shape = graph.shape(*first);
        let plain = match shape {
            Shape::Any | Shape::AllOf(_) | Shape::Alias(_) => Schema::Any,
            Shape::AnyObject => Schema::Map(Box::new(Schema::Any)),
            Shape::Scalar(scalar) => of_scalar(*scalar),
            Shape::Array(_) => Schema::Array(inside(&|shape| match shape {
                Shape::Array(item) => Some(*item),
                _ => None,
            })),
            Shape::Tuple(tuple) => {
                let item = |index: usize| {
                    *inside(&|shape| match shape {
                        Shape::Tuple(tuple) => tuple.items.get(index).copied(),
                        _ => None,
                    })
                };
                let rest = inside(&|shape| match shape {
                    Shape::Tuple(tuple) => tuple.rest,
                    _ => None,
                });
                Schema::Tuple((0..tuple.items.len()).map(item).collect(), rest)
            }
            Shape::Map(_) => Schema::Map(inside(&|shape| match shape {
                Shape::Map(value) => Some(*value),
                _ => None,
            })),
            Shape::Object(_) | Shape::Union(_) | Shape::Enum(_) => {
                let name = self.types.names.get(self.types.classes.of(graph, *first));
                self.at_places(name.filter(|name| self.definitions.contains_key(*name)), places)
            }
        };
        // What a named type demands is said where the type is described.
        let is_named = has_name(shape);
        let keywords = self.shared(places, |place| {
            let own = graph.chain(place).filter(|id| !is_named || *id != graph.resolve(place));
            own.flat_map(|id| graph.node(id).keywords.clone()).collect()
        });
        let schema = plain.with(keywords);
        match schema {
            Schema::Any => Schema::Any,
            schema if places.iter().any(|place| graph.has_null(*place)) => Schema::Nullable(Box::new(schema)),
            schema => schema,
        }
    }

    /// What all of several nodes demand.
    fn shared(&self, nodes: &[NodeId], demanded: impl Fn(NodeId) -> Vec<Keyword>) -> Vec<Keyword> {
        let Some((first, others)) = nodes.split_first() else { return Vec::new() };
        let mut shared: Vec<Keyword> = Vec::new();
        for keyword in demanded(*first) {
            if !shared.contains(&keyword) {
                shared.push(keyword);
            }
        }
        for other in others {
            if shared.is_empty() {
                break;
            }
            let demanded = demanded(*other);
            shared.retain(|keyword| demanded.contains(keyword));
        }
        shared
    }
}

fn of_scalar(scalar: Scalar) -> Schema {
    match scalar {
        Scalar::Boolean => Schema::Boolean,
        Scalar::Integer(IntegerFormat::Int64) => Schema::Integer,
        Scalar::Integer(format) => {
            let (least, most) = format.bounds();
            Schema::Integer.with(vec![Keyword::Minimum(least), Keyword::Maximum(most)])
        }
        Scalar::Number => Schema::Number,
        Scalar::String | Scalar::Formatted(_) => Schema::String,
    }
}
