//! Finds what has another name in the new crate although nothing about its place changed.

use crate::edition::{Edition, Unchanged};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use openapi_to_crate::model::items::{Argument, GroupItem, OperationItem, StructItem, TypeKind, TypeText};
use openapi_to_crate::model::{Body, BodyKind, Definition, Field, Group, Name, Operation, TypeRef};

/// What moved, each thing once, with a place where it did. Without a lock, an operation whose operationId or tag changed
/// is another one, as it is called after them.
pub fn moved(old: &Edition, new: &Edition, has_lock: bool) -> BTreeMap<String, String> {
    let same = Unchanged::between(old, new);
    let mut walk = Walk {
        old,
        new,
        same,
        has_lock,
        seen: HashSet::new(),
        group: None,
        keeps_group: true,
        found: BTreeMap::new(),
    };
    let new_operations: BTreeMap<_, Called<'_>> = called(new).map(|call| (form(call.operation), call)).collect();
    for was in called(old) {
        if let Some(is) = new_operations.get(&form(was.operation)) {
            walk.operation(&was, is);
        }
    }
    walk.found
}

/// What tells the methods of an operation apart: what they send, and whether the answer is a stream.
fn form(operation: &Operation) -> (&str, &str, Option<&str>, bool) {
    let Operation { method, path, request_type, success, .. } = operation;
    (method, path, request_type.as_deref(), success.streamed.is_some())
}

/// An operation with its group.
struct Called<'c> {
    group: &'c Group,
    group_item: &'c GroupItem,
    operation: &'c Operation,
    item: &'c OperationItem,
}

fn called(edition: &Edition) -> impl Iterator<Item = Called<'_>> {
    let groups = edition.made.api.groups.iter().zip(&edition.made.groups);
    groups.flat_map(|(group, group_item)| {
        let operations = group.operations.iter().zip(&group_item.operations);
        operations.map(move |(operation, item)| Called { group, group_item, operation, item })
    })
}

struct Walk<'e> {
    old: &'e Edition,
    new: &'e Edition,
    same: Unchanged<'e>,
    has_lock: bool,
    /// The pairs of types that were compared, the group, and whether their places are unchanged.
    seen: HashSet<(&'e Name, &'e Name, &'e Name, bool)>,
    /// The group of the operation that leads to what is compared.
    group: Option<&'e Name>,
    /// Whether the operation is still in that group.
    keeps_group: bool,
    found: BTreeMap<String, String>,
}

impl<'e> Walk<'e> {
    fn check(&mut self, what: &str, was: &str, is: &str, place: &str) {
        if was != is {
            self.found.entry(format!("{what} `{was}` is now `{is}`")).or_insert_with(|| place.to_owned());
        }
    }

    fn operation(&mut self, was: &Called<'e>, is: &Called<'e>) {
        let (one, other) = (was.operation, is.operation);
        self.group = Some(&was.group.accessor);
        self.keeps_group = was.group.accessor == is.group.accessor;
        let place = format!("{} {}", one.method, one.path);
        let whole = self.same.is_same(&one.pointer, &other.pointer);
        // A method is called after its operationId and its tag.
        let is_named_alike = self.old.json.pointer(&format!("{}/operationId", one.pointer))
            == self.new.json.pointer(&format!("{}/operationId", other.pointer))
            && self.old.json.pointer(&format!("{}/tags", one.pointer))
                == self.new.json.pointer(&format!("{}/tags", other.pointer));
        if !is_named_alike && !self.has_lock {
            return;
        }
        if whole || is_named_alike {
            self.check("the accessor", was.group.accessor.as_str(), is.group.accessor.as_str(), &place);
            self.check("the group type", was.group.type_name.as_str(), is.group.type_name.as_str(), &place);
            if was.group_item.is_at_root {
                self.check(
                    "whether it is at the root,",
                    "true",
                    &is.group_item.is_at_root.to_string(),
                    &place,
                );
            }
            self.check("the method", one.name.as_str(), other.name.as_str(), &place);
        }
        if whole {
            let names = |item: &OperationItem| list(item.arguments.iter().map(|(argument, _)| argument));
            self.check("the arguments", &names(was.item), &names(is.item), &place);
            let request = |item: &OperationItem| {
                let setters = item.request_type.iter().flat_map(|request| &request.setters);
                let setters: Vec<&str> = setters.map(|setter| setter.method.as_str()).collect();
                format!("{}: {}", item.request_name, setters.join(", "))
            };
            self.check("the request", &request(was.item), &request(is.item), &place);
        }
        for parameter in &one.parameters {
            let twin = other
                .parameters
                .iter()
                .find(|other| (other.place, &other.parameter) == (parameter.place, &parameter.parameter));
            if let Some(twin) = twin {
                let unchanged = whole || self.same.is_same(&parameter.pointer, &twin.pointer);
                if unchanged {
                    let place = format!("{place} {}", parameter.parameter);
                    self.check("the argument", parameter.name.as_str(), twin.name.as_str(), &place);
                }
                self.types(&parameter.type_ref, &twin.type_ref, unchanged, &place);
            }
        }
        let unchanged = whole || self.same.is_same(&one.body_pointer(), &other.body_pointer());
        self.bodies((&one.body, &other.body), unchanged, &place);
        let unchanged = whole || self.same.is_same(&one.answers_pointer(), &other.answers_pointer());
        if let (Some(was), Some(is)) = (&one.success.type_ref, &other.success.type_ref) {
            self.types(was, is, unchanged, &place);
        }
        for error in &one.errors {
            let twin = other.errors.iter().find(|other| other.status == error.status);
            if let (Some(was), Some(is)) = (&error.type_ref, twin.and_then(|twin| twin.type_ref.as_ref())) {
                self.types(was, is, unchanged, &place);
            }
        }
    }

    fn bodies(&mut self, (was, is): (&'e Option<Body>, &'e Option<Body>), unchanged: bool, place: &str) {
        match (was.as_ref().map(|body| &body.kind), is.as_ref().map(|body| &body.kind)) {
            // The name of a body that is made from arguments is not public.
            (Some(BodyKind::Arguments(was)), Some(BodyKind::Arguments(is))) => {
                self.definitions(was, is, unchanged, place);
            }
            (Some(BodyKind::Json(was)), Some(BodyKind::Json(is))) => self.types(was, is, unchanged, place),
            (Some(BodyKind::Form(was)), Some(BodyKind::Form(is))) => {
                let fields =
                    |form: &'e openapi_to_crate::model::Form| form.fields.iter().map(|field| &field.field).collect();
                self.fields(fields(was), fields(is), unchanged, place);
            }
            _ => {}
        }
    }

    /// Two types of one place.
    fn types(&mut self, was: &'e TypeRef, is: &'e TypeRef, unchanged: bool, place: &str) {
        if unchanged {
            let text = |type_ref| TypeText::of(type_ref, "").to_string();
            self.check("the type", &text(was), &text(is), place);
        }
        let (was, is) = (named(was), named(is));
        for (was, is) in was.into_iter().zip(is) {
            if unchanged {
                self.paths(was, is, place);
            }
            self.definitions(was, is, unchanged, place);
        }
    }

    /// The public paths of a type.
    fn paths(&mut self, was: &Name, is: &Name, place: &str) {
        if was != is {
            return;
        }
        let group =
            self.group.filter(|_| self.keeps_group).map(|group| format!("operations::{group}::types"));
        for module in group.into_iter().chain(["types".to_owned()]) {
            let path = format!("{module}::{was}");
            if self.old.listing.get(&path).is_some() && self.new.listing.get(&path).is_none() {
                self.found.entry(format!("the path `{path}` is gone")).or_insert_with(|| place.to_owned());
            }
        }
    }

    fn definitions(&mut self, was: &'e Name, is: &'e Name, unchanged: bool, place: &str) {
        if self.group.is_some_and(|group| !self.seen.insert((was, is, group, unchanged))) {
            return;
        }
        match (self.old.made.api.types.get(was), self.new.made.api.types.get(is)) {
            (Some(Definition::Struct(one)), Some(Definition::Struct(other))) => {
                if unchanged {
                    self.constructors((was, is), place);
                }
                self.fields(one.fields.iter().collect(), other.fields.iter().collect(), unchanged, place);
            }
            (Some(Definition::Enum(one)), Some(Definition::Enum(other))) => {
                for value in &one.values {
                    if let Some(twin) = other.values.iter().find(|other| other.value == value.value) {
                        let place = format!("{place} {was}");
                        self.check("the variant", value.name.as_str(), twin.name.as_str(), &place);
                    }
                }
            }
            (Some(Definition::Union(one)), Some(Definition::Union(other))) if unchanged => {
                for (variant, twin) in one.variants.iter().zip(&other.variants) {
                    self.check(
                        "the variant",
                        variant.name.as_str(),
                        twin.name.as_str(),
                        &format!("{place} {was}"),
                    );
                    self.types(&variant.type_ref, &twin.type_ref, unchanged, place);
                }
            }
            _ => {}
        }
    }

    fn fields(&mut self, was: Vec<&'e Field>, is: Vec<&'e Field>, unchanged: bool, place: &str) {
        for field in was {
            let Some(twin) = is.iter().find(|other| other.property == field.property) else { continue };
            let place = format!("{place} {}", field.property);
            let unchanged = unchanged || self.same.is_same(&field.pointer, &twin.pointer);
            if unchanged {
                self.check("the field", field.name.as_str(), twin.name.as_str(), &place);
            }
            self.types(&field.type_ref, &twin.type_ref, unchanged, &place);
        }
    }

    /// What makes a value of a struct.
    fn constructors(&mut self, (was, is): (&Name, &Name), place: &str) {
        let offered =
            |edition: &'e Edition, name: &Name| match edition.made.types.get(name).map(|item| &item.kind) {
                Some(TypeKind::Struct(offered)) => Some(offered),
                _ => None,
            };
        let (Some(one), Some(other)) = (offered(self.old, was), offered(self.new, is)) else { return };
        let text = |item: &StructItem| {
            let made = item.constructor.as_ref().map(|made| {
                let named = made.named.as_ref().map(|named| named.name.to_string());
                format!("{named:?} {}", list(made.function.arguments.iter()))
            });
            let setters: BTreeSet<&str> = item.setters.iter().map(|setter| setter.method.as_str()).collect();
            format!("{made:?} {setters:?}")
        };
        if one.constructor.is_some() && other.constructor.is_some() {
            let (one, other) = (text(one), text(other));
            self.check("the functions", &one, &other, place);
        }
    }
}

fn list<'a>(arguments: impl Iterator<Item = &'a Argument>) -> String {
    arguments.map(|argument| argument.name.to_string()).collect::<Vec<_>>().join(", ")
}

/// The named types in a type.
fn named(type_ref: &TypeRef) -> Vec<&Name> {
    let mut names = Vec::new();
    type_ref.for_each_type(&mut |name| names.push(name));
    names
}
