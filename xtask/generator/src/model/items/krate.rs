//! A crate as a whole.

use super::{Condition, CredentialSet, Feature, GroupItem, TypeItem};
use crate::model::{Api, Name};
use serde::Serialize;
use std::collections::BTreeMap;

/// The crate for an API. It has all Rust names, so that `emit` makes none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crate {
    /// The API: its types, operations and package.
    pub api: Api,
    /// The Cargo features.
    pub features: Vec<Feature>,
    /// The types of [`Api::types`] as items.
    pub types: BTreeMap<Name, TypeItem>,
    /// The groups of [`Api::groups`] as items, in their order.
    pub groups: Vec<GroupItem>,
    /// The variants of `Credentials`.
    pub credentials: Vec<CredentialSet>,
    /// What the module of the events needs to be compiled: all types.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub events: Condition,
    /// The type parameters of the functions that read and write types.
    pub type_parameters: TypeParameters,
}

/// Names of type parameters that no type has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeParameters {
    /// The `MapAccess` that objects are read from.
    pub map_access: Name,
    /// The `Deserializer` that values are read from.
    pub deserializer: Name,
    /// The `Serializer` that values are written to.
    pub serializer: Name,
}
