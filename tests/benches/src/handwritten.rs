//! The element list as a person would write it with serde alone: what reads it buffers each element to find its tag,
//! drops what it does not know, and fails on a kind that it does not know.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// An element of a route.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Element {
    /// Where a route begins.
    Start {
        /// Its id.
        id: String,
        /// Where it leads.
        outputs: Next,
    },
    /// Two ways, by a condition.
    Conditional {
        /// Its id.
        id: String,
        /// The condition.
        properties: Conditional,
        /// Where it leads.
        outputs: TrueFalse,
    },
    /// Any number of ways, by chance.
    Percentage {
        /// Its id.
        id: String,
        /// Where it leads.
        outputs: BTreeMap<String, Edge>,
    },
    /// Two ways, by how much there was.
    Rate {
        /// Its id.
        id: String,
        /// How much there may be.
        properties: Rate,
        /// Where it leads.
        outputs: Fallback,
    },
    /// A model is asked.
    Model {
        /// Its id.
        id: String,
        /// The model.
        properties: Model,
        /// Where it leads.
        outputs: Fallback,
    },
    /// Where a route ends.
    End {
        /// Its id.
        id: String,
        /// Where it leads.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outputs: Option<BTreeMap<String, Edge>>,
    },
}

/// Where a way leads.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Edge {
    /// The id of the element.
    pub element_id: String,
}

/// One way.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Next {
    /// The only one.
    pub next: Edge,
}

/// Two ways, by a condition.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct TrueFalse {
    /// Where it holds.
    #[serde(rename = "true")]
    pub yes: Edge,
    /// Where it does not.
    #[serde(rename = "false")]
    pub no: Edge,
}

/// One way, and one for when that fails.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Fallback {
    /// The way.
    pub success: Edge,
    /// The other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Edge>,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Conditional {
    /// In the service's own language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Map<String, Value>>,
}

/// How much there may be.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    /// What is counted.
    pub limit_type: LimitType,
    /// For whom.
    pub key: String,
    /// How much.
    pub limit: f64,
    /// In how many seconds.
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
    /// Who runs it.
    pub provider: String,
    /// Its name.
    pub model: String,
    /// How long it may take, in milliseconds.
    pub timeout: f64,
    /// How often it is asked again.
    pub retries: f64,
}
