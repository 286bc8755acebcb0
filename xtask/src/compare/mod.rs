//! Two documents in, the changes between them out, as users of the crate feel them, and a verdict.
//!
//! *Wire* asks whether a program that was built with the old crate still works; *source*, whether callers of the old
//! crate still compile against the new one. Request and response run opposite ways: a service may ask for less and
//! answer more, never the reverse. Enums and unions are open, so a new kind in a response breaks nobody.

mod api;
mod change;
mod finding;
mod fits;
mod join;
mod names;
mod quote;
mod read;
pub mod render;
pub mod rules;
mod spelling;
mod subject;
mod surface;
mod verdict;
mod walk;

use crate::config::Config;
use crate::diagnostic::Result;
use crate::document::Document;
use serde::Serialize;
use subject::Subject;

pub use change::{ApiChange, Change, Edition, Spot};
pub use read::read;
pub use verdict::{Level, Step, Verdict, Wire};

/// The changes between two documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The old document's file, as it was named.
    pub old: String,
    /// The new document's file, as it was named.
    pub new: String,
    /// The changes: the ones that break first.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// What all changes together call for.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.changes.iter().fold(Verdict::default(), |verdict, change| Verdict {
            wire: verdict.wire.max(change.wire),
            source: verdict.source.max(change.source),
            step: verdict.step.max(Step::of(change.wire, change.source)),
        })
    }
}

/// Compares two documents. `config_file` is what messages about the configuration call it.
///
/// Names in `config` that only one of the documents knows are no error here: they are what an update is about.
///
/// # Errors
///
/// A [`crate::diagnostic::Diagnostic`] where no crate can be made from one of the documents.
pub fn compare(old: &Document, new: &Document, config: &Config, config_file: &str) -> Result<Comparison> {
    let (old, new) = Subject::both(old, new, config, config_file)?;
    let findings = walk::walk(&old, &new);
    let differences = api::differences(&old.surface, &new.surface);
    let mut changes = join::join(&old, &new, findings, &differences);
    if changes.is_empty() {
        changes.extend(join::text_only(&old, &new));
    }
    Ok(Comparison { old: old.document.file.clone(), new: new.document.file.clone(), changes })
}
