//! Writes the new tree beside the old one, and reads it back, before the two are exchanged.

use std::collections::BTreeSet;
use std::io;

use super::differences;
use super::disk;
use super::location::Location;
use super::survey::Survey;
use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Result};

/// Writes the tree to `.generated.staged`. Only the files in `differing` are written; the others are linked to the old
/// ones.
pub(super) fn stage(location: &Location, tree: &Tree, differing: &BTreeSet<&str>) -> Result<()> {
    let staged = write(location, tree, differing)
        .map_err(|error| location.failed("write the new files beside it", &error))
        .and_then(|()| verify(location, tree));
    staged.inspect_err(|_| {
        // If this fails too, the next run deletes it.
        let _ = disk::remove_tree(&location.staged);
    })
}

fn write(location: &Location, tree: &Tree, differing: &BTreeSet<&str>) -> io::Result<()> {
    disk::create_dir(&location.staged)?;
    let mut folders = BTreeSet::new();
    for (path, content) in tree.iter() {
        if let Some((folder, _)) = path.rsplit_once('/')
            && folders.insert(folder)
        {
            disk::create_dir_all(&location.staged.join(folder))?;
        }
        let to = location.staged.join(path);
        if differing.contains(path) {
            disk::write_new(&to, content)?;
        } else {
            disk::keep(&location.dir.join(path), &to, content)?;
        }
    }
    Ok(())
}

/// Checks that the staged files are those of the tree. They differ if, for example, an editor changed a linked file.
fn verify(location: &Location, tree: &Tree) -> Result<()> {
    let staged = Location { dir: location.staged.clone(), ..location.clone() };
    match differences::of_survey(&staged, &Survey::of(&staged)?, tree)?.first() {
        None => Ok(()),
        Some(difference) => Err(Diagnostic::file(
            location.named(difference.path()),
            "this file was changed while the output was written",
            "nothing was changed; check that no other program writes to the output, then run it again",
        )),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::output::fixture::{Room, new_tree, old_tree};

    #[test]
    fn what_was_staged_is_read_back_before_it_counts() {
        let (room, tree) = (Room::with(&old_tree()), new_tree());
        let location = Location::of(&room.out()).unwrap();
        write(&location, &tree, &tree.iter().map(|(path, _)| path).collect()).unwrap();
        verify(&location, &tree).unwrap();
        std::fs::write(location.staged.join("src/lib.rs"), "fn torn() {").unwrap();
        let error = verify(&location, &tree).unwrap_err();
        assert!(error.file.ends_with("generated/src/lib.rs"), "{error}");
    }

    #[test]
    fn a_staging_that_fails_leaves_nothing_behind() {
        let (room, tree) = (Room::with(&old_tree()), new_tree());
        let location = Location::of(&room.out()).unwrap();
        // Everything is said to be unchanged, but the folder holds the old tree.
        assert!(stage(&location, &tree, &BTreeSet::new()).is_err());
        assert!(room.beside().is_empty());
    }
}
