//! What the document says of the values of unions that no tag tells apart, as data, and of all types that these unions
//! are made of. Where several places share a type, only what all of them demand is demanded.

use super::graph::{Graph, NodeId, Shape};
use super::overlap::overlap;
use super::shared_shapes::{ClassId, has_name};
use super::types::Types;
use crate::model::{
    Ambiguity, Constant, Definition, IntegerFormat, Keyword, Name, Presence, Property, Scalar, Schema,
    StructType, UnionType,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How deep lists within lists are described.
const DEPTH: usize = 16;

/// The schemas by the names of the types.
pub(super) fn describe(types: Types<'_>, definitions: &BTreeMap<Name, Definition>) -> BTreeMap<Name, Schema> {
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
        schema.for_each_type(&mut |next| {
            open.extend(definitions.get_key_value(next).map(|(name, _)| name));
        });
        schemas.insert(name.clone(), schema);
    }
    schemas
}

/// The unions of which one value can be several variants at once.
pub(super) fn ambiguities(graph: &Graph, definitions: &BTreeMap<Name, Definition>) -> Vec<Ambiguity> {
    let mut found = Vec::new();
    for definition in definitions.values() {
        let Definition::Union(union) = definition else { continue };
        if union.tag.is_some() {
            continue;
        }
        let variants: Vec<(&str, NodeId)> = union
            .variants
            .iter()
            .filter_map(|variant| Some((variant.pointer.as_str(), graph.at(variant.pointer.as_str())?)))
            .collect();
        for (index, (first, one)) in variants.iter().enumerate() {
            for (second, other) in variants.iter().skip(index + 1) {
                if overlap(graph, *one, *other) {
                    let variants = [(*first).to_owned(), (*second).to_owned()];
                    found.push(Ambiguity { union: union.pointer.to_string(), variants });
                }
            }
        }
    }
    found.sort();
    found
}

struct Describer<'a> {
    types: Types<'a>,
    definitions: &'a BTreeMap<Name, Definition>,
    classes: HashMap<&'a Name, ClassId>,
    members: HashMap<ClassId, Vec<NodeId>>,
    /// The schemas that are made already.
    known: RefCell<HashMap<Name, Option<Schema>>>,
    /// The types that are being described, to find those that hold themselves.
    under_way: RefCell<HashSet<Name>>,
}

impl Describer<'_> {
    /// The schema of a named type: what all places that share it say.
    fn named(&self, name: &Name) -> Option<Schema> {
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let nodes = self.members.get(self.classes.get(name)?)?;
        let schema = self.at(name, nodes);
        self.known.borrow_mut().insert(name.clone(), schema.clone());
        schema
    }

    /// The schema of a named type at some of its places: its name, where these say no more than all places do.
    fn named_at(&self, name: &Name, places: &[NodeId]) -> Schema {
        let graph = self.types.graph;
        let named = Schema::Of(name.clone());
        let is_component = |place: &NodeId| graph.target(*place).component.is_some();
        if places.iter().any(is_component) || !self.under_way.borrow_mut().insert(name.clone()) {
            return named;
        }
        let ends: Vec<NodeId> = places.iter().map(|place| graph.resolve(*place)).collect();
        let own = self.at(name, &ends);
        let schema = match own {
            Some(own) if Some(&own) != self.named(name).as_ref() => own,
            _ => named,
        };
        self.under_way.borrow_mut().remove(name);
        schema
    }

    /// What the places of a named type say.
    fn at(&self, name: &Name, nodes: &[NodeId]) -> Option<Schema> {
        let schema = match self.definitions.get(name)? {
            Definition::Struct(structure) => self.object(structure, nodes),
            Definition::Union(union) => self.union(union, nodes),
            Definition::Enum(_) => match self.types.graph.shape(*nodes.first()?) {
                Shape::Enum(values) => {
                    let values = values.iter().cloned().map(Constant::String).collect();
                    Schema::String.with(vec![Keyword::Enum(values)])
                }
                _ => Schema::String,
            },
        };
        Some(schema.with(self.shared(nodes, |node| self.types.graph.node(node).keywords.clone())))
    }

    fn object(&self, structure: &StructType, nodes: &[NodeId]) -> Schema {
        let objects: Vec<_> = nodes
            .iter()
            .filter_map(|node| match self.types.graph.shape(*node) {
                Shape::Object(object) => Some(object),
                _ => None,
            })
            .collect();
        let tag = structure.tag.iter().map(|tag| Property {
            name: tag.property.clone(),
            required: true,
            schema: Schema::Tag(tag.value.clone()),
        });
        let first = objects.iter().take(1).flat_map(|object| &object.fields);
        let fields = first.map(|field| {
            let places: Vec<NodeId> = objects
                .iter()
                .filter_map(|object| object.field(&field.property))
                .map(|field| field.node)
                .collect();
            // Where a type is sent and received, what is only in answers may be missing.
            let known = structure.field(&field.property);
            let required = known.map_or(field.required, |known| known.presence == Presence::Required);
            Property { name: field.property.clone(), required, schema: self.place(&places, DEPTH) }
        });
        let others: Vec<NodeId> = objects.iter().filter_map(|object| object.additional).collect();
        Schema::Object {
            properties: tag.chain(fields).collect(),
            others: Box::new(self.place(&others, DEPTH)),
        }
    }

    fn union(&self, union: &UnionType, nodes: &[NodeId]) -> Schema {
        let unions: Vec<_> = nodes
            .iter()
            .filter_map(|node| match self.types.graph.shape(*node) {
                Shape::Union(union) => Some(union),
                _ => None,
            })
            .collect();
        let Some(first) = unions.first() else { return Schema::Any };
        let mut variants = Vec::new();
        let mut names = Vec::new();
        for (at, variant) in union.variants.iter().enumerate() {
            let mut places = Vec::new();
            for (index, node) in first.variants.iter().enumerate() {
                let held = self.types.without_null(*node);
                if held != *variant.type_ref.unboxed() {
                    continue;
                }
                places.extend(unions.iter().filter_map(|union| union.variants.get(index)));
                let values = first.tag_values.get(index).into_iter().flatten();
                names.extend(values.map(|value| (value.clone(), at)));
            }
            variants.push(self.place(&places, DEPTH));
        }
        names.dedup();
        match &first.discriminator {
            Some(declared) if !names.is_empty() => {
                Schema::Discriminated { property: declared.property.clone(), names, variants }
            }
            _ if unions.iter().all(|union| union.exclusive) => Schema::OneOf(variants),
            _ => Schema::Union(variants),
        }
    }

    /// The schema of a place, or of several that are of one type.
    fn place(&self, places: &[NodeId], depth: usize) -> Schema {
        let graph = self.types.graph;
        let (Some(first), Some(depth)) = (places.first(), depth.checked_sub(1)) else { return Schema::Any };
        let is_null = |place: &NodeId| graph.chain(*place).any(|id| graph.node(id).null_alone);
        if places.iter().all(is_null) {
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
            Shape::Map(_) => Schema::Map(inside(&|shape| match shape {
                Shape::Map(value) => Some(*value),
                _ => None,
            })),
            Shape::Object(_) | Shape::Union(_) | Shape::Enum(_) => {
                let name = self.types.names.get(self.types.classes.of(graph, *first));
                match name.filter(|name| self.definitions.contains_key(*name)) {
                    Some(name) => self.named_at(name, places),
                    None => Schema::Any,
                }
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
            schema if places.iter().any(|place| graph.is_nullable(*place)) => {
                Schema::Nullable(Box::new(schema))
            }
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
        Scalar::String => Schema::String,
    }
}
