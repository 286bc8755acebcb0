//! What a step has at hand: where faults go, and where it notes what it moves.

use serde_json::Value;

use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::origins::Origins;
use crate::document::pointer::Pointer;
use crate::document::reader::MAX_NODES;

/// A step from one version to the next.
pub(super) struct Step<'f> {
    faults: &'f mut Faults,
    /// What the step has moved so far.
    pub(super) origins: Origins,
    /// Schemas that become components: their place, the name that they have there, and themselves.
    pub(super) definitions: Vec<(Pointer, String, Value)>,
    /// How many values were copied.
    copied: usize,
}

impl<'f> Step<'f> {
    pub(super) fn new(faults: &'f mut Faults) -> Self {
        Self { faults, origins: Origins::default(), definitions: Vec::new(), copied: 0 }
    }

    /// Takes a fault at a place of the document as it was before the step.
    pub(super) fn fault(&mut self, at: Pointer, fault: Fault) -> Result<()> {
        self.faults.add(at, fault)
    }

    /// A copy of a value that the document shares, to stand at a place. All copies together are limited.
    pub(super) fn copy(&mut self, value: &Value, at: &Pointer) -> Result<Value> {
        self.copied += count(value);
        if self.copied > MAX_NODES {
            self.fault(at.clone(), Fault::TooManyCopies { most: MAX_NODES.to_string() })?;
        }
        Ok(value.clone())
    }

    /// Ends the step: places are now those after it.
    pub(super) fn finish(self) {
        self.faults.origins.append(self.origins);
    }
}

fn count(value: &Value) -> usize {
    match value {
        Value::Object(fields) => 1 + fields.values().map(count).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        _ => 1,
    }
}
