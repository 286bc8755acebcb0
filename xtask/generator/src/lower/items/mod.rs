//! The last pass: the API becomes a crate, every item of it under its name and every request with its plan.

mod arguments;
mod construction;
mod credentials;
mod features;
mod operations;
mod plans;
mod types;

use super::naming::{Remembered, type_parameter};
use crate::model::Api;
use crate::model::items::{Crate, TypeParameters};
use std::collections::BTreeSet;

/// The crate that is made for an API.
pub(super) fn crate_of(api: Api, remembered: Remembered<'_>) -> Crate {
    let features = features::Features::of(&api);
    let types = types::items(&api, &features, remembered);
    let mut methods = BTreeSet::new();
    let groups = api.groups.iter();
    let groups = groups
        .map(|group| operations::group((&api, remembered), group, &features, &types, &mut methods))
        .collect();
    let credentials = credentials::sets(&api.security);
    let is_free = |name: &_| !api.types.contains_key(name);
    let type_parameters = TypeParameters {
        map_access: type_parameter("A", is_free),
        deserializer: type_parameter("D", is_free),
        serializer: type_parameter("S", is_free),
    };
    Crate {
        features: features.all(),
        events: features.of_all(),
        types,
        groups,
        credentials,
        type_parameters,
        api,
    }
}
