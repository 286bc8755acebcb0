//! Where the project is.

use crate::diagnostic::{Diagnostic, Result};
use std::path::PathBuf;

/// The nearest folder, from the current one upwards, that holds `file`. The path is relative, so that messages stay
/// short.
pub(super) fn root(file: &str) -> Result<PathBuf> {
    let mut root = PathBuf::new();
    let here = std::env::current_dir().map_err(|error| {
        Diagnostic::file(
            ".",
            format!("the current folder cannot be found: {error}"),
            "run the command in a folder that exists",
        )
    })?;
    for ancestor in here.ancestors() {
        if ancestor.join(file).is_file() {
            return Ok(root);
        }
        root.push("..");
    }
    Err(Diagnostic::file(
        file,
        "there is no such file in this folder, nor in one above it",
        "run the command in the project, or name a document with `--spec` and a folder with `--out`",
    ))
}
