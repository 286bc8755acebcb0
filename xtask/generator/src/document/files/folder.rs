//! The files below a document's folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::amount::Amount;
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Found;
use crate::document::source::{self, MAX_BYTES};

/// How many files a document may be made of.
const MAX_FILES: usize = 500;

/// The folder, and the files in it that were read.
pub(super) struct Folder {
    path: PathBuf,
    /// The name of the document's own file.
    name: String,
    read: BTreeMap<String, File>,
    bytes: u64,
    parsed: Amount,
}

struct File {
    value: Value,
    sha256: String,
    faults: Vec<Found>,
}

impl Folder {
    /// The folder of a document.
    pub(super) fn of(document: &Path) -> Self {
        let folder = document.parent().filter(|folder| !folder.as_os_str().is_empty());
        let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = folder.unwrap_or(Path::new(".")).to_owned();
        Self { path, name, read: BTreeMap::new(), bytes: 0, parsed: Amount::default() }
    }

    /// The name of the document's own file.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether there is a file. `file` has no `..` in it, and is empty for the document itself.
    pub(super) fn has(&self, file: &str) -> bool {
        file.is_empty() || self.read.contains_key(file) || self.path.join(file).is_file()
    }

    /// Whether there is nothing at a path. `file` has no `..` in it.
    pub(super) fn lacks(&self, file: &str) -> bool {
        let is_missing = |error: std::io::Error| error.kind() == std::io::ErrorKind::NotFound;
        !self.read.contains_key(file) && self.path.join(file).symlink_metadata().is_err_and(is_missing)
    }

    /// Reads a file, unless it was read before. `file` has no `..` in it.
    pub(super) fn open(&mut self, file: &str, reference: &str) -> Result<std::result::Result<(), Fault>> {
        if self.read.contains_key(file) {
            return Ok(Ok(()));
        }
        if self.read.len() >= MAX_FILES {
            return Ok(Err(Fault::TooManyFiles { most: MAX_FILES.to_string() }));
        }
        let path = self.path.join(file);
        let reference = reference.to_owned();
        match self.stands_within(&path) {
            Ok(true) if !path.is_file() => {
                let problem = "it is no regular file".to_owned();
                return Ok(Err(Fault::FileNotRead { reference, problem }));
            }
            Ok(true) => {}
            Ok(false) => return Ok(Err(Fault::FileElsewhere { reference })),
            Err(error) => return Ok(Err(Fault::FileNotRead { reference, problem: error.to_string() })),
        }
        let bytes = source::read(&path)?;
        self.bytes += bytes.len() as u64;
        if self.bytes > MAX_BYTES {
            return Ok(Err(Fault::FilesTooLarge { most: format!("{} MiB", MAX_BYTES / 1024 / 1024) }));
        }
        let (value, faults) = source::parse_with_faults(&crate::diagnostic::display(&path), &bytes)?;
        if let Err(most) = self.parsed.add(&value) {
            return Ok(Err(Fault::FilesTooLarge { most }));
        }
        let at = |found: Found| Found { pointer: format!("{file}#{}", found.pointer), ..found };
        let faults = faults.into_iter().map(at).collect();
        self.read.insert(file.to_owned(), File { value, sha256: source::sha256(&bytes), faults });
        Ok(Ok(()))
    }

    /// Whether a path leads to something within the folder, when links are followed.
    fn stands_within(&self, path: &Path) -> std::io::Result<bool> {
        let (folder, path) = (self.path.canonicalize()?, path.canonicalize()?);
        Ok(path.starts_with(&folder))
    }

    /// A value in a file that was read.
    pub(super) fn value(&self, file: &str, pointer: &str) -> Option<&Value> {
        self.read.get(file)?.value.pointer(pointer)
    }

    /// The files that were read, each with its hash, and what was wrong with them.
    pub(super) fn into_read(self) -> (Vec<String>, Vec<Found>) {
        let (mut hashes, mut faults) = (Vec::new(), Vec::new());
        for (file, read) in self.read {
            hashes.push(format!("{} {file}", read.sha256));
            faults.extend(read.faults);
        }
        (hashes, faults)
    }
}
