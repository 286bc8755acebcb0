//! Lists what is in an output folder, without following symlinks or opening files.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::location::{KEPT, Location};
use crate::diagnostic::{Diagnostic, Result};

/// The files and folders of an output without Cargo's own, sorted by path.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Whether the output folder exists.
    pub(super) exists: bool,
    /// The regular files.
    pub(super) files: Vec<Entry>,
    /// The folders, without the output itself.
    pub(super) folders: Vec<Entry>,
}

/// One file or folder.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its path in the output, with forward slashes.
    pub(super) path: String,
    /// Its path on the disk.
    pub(super) at: PathBuf,
    /// Its size in bytes.
    pub(super) bytes: u64,
}

impl Survey {
    /// Surveys the output; one that does not exist is empty.
    ///
    /// # Errors
    ///
    /// When it is not a folder, holds anything but files and folders, or cannot be read.
    pub(super) fn of(location: &Location) -> Result<Self> {
        if !check_root(location)? {
            return Ok(Self::default());
        }
        let mut survey = Self { exists: true, ..Self::default() };
        let walk = WalkDir::new(&location.dir).min_depth(1).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|entry| !is_kept(entry)) {
            let unread = |error| unreadable(&location.named, &error);
            let entry = entry.map_err(unread)?;
            let kind = entry.file_type();
            let path = relative(&location.dir, entry.path());
            if !kind.is_dir() && !kind.is_file() {
                return Err(not_a_file(location, &path, kind.is_symlink()));
            }
            let bytes = entry.metadata().map_err(unread)?.len();
            let list = if kind.is_dir() { &mut survey.folders } else { &mut survey.files };
            list.push(Entry { path, at: entry.into_path(), bytes });
        }
        Ok(survey)
    }

    /// The folders with nothing in them.
    pub(super) fn empty_folders(&self) -> impl Iterator<Item = &Entry> {
        let all = self.files.iter().chain(&self.folders);
        let parents: BTreeSet<&str> =
            all.filter_map(|entry| entry.path.rsplit_once('/').map(|(parent, _)| parent)).collect();
        self.folders.iter().filter(move |folder| !parents.contains(folder.path.as_str()))
    }
}

/// Whether the output exists. Anything but a folder is refused.
fn check_root(location: &Location) -> Result<bool> {
    match fs::symlink_metadata(&location.dir) {
        Ok(found) if found.is_dir() => Ok(true),
        Ok(found) => {
            let what = if found.is_symlink() { "a symlink" } else { "not a folder" };
            Err(Diagnostic::file(
                location.named.clone(),
                format!("the output is {what}"),
                "move it away, or give another folder with `--out`",
            ))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unreadable(&location.named, &error)),
    }
}

fn is_kept(entry: &DirEntry) -> bool {
    entry.depth() == 1 && KEPT.iter().any(|kept| entry.file_name() == *kept)
}

/// The path below the output, with forward slashes as in the tree.
fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let segments: Vec<_> = below.iter().map(|segment| segment.to_string_lossy()).collect();
    segments.join("/")
}

fn not_a_file(location: &Location, path: &str, is_symlink: bool) -> Diagnostic {
    let what = if is_symlink { "a symlink" } else { "neither a file nor a folder" };
    Diagnostic::file(
        location.named(path),
        format!("there is {what} in the output, and it was not generated"),
        format!("move it away, or give another folder than {} with `--out`", location.named),
    )
}

/// The message about something in the output that cannot be read.
pub(super) fn unreadable(named: &str, error: &dyn std::fmt::Display) -> Diagnostic {
    let remedy = "check that you may read it, or delete the output folder and generate it again";
    Diagnostic::file(named, format!("cannot read it: {error}"), remedy)
}
