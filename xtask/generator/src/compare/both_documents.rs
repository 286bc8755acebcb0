//! Reads two files as documents with the same selection.

use crate::config::{Config, Selection};
use crate::diagnostic::Result;
use crate::document::{self, Document, Source};
use std::path::Path;

/// Reads both documents, corrects them, and applies the selection of `config` to each. An entry that only one of them has is selected
/// from that one, so that the comparison reports it as gone or new.
///
/// # Errors
///
/// If a file cannot be read or breaks a rule that the generator relies on, if neither document has an entry of the
/// selection, or if one of them has none of its entries.
pub fn read(old: &Path, new: &Path, overlay: Option<&Path>, config: &Config) -> Result<(Document, Document)> {
    let selection = &config.selection;
    let (old, new) = rayon::join(|| document::load(old), || document::correct(new, overlay));
    let (mut old, mut new) = (old?, new?);
    if let Some(overlay) = overlay {
        // The overlay is written for the new document; the old one may lack what an action changes.
        document::apply_what_fits(overlay, &mut old.json)?;
    }
    for source in [&mut old, &mut new] {
        // What one of them lacks is no reason to refuse both.
        document::describe_streams(&mut source.json, config, "generator.toml", false)?;
    }
    let (of_old, of_new) = (document::known(&old.json, selection), document::known(&new.json, selection));
    let is_known = |entries: fn(&Selection) -> &Vec<String>| {
        entries(selection)
            .iter()
            .all(|entry| entries(&of_old).contains(entry) || entries(&of_new).contains(entry))
    };
    let all_known = is_known(|of| &of.tags) && is_known(|of| &of.paths) && is_known(|of| &of.operations);
    let take = |source: Source, known: Selection| {
        let is_empty = known.tags.is_empty() && known.paths.is_empty() && known.operations.is_empty();
        // The whole selection gives the error message; an empty one would select everything.
        document::examine(source, if all_known && !is_empty { &known } else { selection })
    };
    let (old, new) = rayon::join(|| take(old, of_old), || take(new, of_new));
    Ok((old?, new?))
}
