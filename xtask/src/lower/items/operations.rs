//! Operations as items: groups, methods, and the types of requests with optional arguments.

use super::arguments::Arguments;
use super::features::Features;
use super::plans;
use crate::lower::naming::{Prefix, Scope, request_type};
use crate::model::items::{GroupItem, Home, OperationItem, RequestType, Setter};
use crate::model::{Api, Group, Name};
use std::collections::{BTreeSet, HashSet};

/// A group. `methods` are those of the transport that have a name already.
pub(super) fn group(
    api: &Api,
    group: &Group,
    features: &Features<'_>,
    homes: &HashSet<&Home>,
    methods: &mut BTreeSet<Name>,
) -> GroupItem {
    // The types of requests stand beside the group's type.
    let mut types = BTreeSet::from([group.type_name.clone()]);
    let arguments = group.parameters.iter().map(Arguments::of_accessor).collect();
    let operations = group.operations.iter().map(|operation| {
        let arguments = Arguments::of(api, group, operation);
        let request_type = arguments.has_options().then(|| {
            let name = request_type(&operation.name, |name| !types.contains(name));
            types.insert(name.clone());
            RequestType {
                name,
                setters: setters(&arguments, operation.success.streamed.is_some()),
                takes_more_parts: arguments.takes_more_parts(),
            }
        });
        OperationItem {
            request: plans::request(group, operation, &arguments, methods),
            answer: plans::answer(operation),
            arguments: arguments.required(),
            request_type,
        }
    });
    GroupItem {
        condition: features.of_group(&group.accessor),
        is_at_root: is_at_root(api, group),
        has_types: homes.contains(&Home::Group(group.accessor.clone())),
        has_bodies: homes.contains(&Home::GroupArguments(group.accessor.clone())),
        arguments,
        operations: operations.collect(),
    }
}

/// Whether the group's type can be exported from the crate's root: nothing else there has its name.
fn is_at_root(api: &Api, group: &Group) -> bool {
    let name = &group.type_name;
    let same = api.groups.iter().filter(|other| other.type_name == *name);
    same.count() == 1 && ![Scope::Root, Scope::Types].iter().any(|scope| scope.reserves(name.as_str()))
}

/// A setter for each optional argument. None is called like a method of every request, nor like another one.
fn setters(arguments: &Arguments<'_>, is_stream: bool) -> Vec<Setter> {
    let mut setters = arguments.optional();
    let wanted: BTreeSet<Name> = setters.iter().map(|setter| setter.method.clone()).collect();
    let mut taken: BTreeSet<Name> = BTreeSet::new();
    for setter in &mut setters {
        let is_free = |name: &Name| {
            let is_own = *name == setter.argument.name || !wanted.contains(name);
            let is_of_streams = is_stream && Scope::StreamSetters.reserves(name.as_str());
            !is_of_streams
                && !Scope::RequestSetters.reserves(name.as_str())
                && !taken.contains(name)
                && is_own
        };
        setter.method = Prefix::Set.where_taken(&setter.argument.name, is_free);
        taken.insert(setter.method.clone());
    }
    setters
}
