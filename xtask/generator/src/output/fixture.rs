//! Test fixtures of this stage: small trees, each in a temporary folder.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::{fs, io};

use tempfile::TempDir;

use super::header::Origin;
use super::{Tree, format, replace};

/// A temporary folder with the output at `generated`.
pub(super) struct Room {
    pub(super) root: TempDir,
}

impl Room {
    pub(super) fn empty() -> Self {
        Self { root: TempDir::new().unwrap() }
    }

    pub(super) fn with(tree: &Tree) -> Self {
        let room = Self::empty();
        replace(&room.out(), tree).unwrap();
        room
    }

    pub(super) fn out(&self) -> PathBuf {
        self.root.path().join("generated")
    }

    pub(super) fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.out().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> io::Result<String> {
        fs::read_to_string(self.out().join(path))
    }

    /// The names beside the output; none after a run that cleaned up.
    pub(super) fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.root.path()).unwrap();
        names
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "generated")
            .collect()
    }
}

/// A file with the header and `text` in it.
pub(super) fn file(path: &str, text: &str) -> String {
    let body = match path.rsplit_once('.') {
        Some((_, "rs")) => format!("pub const TEXT: &str = {text:?};"),
        _ => text.to_owned(),
    };
    format::text(&Origin::new(Path::new("openapi.json")), path, &body).unwrap()
}

/// A file with the header.
pub(super) fn content(path: &str) -> String {
    file(path, "something")
}

/// A tree of files, given by path and text.
pub(super) fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::new();
    for (path, text) in files {
        tree.insert(*path, file(path, text)).unwrap();
    }
    tree
}

pub(super) fn old_tree() -> Tree {
    tree(&[
        ("Cargo.toml", "same"),
        ("README.md", "old"),
        ("src/lib.rs", "same"),
        ("src/types/gone.rs", "old"),
        ("src/types/kept.rs", "old"),
    ])
}

pub(super) fn new_tree() -> Tree {
    tree(&[
        ("Cargo.toml", "same"),
        ("README.md", "new"),
        ("src/lib.rs", "same"),
        ("src/operations/fresh.rs", "new"),
        ("src/types/kept.rs", "new"),
    ])
}
