//! Exchanges the old tree for the new one, and cleans up after a run that was killed.
//!
//! A run can be killed at any moment. The names that exist then tell how far it came:
//!
//! | output | `.staged` | `.previous` | killed | the next run |
//! |---|---|---|---|---|
//! | old | a part of the new | – | while it wrote | deletes `.staged` |
//! | new | old | – | after the exchange | moves Cargo's files over, deletes `.staged` |
//! | – | new | old | between two renames | puts `.previous` back, deletes `.staged` |
//! | new | – | old | after two renames | moves Cargo's files over, deletes `.previous` |
//!
//! So an output that exists is always complete, and the folders beside it can be deleted. The last two lines happen only
//! on systems that cannot exchange two folders in one step. Files are not synced to the disk: after a power failure, the
//! tree can be generated again.

use std::path::Path;
use std::{fs, io};

use super::disk;
use super::location::{KEPT, Location, exists};

use crate::diagnostic::{Diagnostic, Result};

/// Replaces the output with the staged tree.
pub(super) fn swap(location: &Location) -> Result<()> {
    let done = if exists(&location.dir) {
        exchange(location)
    } else {
        disk::rename(&location.staged, &location.dir)
    };
    done.map_err(|error| {
        if exists(&location.dir) {
            // If this fails too, the next run deletes it.
            let _ = disk::remove_tree(&location.staged);
            location.failed("put the new files in its place", &error)
        } else {
            lost(location, &error)
        }
    })
}

fn exchange(location: &Location) -> io::Result<()> {
    if disk::exchange(&location.staged, &location.dir)? {
        return Ok(());
    }
    disk::rename(&location.dir, &location.previous)?;
    disk::rename(&location.staged, &location.dir).inspect_err(|_| {
        // If this fails too, the next run puts it back.
        let _ = disk::rename(&location.previous, &location.dir);
    })
}

/// The message when the old tree was moved away, and could be neither replaced nor put back.
fn lost(location: &Location, error: &io::Error) -> Diagnostic {
    Diagnostic::file(
        location.named.clone(),
        format!("cannot put the new files in its place, nor the old ones back: {error}"),
        format!("run it again, which puts the old ones back from {}", location.previous.display()),
    )
}

/// Cleans up after a run that was killed. Afterwards at most the output is left.
pub(super) fn recover(location: &Location) -> Result<()> {
    for leftover in [&location.staged, &location.previous] {
        if fs::symlink_metadata(leftover).is_ok_and(|found| !found.is_dir()) {
            let problem = "the generator uses this name for a temporary folder, but it is not a folder";
            return Err(Diagnostic::file(leftover.display().to_string(), problem, "move it away"));
        }
    }
    let restored = if !exists(&location.dir) && exists(&location.previous) {
        disk::rename(&location.previous, &location.dir)
    } else {
        Ok(())
    };
    restored
        .and_then(|()| delete_old_trees(location))
        .map_err(|error| location.failed("delete what an earlier run left beside it", &error))
}

/// Deletes the trees beside the output, after Cargo's files have been moved over.
pub(super) fn delete_old_trees(location: &Location) -> io::Result<()> {
    for old in [&location.staged, &location.previous] {
        if exists(old) {
            save_kept(old, &location.dir)?;
            disk::remove_tree(old)?;
        }
    }
    Ok(())
}

/// Moves Cargo's files from an old tree to the output, unless Cargo has made new ones there.
fn save_kept(old: &Path, dir: &Path) -> io::Result<()> {
    for kept in KEPT {
        let (from, to) = (old.join(kept), dir.join(kept));
        if exists(dir) && exists(&from) && !exists(&to) {
            disk::rename(&from, &to)?;
        }
    }
    Ok(())
}
