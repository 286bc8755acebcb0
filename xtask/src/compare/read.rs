//! Two files become two documents of which the same is taken.

use crate::config::Selection;
use crate::diagnostic::Result;
use crate::document::{self, Document, Source};
use std::path::Path;

/// Reads both documents, corrects them, and takes `selection` out of each. What only one of them has is taken from that
/// one: that it is gone, or new, is what one wants to be told.
///
/// # Errors
///
/// When a file cannot be read or breaks a rule that the generator relies on, and when neither document has what an
/// entry of the selection names, or one of them nothing of it at all.
pub fn read(
    old: &Path,
    new: &Path,
    overlay: Option<&Path>,
    selection: &Selection,
) -> Result<(Document, Document)> {
    let (old, new) = (document::correct(old, overlay)?, document::correct(new, overlay)?);
    let (of_old, of_new) = (document::known(&old.json, selection), document::known(&new.json, selection));
    let is_known = |entries: fn(&Selection) -> &Vec<String>| {
        entries(selection)
            .iter()
            .all(|entry| entries(&of_old).contains(entry) || entries(&of_new).contains(entry))
    };
    let all_known = is_known(|of| &of.tags) && is_known(|of| &of.paths) && is_known(|of| &of.operations);
    let take = |source: Source, known: Selection| {
        let is_empty = known.tags.is_empty() && known.paths.is_empty() && known.operations.is_empty();
        // The whole selection says what is wrong; an empty one would take everything.
        document::examine(source, if all_known && !is_empty { &known } else { selection })
    };
    Ok((take(old, of_old)?, take(new, of_new)?))
}
