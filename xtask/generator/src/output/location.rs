//! The path of an output folder, and the reserved names in it and beside it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::diagnostic::{Diagnostic, Result};

/// What Cargo makes at the top of a crate that is built in its own folder: neither ours nor foreign.
///
/// A crate in a workspace has neither. One written with `--out` gets both at the first `cargo check`.
pub const KEPT: [&str; 2] = ["Cargo.lock", "target"];

/// An output folder and the paths beside it that are used while it is replaced. They are absolute, since the folder may
/// be the current one.
#[derive(Debug, Clone)]
pub(super) struct Location {
    /// The folder as the user named it, for messages.
    pub(super) named: String,
    /// The parent folder.
    pub(super) parent: PathBuf,
    /// The folder itself.
    pub(super) dir: PathBuf,
    /// `.generated.staged`: the new tree until the swap, the old one after it.
    pub(super) staged: PathBuf,
    /// `.generated.previous`: the old tree, on systems that cannot exchange two folders at once.
    pub(super) previous: PathBuf,
    /// `.generated.lock`: locked while any of these is written.
    pub(super) lock: PathBuf,
}

impl Location {
    pub(super) fn of(dir: &Path) -> Result<Self> {
        let named = dir.display().to_string();
        let unnamed = || {
            let remedy = "name the folder itself, as in `--out target/client`";
            Diagnostic::file(named.clone(), "the output must be a folder that has a name", remedy)
        };
        // A path without a name at its end (`.`, `..`, `/`) cannot be exchanged with another folder.
        let name = dir.file_name().ok_or_else(unnamed)?;
        let absolute = std::path::absolute(dir).map_err(|_| unnamed())?;
        let parent = absolute.parent().ok_or_else(unnamed)?.to_owned();
        let beside = |role: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(role);
            parent.join(hidden)
        };
        Ok(Self {
            // With a slash at its end, as in `generated/`, a symlink would be followed.
            dir: parent.join(name),
            staged: beside(".staged"),
            previous: beside(".previous"),
            lock: beside(".lock"),
            named: named.trim_end_matches(std::path::is_separator).to_owned(),
            parent,
        })
    }

    /// The path of a file of the output, for messages.
    pub(super) fn named(&self, path: &str) -> String {
        format!("{}/{path}", self.named)
    }

    /// Whether a run is in progress or was killed.
    pub(super) fn is_disturbed(&self) -> bool {
        [&self.staged, &self.previous, &self.lock].into_iter().any(|path| exists(path))
    }

    /// The message about an operation on the output that the system refused.
    pub(super) fn failed(&self, doing: &str, error: &io::Error) -> Diagnostic {
        let remedy = format!(
            "nothing was changed; check that the disk is not full and that you may write to {} and its parent folder, \
             then run it again",
            self.named
        );
        Diagnostic::file(self.named.clone(), format!("cannot {doing}: {error}"), remedy)
    }
}

/// Whether there is anything at a path, even a symlink to nothing.
pub(super) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_names_beside_the_output_are_hidden_and_tell_whose_they_are() {
        let location = Location::of(Path::new("/a/generated/")).unwrap();
        assert_eq!(location.dir, Path::new("/a/generated"));
        assert_eq!(location.staged, Path::new("/a/.generated.staged"));
        assert_eq!(location.previous, Path::new("/a/.generated.previous"));
        assert_eq!(location.lock, Path::new("/a/.generated.lock"));
        assert_eq!(location.named("src/lib.rs"), "/a/generated/src/lib.rs");
    }

    #[test]
    fn an_output_without_a_name_is_refused() {
        for dir in [".", "..", "/", "", "a/.."] {
            assert!(Location::of(Path::new(dir)).unwrap_err().remedy.contains("--out"), "{dir}");
        }
    }
}
