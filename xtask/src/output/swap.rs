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

use super::place::{Place, exists};
use super::{KEPT, disk};
use crate::diagnostic::{Diagnostic, Result};

/// Puts the staged tree in the place of the output.
pub(super) fn swap(place: &Place) -> Result<()> {
    let done = if exists(&place.dir) { exchange(place) } else { disk::rename(&place.staged, &place.dir) };
    done.map_err(|error| {
        if exists(&place.dir) {
            // If this fails as well, the next run deletes it.
            let _ = disk::remove_tree(&place.staged);
            place.failed("put the new files in its place", &error)
        } else {
            lost(place, &error)
        }
    })
}

fn exchange(place: &Place) -> io::Result<()> {
    if disk::exchange(&place.staged, &place.dir)? {
        return Ok(());
    }
    disk::rename(&place.dir, &place.previous)?;
    disk::rename(&place.staged, &place.dir).inspect_err(|_| {
        // If this fails as well, the next run puts it back.
        let _ = disk::rename(&place.previous, &place.dir);
    })
}

/// The old tree was moved away and could be neither replaced nor put back.
fn lost(place: &Place, error: &io::Error) -> Diagnostic {
    Diagnostic::file(
        place.named.clone(),
        format!("cannot put the new files in its place, nor the old ones back: {error}"),
        format!("run it again, which puts the old ones back from {}", place.previous.display()),
    )
}

/// Puts what a killed run left in order: afterwards only the output is there, or nothing.
pub(super) fn recover(place: &Place) -> Result<()> {
    for leftover in [&place.staged, &place.previous] {
        if fs::symlink_metadata(leftover).is_ok_and(|found| !found.is_dir()) {
            let problem = "this is where the generator writes while it works, and it is not a folder";
            return Err(Diagnostic::file(leftover.display().to_string(), problem, "move it away"));
        }
    }
    let restored = if !exists(&place.dir) && exists(&place.previous) {
        disk::rename(&place.previous, &place.dir)
    } else {
        Ok(())
    };
    restored
        .and_then(|()| settle(place))
        .map_err(|error| place.failed("clear away what an earlier run left beside it", &error))
}

/// Deletes the trees beside the output, after what is Cargo's has been moved over.
pub(super) fn settle(place: &Place) -> io::Result<()> {
    for old in [&place.staged, &place.previous] {
        if exists(old) {
            save_kept(old, &place.dir)?;
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
