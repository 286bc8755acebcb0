//! The new tree, written in full beside the old one and read back before anything is swapped.

use std::collections::BTreeSet;
use std::io;

use super::compare::differences;
use super::disk;
use super::place::Place;
use super::survey::Survey;
use super::tree::Tree;
use crate::diagnostic::{Diagnostic, Result};

/// Writes the tree to `.generated.staged`; of the old tree, only what is in `differing` is written anew.
pub(super) fn stage(place: &Place, tree: &Tree, differing: &BTreeSet<&str>) -> Result<()> {
    let staged = write(place, tree, differing)
        .map_err(|error| place.failed("write the new files beside it", &error))
        .and_then(|()| verify(place, tree));
    staged.inspect_err(|_| {
        // If this fails as well, the next run deletes it.
        let _ = disk::remove_tree(&place.staged);
    })
}

fn write(place: &Place, tree: &Tree, differing: &BTreeSet<&str>) -> io::Result<()> {
    disk::create_dir(&place.staged)?;
    let mut folders = BTreeSet::new();
    for (path, content) in tree.iter() {
        if let Some((folder, _)) = path.rsplit_once('/')
            && folders.insert(folder)
        {
            disk::create_dir_all(&place.staged.join(folder))?;
        }
        let to = place.staged.join(path);
        if differing.contains(path) {
            disk::write_new(&to, content)?;
        } else {
            disk::keep(&place.dir.join(path), &to, content)?;
        }
    }
    Ok(())
}

/// Whether what was written is what was to be written: a full disk, or an editor saving meanwhile, shows here.
fn verify(place: &Place, tree: &Tree) -> Result<()> {
    let staged = Place { dir: place.staged.clone(), ..place.clone() };
    match differences(&staged, &Survey::of(&staged)?, tree)?.first() {
        None => Ok(()),
        Some(difference) => Err(Diagnostic::file(
            place.named(difference.path()),
            "this file is not what was just written",
            "nothing was changed; see that nothing else is writing to the output, then run it again",
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
        let place = Place::of(&room.out()).unwrap();
        write(&place, &tree, &tree.iter().map(|(path, _)| path).collect()).unwrap();
        verify(&place, &tree).unwrap();
        std::fs::write(place.staged.join("src/lib.rs"), "fn torn() {").unwrap();
        let error = verify(&place, &tree).unwrap_err();
        assert!(error.file.ends_with("generated/src/lib.rs"), "{error}");
    }

    #[test]
    fn a_staging_that_fails_leaves_nothing_behind() {
        let (room, tree) = (Room::with(&old_tree()), new_tree());
        let place = Place::of(&room.out()).unwrap();
        // Everything is said to be unchanged, but the folder holds the old tree.
        assert!(stage(&place, &tree, &BTreeSet::new()).is_err());
        assert!(room.beside().is_empty());
    }
}
