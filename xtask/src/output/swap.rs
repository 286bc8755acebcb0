//! The new tree takes the place of the old one, and what an earlier run left behind is put in order.
//!
//! A run can end at any moment. What it leaves is read from the names alone:
//!
//! | output | `.staged` | `.previous` | what happened | what the next run does |
//! |---|---|---|---|---|
//! | old | a part of the new | – | killed while writing | deletes `.staged` |
//! | new | old | – | killed after the exchange | saves what is Cargo's, deletes `.staged` |
//! | – | new | old | killed between two renames | puts `.previous` back, deletes `.staged` |
//! | new | – | old | killed after two renames | saves what is Cargo's, deletes `.previous` |
//!
//! So an output that is there is always whole, and the others are only ever deleted. The third line exists on systems
//! alone that cannot exchange folders in one step. Nothing is synced to the disk file by file: after a power failure
//! the tree is made again from the document.

use std::path::Path;
use std::{fs, io};

use super::disk;
use super::location::{KEPT, Location, exists};

use crate::diagnostic::{Diagnostic, Result};

/// Puts the staged tree in the place of the output.
pub(super) fn swap(location: &Location) -> Result<()> {
    let done = if exists(&location.dir) {
        exchange(location)
    } else {
        disk::rename(&location.staged, &location.dir)
    };
    done.map_err(|error| {
        if exists(&location.dir) {
            // If this fails as well, the next run deletes it.
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
        // If this fails as well, the next run puts it back.
        let _ = disk::rename(&location.previous, &location.dir);
    })
}

/// The old tree was moved away and could be neither replaced nor put back.
fn lost(location: &Location, error: &io::Error) -> Diagnostic {
    Diagnostic::file(
        location.named.clone(),
        format!("cannot put the new files in its place, nor the old ones back: {error}"),
        format!("run it again, which puts the old ones back from {}", location.previous.display()),
    )
}

/// Puts what a killed run left in order: afterwards only the output is there, or nothing.
pub(super) fn recover(location: &Location) -> Result<()> {
    for leftover in [&location.staged, &location.previous] {
        if fs::symlink_metadata(leftover).is_ok_and(|found| !found.is_dir()) {
            let problem = "this is where the generator writes while it works, and it is not a folder";
            return Err(Diagnostic::file(leftover.display().to_string(), problem, "move it away"));
        }
    }
    let restored = if !exists(&location.dir) && exists(&location.previous) {
        disk::rename(&location.previous, &location.dir)
    } else {
        Ok(())
    };
    restored
        .and_then(|()| settle(location))
        .map_err(|error| location.failed("clear away what an earlier run left beside it", &error))
}

/// Deletes the trees beside the output, after what is Cargo's has been moved over.
pub(super) fn settle(location: &Location) -> io::Result<()> {
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
