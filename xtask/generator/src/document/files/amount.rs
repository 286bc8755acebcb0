//! How much files hold together, which is no more than one document may.

use serde_json::Value;

use crate::document::reader::MAX_NODES;
use crate::document::source::MAX_BYTES;

/// An amount of values and of text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Amount {
    values: usize,
    bytes: u64,
}

impl Amount {
    /// Adds a value and all that it holds. What is too much then is said in words.
    pub(super) fn add(&mut self, value: &Value) -> Result<(), String> {
        self.count(value);
        match *self {
            Self { values, .. } if values > MAX_NODES => Err(format!("{MAX_NODES} values")),
            Self { bytes, .. } if bytes > MAX_BYTES => Err(format!("{} MiB", MAX_BYTES / 1024 / 1024)),
            _ => Ok(()),
        }
    }

    fn count(&mut self, value: &Value) {
        self.values += 1;
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    self.bytes += key.len() as u64;
                    self.count(value);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.count(item)),
            Value::String(text) => self.bytes += text.len() as u64,
            _ => {}
        }
    }
}
