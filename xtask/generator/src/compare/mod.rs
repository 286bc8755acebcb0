//! Compares two documents: the changes between them, as users of the crate notice them, and a verdict.
//!
//! *Wire* asks whether a program that was built with the old crate still works; *source*, whether callers of the old
//! crate still compile against the new one. Requests and responses follow opposite rules: a service may ask for less
//! and answer more, never the reverse. Enums and unions are open, so a new kind in a response breaks no program.

mod accepted;
mod both_documents;
mod change;
mod finding;
mod fits;
mod join;
mod label;
mod names;
mod public_api;
mod quote;
pub mod render;
pub mod rules;
mod subject;
mod users;
mod verdict;
mod walk;

use crate::config::Config;
use crate::diagnostic::Result;
use crate::document::Document;
use crate::model::items::Differing;
use serde::Serialize;
use subject::Subject;

pub use accepted::{Accepted, FILE as ACCEPTED_FILE};
pub use both_documents::read;
pub use change::{ApiChange, Change, Edition, Spot};
pub use label::{Label, Message};
pub use verdict::{Level, Step, Verdict, Wire};

/// The changes between two documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The old document's file, as it was named.
    pub old: String,
    /// The new document's file, as it was named.
    pub new: String,
    /// The changes, breaking ones first.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// The verdict on all changes together, but those that were accepted.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.changes.iter().filter(|change| !change.is_accepted).fold(
            Verdict::default(),
            |verdict, change| Verdict {
                wire: verdict.wire.max(change.wire),
                source: verdict.source.max(change.source),
                step: verdict.step.max(Step::of(change.wire, change.source)),
            },
        )
    }
}

/// Compares two documents. `config_file` names the configuration in messages. Changes in `accepted` are marked.
///
/// Names in `config` that only one of the documents has are no error: updates add and remove names.
///
/// # Errors
///
/// A [`crate::diagnostic::Diagnostic`] if no crate can be made from one of the documents.
pub fn compare(
    old: &Document,
    new: &Document,
    config: &Config,
    config_file: &str,
    accepted: &Accepted,
) -> Result<Comparison> {
    let (old, new) = Subject::both(old, new, config, config_file)?;
    let findings = walk::walk(&old, &new);
    let differing = Differing::between(&old.lowered.made, &new.lowered.made);
    let differences = public_api::differences(&differing);
    let mut changes = join::join(&old, &new, findings, &differences);
    if changes.is_empty() {
        changes.extend(join::text_only(&old, &new));
    }
    accepted.mark(&mut changes);
    Ok(Comparison { old: old.document.file.clone(), new: new.document.file.clone(), changes })
}
