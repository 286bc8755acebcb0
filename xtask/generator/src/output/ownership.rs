//! Checks that a folder may be replaced: everything in it was generated, and it may be written.

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
/// A file that carries our header is ours. A file without it is accepted at a path that we are about to write, since its
/// first line may have been edited, as long as another file in the folder carries the header.
pub(super) fn check(location: &Location, survey: &Survey, tree: &Tree) -> Result<()> {
    let mut any_ours = false;
    let mut without_header = None;
    for file in &survey.files {
        if carries_header(&file.at).map_err(|error| unreadable(&location.named(&file.path), &error))? {
            any_ours = true;
        } else if tree.get(&file.path).is_none() {
            return Err(foreign(location, &file.path));
        } else {
            without_header = without_header.or(Some(&file.path));
        }
    }
    match without_header {
        Some(path) if !any_ours => Err(foreign(location, path)),
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
        format!("move it out of {} or delete it, or give another folder with `--out`", location.named),
    )
}

/// Refuses an output whose folders are write-protected.
///
/// Exchanging two folders needs no permission to write into them, so the system would not refuse it.
pub(super) fn check_is_writable(location: &Location, survey: &Survey) -> Result<()> {
    if survey.exists {
        check_folder(&location.named, &location.dir)?;
    }
    survey.folders.iter().try_for_each(|folder| check_folder(&location.named(&folder.path), &folder.at))
}

/// Refuses an output whose parent folder is write-protected.
pub(super) fn check_parent_is_writable(location: &Location) -> Result<()> {
    check_folder(&location.parent.display().to_string(), &location.parent)
}

fn check_folder(named: &str, folder: &Path) -> Result<()> {
    if is_writable(folder) {
        return Ok(());
    }
    let remedy = format!("nothing was changed; allow writing to it (`chmod u+w {named}`), then run it again");
    Err(Diagnostic::file(named, "this folder is write-protected", remedy))
}

/// The permissions count even for an administrator, whom the system would not stop.
#[cfg(unix)]
fn is_writable(folder: &Path) -> bool {
    use rustix::fs::{Access, access};
    fs::metadata(folder).is_ok_and(|found| !found.permissions().readonly())
        && access(folder, Access::WRITE_OK).is_ok()
}

/// On other systems the read-only attribute of a folder does not concern the files in it.
#[cfg(not(unix))]
fn is_writable(folder: &Path) -> bool {
    fs::metadata(folder).is_ok()
}
