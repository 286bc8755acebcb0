//! Where an output folder stands, and the names beside it that are ours while it is replaced.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::diagnostic::{Diagnostic, Result};

/// What Cargo makes at the top of a crate that is built where it stands: neither ours nor foreign.
///
/// A crate in a workspace has neither; one written with `--out` gets both at the first `cargo check`.
pub const KEPT: [&str; 2] = ["Cargo.lock", "target"];

/// An output folder and what stands beside it, as absolute paths: the folder may be the one that we run in.
#[derive(Debug, Clone)]
pub(super) struct Location {
    /// The folder as the user named it, for messages.
    pub(super) named: String,
    /// The folder that it stands in.
    pub(super) parent: PathBuf,
    /// The folder itself.
    pub(super) dir: PathBuf,
    /// `.generated.staged`: the new tree until the swap, the old one after it.
    pub(super) staged: PathBuf,
    /// `.generated.previous`: the old tree, on systems that cannot exchange two folders at once.
    pub(super) previous: PathBuf,
    /// `.generated.lock`: held while anything of this is written.
    pub(super) lock: PathBuf,
}

impl Location {
    pub(super) fn of(dir: &Path) -> Result<Self> {
        let named = dir.display().to_string();
        let unnamed = || {
            let remedy = "name the folder itself, as in `--out target/client`";
            Diagnostic::file(named.clone(), "the output has to be a folder with a name of its own", remedy)
        };
        // Without a name at the end (`.`, `..`, `/`) there is nothing that could be swapped for another folder.
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
            // `generated/` with a slash at the end would be followed if it were a symlink.
            dir: parent.join(name),
            staged: beside(".staged"),
            previous: beside(".previous"),
            lock: beside(".lock"),
            named: named.trim_end_matches(std::path::is_separator).to_owned(),
            parent,
        })
    }

    /// A file of the output as the user would name it.
    pub(super) fn named(&self, path: &str) -> String {
        format!("{}/{path}", self.named)
    }

    /// Whether a run is under way or was killed.
    pub(super) fn is_disturbed(&self) -> bool {
        [&self.staged, &self.previous, &self.lock].into_iter().any(|path| exists(path))
    }

    /// What to say when the system refused to do something to the output.
    pub(super) fn failed(&self, doing: &str, error: &io::Error) -> Diagnostic {
        let remedy = format!(
            "nothing was changed; see that there is room on the disk, and that you may write to {} and to the \
             folder it stands in, then run it again",
            self.named
        );
        Diagnostic::file(self.named.clone(), format!("cannot {doing}: {error}"), remedy)
    }
}

/// Whether anything stands at a path, a dangling symlink included.
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
