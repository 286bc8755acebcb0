//! Operations as items: groups, methods, and the types of requests with optional arguments.

use super::arguments::Arguments;
use super::features::Features;
use super::plans;
use crate::lower::naming::{Prefix, Remembered, Scope, request_type};
use crate::model::items::{GroupItem, Home, OperationItem, RequestType, Setter, TypeItem};
use crate::model::{Api, Group, Name, Success};
use std::collections::{BTreeMap, BTreeSet};

/// A group. `methods` are those of the transport that have a name already.
pub(super) fn group(
    (api, remembered): (&Api, Remembered<'_>),
    group: &Group,
    features: &Features<'_>,
    types: &BTreeMap<Name, TypeItem>,
    methods: &mut BTreeSet<Name>,
) -> GroupItem {
    let owned = |home: &Home| types.values().any(|item| item.home == *home);
    let shared_types = shared_types(api, group, types);
    // The types of requests and answers stand beside the group's type.
    let mut requests = BTreeSet::from([group.type_name.clone()]);
    let mut answers = BTreeMap::new();
    let arguments = group.parameters.iter().map(Arguments::of_accessor).collect();
    let operations = group.operations.iter().map(|operation| {
        let arguments = Arguments::of((api, remembered), group, operation);
        let request_name = request_type(&operation.name, |name| !requests.contains(name));
        requests.insert(request_name.clone());
        let request_type = arguments.has_options().then(|| RequestType {
            setters: setters(&arguments, &operation.success),
            takes_more_parts: arguments.takes_more_parts(),
        });
        OperationItem {
            request: plans::request(group, operation, &arguments, methods),
            answer: plans::answer(operation, &mut requests, &mut answers),
            arguments: arguments.required(),
            request_name,
            request_type,
        }
    });
    GroupItem {
        condition: features.of_group(&group.accessor),
        is_at_root: is_at_root(api, group),
        has_types: !shared_types.is_empty() || owned(&Home::Group(group.accessor.clone())),
        shared_types,
        has_bodies: owned(&Home::GroupArguments(group.accessor.clone())),
        arguments,
        operations: operations.collect(),
    }
}

/// The public types that a group and other groups use, where groups have modules for types.
fn shared_types(api: &Api, group: &Group, types: &BTreeMap<Name, TypeItem>) -> Vec<Name> {
    let is_shared = |(name, users): &(&Name, &Vec<Name>)| {
        users.contains(&group.accessor)
            && types.get(*name).is_some_and(|item| matches!(item.home, Home::Types(_)))
    };
    api.users.iter().filter(is_shared).map(|(name, _)| name.clone()).collect()
}

/// Whether the group's type can be exported from the crate's root: nothing else there has its name.
fn is_at_root(api: &Api, group: &Group) -> bool {
    let name = &group.type_name;
    let same = api.groups.iter().filter(|other| other.type_name == *name);
    same.count() == 1 && ![Scope::Root, Scope::Types].iter().any(|scope| scope.reserves(name.as_str()))
}

/// A setter for each optional argument. None is called like a method of every request, nor like another one.
fn setters(arguments: &Arguments<'_>, success: &Success) -> Vec<Setter> {
    let (is_stream, is_file) = (success.streamed.is_some(), success.may_be_a_file());
    let mut setters = arguments.optional();
    let wanted: BTreeSet<Name> = setters.iter().map(|setter| setter.method.clone()).collect();
    let mut taken: BTreeSet<Name> = BTreeSet::new();
    for setter in &mut setters {
        let is_free = |name: &Name| {
            let is_own = *name == setter.argument.name || !wanted.contains(name);
            let is_of_streams = is_stream && Scope::StreamSetters.reserves(name.as_str());
            let is_of_files = is_file && Scope::DownloadSetters.reserves(name.as_str());
            !is_of_streams
                && !is_of_files
                && !Scope::RequestSetters.reserves(name.as_str())
                && !taken.contains(name)
                && is_own
        };
        setter.method = Prefix::Set.where_taken(&setter.argument.name, is_free);
        taken.insert(setter.method.clone());
    }
    setters
}
