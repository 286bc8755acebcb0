//! Cargo features of the crate.

use serde::Serialize;

/// A feature of the crate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// The features and dependencies that it turns on, as written in Cargo.toml.
    pub enables: Vec<String>,
}

/// The features that an item needs to be compiled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// None.
    #[default]
    Always,
    /// This feature.
    Feature(String),
    /// Any of these features.
    AnyOf(Vec<String>),
}

impl Condition {
    pub(super) fn is_always(&self) -> bool {
        *self == Self::Always
    }
}
