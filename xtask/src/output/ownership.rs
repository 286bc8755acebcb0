//! Whether a folder is ours to replace: everything in it generated, and writing to it allowed.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::header;
use super::location::Location;
use super::survey::{Survey, unreadable};
use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Result};

/// Refuses a folder that holds anything but our files, because replacing it would delete them.
///
/// A file that carries our header is ours. One at a path that we are about to write may have lost its header (an edit
/// of the first line is repaired like any other), as long as some file beside it still says whose the folder is.
pub(super) fn check(location: &Location, survey: &Survey, tree: &Tree) -> Result<()> {
    let mut known = false;
    let mut doubtful = None;
    for file in &survey.files {
        if carries_header(&file.at).map_err(|error| unreadable(&location.named(&file.path), &error))? {
            known = true;
        } else if tree.get(&file.path).is_none() {
            return Err(foreign(location, &file.path));
        } else {
            doubtful = doubtful.or(Some(&file.path));
        }
    }
    match doubtful {
        Some(path) if !known => Err(foreign(location, path)),
        _ => Ok(()),
    }
}

fn carries_header(file: &Path) -> io::Result<bool> {
    let mut beginning = Vec::new();
    File::open(file)?.take(header::HEADER_BYTES).read_to_end(&mut beginning)?;
    Ok(header::is_ours(&beginning))
}

fn foreign(location: &Location, path: &str) -> Diagnostic {
    Diagnostic::file(
        location.named(path),
        "this file was not generated, and writing the output would delete it",
        format!("move it out of {} or delete it, or name another folder with --out", location.named),
    )
}

/// Refuses an output that is marked as not to be written, before anything is tried.
///
/// Swapping folders needs no right to write into them, so the system would not stop us; the user means it all the same.
pub(super) fn check_is_writable(location: &Location, survey: &Survey) -> Result<()> {
    if survey.exists {
        check_folder(&location.named, &location.dir)?;
    }
    survey.folders.iter().try_for_each(|folder| check_folder(&location.named(&folder.path), &folder.at))
}

/// Refuses an output that stands where nothing may be made.
pub(super) fn check_parent_is_writable(location: &Location) -> Result<()> {
    check_folder(&location.parent.display().to_string(), &location.parent)
}

fn check_folder(named: &str, folder: &Path) -> Result<()> {
    if is_writable(folder) {
        return Ok(());
    }
    let remedy = format!("nothing was changed; allow writing to it (`chmod u+w {named}`), then run it again");
    Err(Diagnostic::file(named, "this folder may not be written", remedy))
}

/// For an administrator the permissions count as well, though the system would let them pass.
#[cfg(unix)]
fn is_writable(folder: &Path) -> bool {
    use rustix::fs::{Access, access};
    fs::metadata(folder).is_ok_and(|found| !found.permissions().readonly())
        && access(folder, Access::WRITE_OK).is_ok()
}

/// Elsewhere the mark on a folder says nothing about writing into it.
#[cfg(not(unix))]
fn is_writable(folder: &Path) -> bool {
    fs::metadata(folder).is_ok()
}
