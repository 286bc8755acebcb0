//! What the lock of names says once a crate is made.

use super::before::kind_of;
use super::case::Role;
use super::derived::type_of_servers;
use super::fingerprint::fingerprint;
use super::keys::Keys;
use super::remembered::{event_member, header_member, retired, retired_member};
use super::types::TypeNames;
use crate::config::{Config, NamesLock};
use crate::lower::graph::Graph;
use crate::lower::placed_operation::Placed;
use crate::lower::shared_shapes::Classes;
use crate::model::items::{Crate, OperationItem, Source, TypeKind};
use crate::model::{BodyKind, Definition, Field, Name, Operation};
use std::collections::{BTreeMap, BTreeSet};

/// The names of types and operations with their places.
pub(in crate::lower) struct Given {
    /// The place, the kind and the name of each type.
    types: Vec<(String, &'static str, Name)>,
    /// The shapes of the types that stand at several places.
    shapes: BTreeMap<Name, String>,
    /// The families of component schemas.
    families: BTreeMap<String, Vec<String>>,
    /// Each operation with its group and its method.
    operations: Vec<(String, String)>,
}

impl Given {
    /// What was given to the places of a document.
    pub(in crate::lower) fn new(
        (graph, classes, names): (&Graph, &Classes, &TypeNames),
        keys: &Keys,
        placed: &[Placed],
    ) -> Self {
        let (mut types, mut shapes) = (Vec::new(), BTreeMap::new());
        let mut seen: BTreeSet<&Name> = BTreeSet::new();
        for (place, id) in &names.places {
            let Some(name) = names.get(classes.of(graph, *id)) else { continue };
            if !seen.insert(name) && !shapes.contains_key(name) {
                shapes.insert(name.clone(), fingerprint(graph, keys, *id));
            }
            types.push((place.clone(), kind_of(graph.shape(*id)), name.clone()));
        }
        let operation = |placed: &Placed| (placed.key(), format!("{}.{}", placed.group, placed.name));
        Self {
            types,
            shapes,
            families: keys.families.clone(),
            operations: placed.iter().map(operation).collect(),
        }
    }

    /// The lock for a crate, which adds to the lock that it was made with, which the configuration holds.
    pub(in crate::lower) fn record(self, config: &Config, made: &Crate) -> NamesLock {
        let old = &config.lock;
        let mut lock = NamesLock::default();
        let is_public = |name: &Name| made.types.get(name).is_some_and(|item| item.home.is_public());
        for (place, kind, name) in self.types.into_iter().filter(|(.., name)| is_public(name)) {
            lock.types.entry(place).or_insert_with(|| format!("{kind} {name}"));
        }
        let shapes = self.shapes.into_iter().filter(|(name, _)| is_public(name));
        lock.shapes = shapes.map(|(name, shape)| (name.to_string(), shape)).collect();
        lock.families = self.families;
        lock.package = config.package.name.is_none().then(|| made.api.package.name.clone());
        let secrets = made.api.security.schemes.iter();
        let may_move = secrets.filter(|scheme| !is_plain(&scheme.scheme, &scheme.name, Role::Value));
        lock.secrets = may_move.map(|scheme| (scheme.scheme.clone(), scheme.name.to_string())).collect();
        record_servers(made, &mut lock);
        record_types(made, &mut lock);
        for event in &made.api.events.listed {
            lock.members.insert(event_member(&event.name), event.variant.to_string());
        }
        record_operations(self.operations, made, &mut lock);
        lock.retired = retired_names(old, &lock, &made.api.package.version);
        lock
    }
}

/// Records the names of the servers that can be chosen.
fn record_servers(made: &Crate, lock: &mut NamesLock) {
    let of_api = (type_of_servers(), &made.api.servers);
    let of_operations = made.api.operation_servers.iter().map(|of| (of.type_name.clone(), &of.servers));
    for (type_name, servers) in std::iter::once(of_api).chain(of_operations) {
        for server in servers {
            lock.members.insert(format!("{type_name}.{}", server.url), server.name.to_string());
        }
    }
}

/// Records the fields, variants and constructors of types.
fn record_types(made: &Crate, lock: &mut NamesLock) {
    for (name, item) in made.types.iter().filter(|(_, item)| item.home.is_public()) {
        let mut member = |wire: &str, member: &Name| {
            lock.members.insert(format!("{name}.{wire}"), member.to_string());
        };
        match made.api.types.get(name) {
            Some(Definition::Struct(structure)) => {
                let may_move = |field: &&Field| !is_plain(&field.property, &field.name, Role::Value);
                let movable = structure.fields.iter().filter(may_move);
                movable.for_each(|field| member(&field.property, &field.name));
            }
            Some(Definition::Enum(enumeration)) => {
                let may_move = |value: &str, name: &Name| {
                    !is_plain(value, name, Role::Variant) || name.as_str() == OTHER
                };
                let values = enumeration.values.iter();
                values
                    .filter(|value| may_move(&value.value, &value.name))
                    .for_each(|value| member(&value.value, &value.name));
            }
            Some(Definition::Union(union)) => {
                for variant in &union.variants {
                    if let Some(tag) = variant.tags.first() {
                        member(tag, &variant.name);
                    }
                }
            }
            None => {}
        }
        let TypeKind::Struct(offered) = &item.kind else { continue };
        let Some((constructor, structure)) = offered.constructor.as_ref().zip(made.api.structure(name))
        else {
            continue;
        };
        if let Some(named) = &constructor.named {
            lock.named_arguments.insert(name.to_string(), named.name.to_string());
        } else if constructor.function.arguments.len() > 1 {
            let property = |argument: &Name| {
                let field = structure.fields.iter().find(|field| field.name == *argument);
                field.map(|field| field.property.clone())
            };
            let arguments = constructor.function.arguments.iter();
            let order = arguments.filter_map(|argument| property(&argument.name)).collect();
            lock.constructors.insert(name.to_string(), order);
        }
    }
}

/// The variant of enums for all other values.
const OTHER: &str = "Other";

/// Whether a name on the wire is spelled so plainly that no other takes its name, and has that name.
fn is_plain(wire: &str, name: &Name, role: Role) -> bool {
    wire.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && Name::new(wire, role).is_some_and(|plain| plain == *name)
}

fn record_operations(methods: Vec<(String, String)>, made: &Crate, lock: &mut NamesLock) {
    let operations = made.api.groups.iter().flat_map(|group| &group.operations);
    let items = made.groups.iter().flat_map(|group| &group.operations);
    for (((key, method), operation), item) in methods.into_iter().zip(operations).zip(items) {
        lock.operations.insert(key.clone(), method);
        let arguments = arguments(operation, &body_fields(made, operation), item);
        for header in &operation.headers {
            lock.members.insert(header_member(&key, &header.header), header.name.to_string());
        }
        if !arguments.is_empty() {
            lock.arguments.insert(key, arguments);
        }
    }
}

/// The arguments of an operation in their order, and what is set afterwards.
fn arguments(operation: &Operation, fields: &[&str], item: &OperationItem) -> Vec<String> {
    let required = item.arguments.iter().map(|(argument, source)| (&argument.name, *source));
    let setters = item.request_type.iter().flat_map(|request| &request.setters);
    let setters = setters.map(|setter| (&setter.argument.name, setter.source));
    let all = required.chain(setters);
    all.filter_map(|(name, source)| Some(format!("{} = {name}", part(operation, fields, source)?))).collect()
}

/// The properties of a body that are arguments.
fn body_fields<'a>(made: &'a Crate, operation: &'a Operation) -> Vec<&'a str> {
    match operation.body.as_ref().map(|body| &body.kind) {
        Some(BodyKind::Arguments(name)) => {
            let fields = made.api.structure(name).into_iter().flat_map(|structure| &structure.fields);
            fields.map(|field| field.property.as_str()).collect()
        }
        Some(BodyKind::Form(form)) => form.fields.iter().map(|field| field.field.property.as_str()).collect(),
        Some(BodyKind::Json(_) | BodyKind::Raw(_) | BodyKind::Items(_)) | None => Vec::new(),
    }
}

/// How the lock calls a part of a request.
pub(in crate::lower) fn part(operation: &Operation, fields: &[&str], source: Source) -> Option<String> {
    let form = operation.body.as_ref().is_some_and(|body| matches!(body.kind, BodyKind::Form(_)));
    match source {
        Source::Parameter(index) => {
            let parameter = operation.parameters.get(index)?;
            Some(format!("{} {}", parameter.place.as_str(), parameter.parameter))
        }
        Source::Field(index) => {
            Some(format!("{} {}", if form { "form" } else { "body" }, fields.get(index)?))
        }
        Source::Body => Some("body".to_owned()),
    }
}

/// The names that no place has any more, or not yet again.
fn retired_names(old: &NamesLock, new: &NamesLock, version: &str) -> BTreeMap<String, String> {
    let types = new.types.values().filter_map(|text| text.split_once(' ')).map(|(_, name)| name);
    let others = new.named_arguments.values().chain(new.operations.values()).map(String::as_str);
    let used: BTreeSet<&str> = types.chain(others).collect();
    let mut gone: BTreeMap<String, String> = BTreeMap::new();
    let known = old.retired.iter().filter(|(_, text)| is_of_this_step(retired(text).0, version));
    gone.extend(known.map(|(name, text)| (name.clone(), text.clone())));
    for (place, text) in &old.types {
        if let Some((kind, name)) = text.split_once(' ') {
            gone.entry(name.to_owned()).or_insert_with(|| format!("{version} {kind} {place}"));
        }
    }
    for (of, name) in &old.named_arguments {
        gone.entry(name.clone()).or_insert_with(|| format!("{version} arguments {of}"));
    }
    for (operation, name) in &old.operations {
        gone.entry(name.clone()).or_insert_with(|| format!("{version} method {operation}"));
    }
    gone.retain(|name, _| !used.contains(name.as_str()));
    retire_members(old, new, version, &mut gone);
    gone
}

/// Adds the fields and variants that types which are still there no longer have.
fn retire_members(old: &NamesLock, new: &NamesLock, version: &str, gone: &mut BTreeMap<String, String>) {
    let types: BTreeSet<&str> =
        new.types.values().filter_map(|text| text.split_once(' ')).map(|(_, name)| name).collect();
    let used: BTreeSet<String> = new
        .members
        .iter()
        .filter_map(|(place, member)| Some(retired_member(place.split_once('.')?.0, member)))
        .collect();
    for (place, member) in &old.members {
        let Some((of, wire)) = place.split_once('.').filter(|(of, _)| types.contains(of)) else { continue };
        let name = retired_member(of, member);
        if !new.members.contains_key(place) {
            gone.entry(name).or_insert_with(|| format!("{version} member {wire}"));
        }
    }
    gone.retain(|name, _| !used.contains(name));
}

/// Whether two versions are of one major step. Before 1.0, that is the second number.
fn is_of_this_step(one: &str, other: &str) -> bool {
    let step = |version: &str| {
        let mut numbers = version.split('.').map(str::to_owned);
        let major = numbers.next().unwrap_or_default();
        let minor = numbers.next().filter(|_| major == "0");
        (major, minor)
    };
    step(one) == step(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_retired_until_the_next_major_version() {
        let mut old = NamesLock::default();
        old.types.insert("Zone".to_owned(), "struct Zone".to_owned());
        old.retired.insert("Gone".to_owned(), "0.1.0 enum Gone".to_owned());
        old.retired.insert("Older".to_owned(), "0.0.9 enum Older".to_owned());
        let names =
            |version| retired_names(&old, &NamesLock::default(), version).into_keys().collect::<Vec<_>>();
        assert_eq!(names("0.1.7"), ["Gone", "Zone"]);
        assert_eq!(names("0.2.0"), ["Zone"]);
        assert!(is_of_this_step("1.2.3", "1.9.0") && !is_of_this_step("1.2.3", "2.0.0"));
    }

    #[test]
    fn a_variant_that_is_gone_is_retired_as_long_as_its_type_is_there() {
        let mut old = NamesLock::default();
        old.types.insert("Kind".to_owned(), "enum Kind".to_owned());
        old.members.insert("Kind.a-b".to_owned(), "AB".to_owned());
        let mut new = NamesLock { members: BTreeMap::new(), ..old.clone() };
        let gone = BTreeMap::from([("Kind::AB".to_owned(), "0.1.0 member a-b".to_owned())]);
        assert_eq!(retired_names(&old, &new, "0.1.0"), gone);
        new.types.clear();
        assert_eq!(retired_names(&old, &new, "0.1.0").into_keys().collect::<Vec<_>>(), ["Kind"]);
        assert_eq!(retired_names(&old, &old, "0.1.0"), BTreeMap::new());
    }

    #[test]
    fn a_name_that_a_place_still_has_is_not_retired() {
        let mut lock = NamesLock::default();
        lock.types.insert("Zone".to_owned(), "struct Zone".to_owned());
        assert_eq!(retired_names(&lock, &lock, "0.1.0"), BTreeMap::new());
    }
}
