//! The elements as one would write them by hand with serde alone. Reading buffers each element to find its tag, drops
//! unknown properties, and fails on an unknown kind.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// An element of a route.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Element {
    /// The beginning of a route.
    Start {
        /// Its id.
        id: String,
        /// Where it leads.
        outputs: Next,
    },
    /// A branch by a condition.
    Conditional {
        /// Its id.
        id: String,
        /// The condition.
        properties: Conditional,
        /// Where it leads.
        outputs: TrueFalse,
    },
    /// A branch by chance.
    Percentage {
        /// Its id.
        id: String,
        /// Where it leads.
        outputs: BTreeMap<String, Edge>,
    },
    /// A branch by a rate limit.
    Rate {
        /// Its id.
        id: String,
        /// The limit.
        properties: Rate,
        /// Where it leads.
        outputs: Fallback,
    },
    /// A request to a model.
    Model {
        /// Its id.
        id: String,
        /// The model.
        properties: Model,
        /// Where it leads.
        outputs: Fallback,
    },
    /// The end of a route.
    End {
        /// Its id.
        id: String,
        /// Where it leads.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outputs: Option<BTreeMap<String, Edge>>,
    },
}

/// The target of a way.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Edge {
    /// The id of the element.
    pub element_id: String,
}

/// The outputs of an element with one way.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Next {
    /// The next element.
    pub next: Edge,
}

/// The outputs of a condition.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct TrueFalse {
    /// The next element if it is true.
    #[serde(rename = "true")]
    pub yes: Edge,
    /// The next element if it is false.
    #[serde(rename = "false")]
    pub no: Edge,
}

/// The outputs of an element that can fail.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Fallback {
    /// The next element.
    pub success: Edge,
    /// The next element after a failure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Edge>,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Conditional {
    /// The condition, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Map<String, Value>>,
}

/// A rate limit.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    /// What is counted.
    pub limit_type: LimitType,
    /// The key that requests are counted by.
    pub key: String,
    /// The limit.
    pub limit: f64,
    /// The window in seconds.
    pub window: f64,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LimitType {
    /// Requests.
    Count,
    /// Money.
    Cost,
}

/// A model.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Model {
    /// The provider.
    pub provider: String,
    /// Its name.
    pub model: String,
    /// The timeout in milliseconds.
    pub timeout: f64,
    /// The number of retries.
    pub retries: f64,
}
