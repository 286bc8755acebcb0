//! The media types that an operation takes and gives, by itself or for all operations.

use serde_json::{Map, Value};

/// `consumes` and `produces`.
#[derive(Clone)]
pub(super) struct MediaTypes {
    pub(super) consumes: Vec<String>,
    pub(super) produces: Vec<String>,
}

/// What is meant where nothing is said.
const JSON: &str = "application/json";

/// How many media types an operation has at most. One of them is used.
const MOST: usize = 50;

impl MediaTypes {
    /// Those of the whole document.
    pub(super) fn of(fields: &Map<String, Value>) -> Self {
        let json = || vec![JSON.to_owned()];
        Self {
            consumes: listed(fields, "consumes").unwrap_or_else(json),
            produces: listed(fields, "produces").unwrap_or_else(json),
        }
    }

    /// Those of an operation, which override those of the document.
    pub(super) fn within(&self, operation: &Map<String, Value>) -> Self {
        Self {
            consumes: listed(operation, "consumes").unwrap_or_else(|| self.consumes.clone()),
            produces: listed(operation, "produces").unwrap_or_else(|| self.produces.clone()),
        }
    }
}

fn listed(fields: &Map<String, Value>, field: &str) -> Option<Vec<String>> {
    let listed = match fields.get(field)? {
        Value::Array(listed) => {
            listed.iter().filter_map(Value::as_str).take(MOST).map(str::to_owned).collect()
        }
        Value::String(one) => vec![one.clone()],
        _ => return None,
    };
    Some(listed).filter(|listed: &Vec<String>| !listed.is_empty())
}
