//! What a step has at hand: where faults go, and where it notes what it moves.

use serde_json::Value;

use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::origins::Origins;
use crate::document::pointer::Pointer;

/// A step from one version to the next.
pub(super) struct Step<'f> {
    faults: &'f mut Faults,
    /// What the step has moved so far.
    pub(super) origins: Origins,
    /// Schemas that become components: their place, the name that they have there, and themselves.
    pub(super) definitions: Vec<(Pointer, String, Value)>,
}

impl<'f> Step<'f> {
    pub(super) fn new(faults: &'f mut Faults) -> Self {
        Self { faults, origins: Origins::default(), definitions: Vec::new() }
    }

    /// Takes a fault at a place of the document as it was before the step.
    pub(super) fn fault(&mut self, at: Pointer, fault: Fault) -> Result<()> {
        self.faults.add(at, fault)
    }

    /// Ends the step: places are now those after it.
    pub(super) fn finish(self) {
        self.faults.origins.append(self.origins);
    }
}
