//! Replaces a folder with a tree, all or nothing.
//!
//! The new tree is written beside the folder (`.generated.staged`), read back, and exchanged with the folder in one step;
//! then the old one is deleted. A run that fails leaves the old tree. A run that is killed leaves the old or the new
//! one, and at most two hidden folders and a lock file beside it, which the next run deletes: see `swap.rs`.
//!
//! Unchanged files are hard links to the old ones, so that Cargo does not build them again.

use std::path::Path;

use super::differences::{self, Difference};
use super::inputs::Inputs;
use super::location::Location;
use super::run_lock::{Lock, PATIENCE};
use super::survey::Survey;
use super::tree::Tree;
use super::{disk, ownership, stage, swap};
use crate::diagnostic::{Diagnostic, Result};

/// What [`replace`] did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// The files that are new or changed, sorted by path.
    pub written: Vec<String>,
    /// The files that were removed, sorted by path.
    pub removed: Vec<String>,
    /// How many files did not change.
    pub unchanged: usize,
    /// A warning when everything is written, but the old tree could not be deleted. The next run tries again.
    pub left_behind: Option<Diagnostic>,
}

/// Replaces the content of `dir` with the tree. Only [`KEPT`](super::KEPT) stays.
///
/// A folder that already equals the tree is not touched, nor anything beside it.
///
/// # Errors
///
/// When `dir` is not a folder, or holds a symlink or a file that was not generated; when it or its parent folder is
/// write-protected; when another run does not end; when writing fails. The folder is unchanged then.
pub fn replace(dir: &Path, tree: &Tree) -> Result<Summary> {
    let location = Location::of(dir)?;
    if tree.is_empty() {
        return Err(Diagnostic::bug(&location.named, "an output without files"));
    }
    // This is before the lock is taken, so another run may be writing: a difference does not count yet, equality does.
    if !location.is_disturbed() && changes(&location, tree).is_ok_and(|(_, changes)| changes.is_empty()) {
        return Ok(summary(&[], tree));
    }
    let none = Inputs::none(&location);
    write(&location, tree, none)
}

/// Replaces the content of `dir` with the tree, as [`replace`] does, together with the files that the tree was made from.
///
/// # Errors
///
/// As [`replace`], and when one of the files cannot be replaced. All of them are unchanged then.
pub fn replace_with_inputs(dir: &Path, tree: &Tree, inputs: Inputs) -> Result<Summary> {
    // A run that was killed at its end may have left its staged files.
    let is_done = inputs.is_empty() && !inputs.has_leftover();
    if is_done { replace(dir, tree) } else { write(&Location::of(dir)?, tree, inputs) }
}

fn write(location: &Location, tree: &Tree, mut inputs: Inputs) -> Result<Summary> {
    disk::create_dir_all(&location.parent)
        .map_err(|error| location.failed("create its parent folder", &error))?;
    ownership::check_parent_is_writable(location)?;
    let _lock = Lock::acquire(location, PATIENCE)?;
    swap::recover(location)?;
    let (survey, changes) = changes(location, tree)?;
    let mut summary = summary(&changes, tree);
    if !changes.is_empty() {
        ownership::check_is_writable(location, &survey)?;
        stage::stage(location, tree, &summary.written.iter().map(String::as_str).collect())?;
    }
    put(location, &mut inputs, || if changes.is_empty() { Ok(()) } else { swap::swap(location) })?;
    let cleaned = inputs
        .clear_away()
        .and_then(|()| if changes.is_empty() { Ok(()) } else { swap::delete_old_trees(location) });
    summary.left_behind = cleaned.err().map(|error| left_behind(location, &error));
    Ok(summary)
}

/// Replaces the inputs, and then the output; neither, if one of them fails.
fn put(location: &Location, inputs: &mut Inputs, swap: impl FnOnce() -> Result<()>) -> Result<()> {
    inputs.put().inspect_err(|_| {
        // If this fails too, the next run deletes it.
        let _ = disk::remove_tree(&location.staged);
    })?;
    swap().map_err(|failed| inputs.put_back().err().unwrap_or(failed))
}

/// How the folder differs from the tree, if it may be replaced.
fn changes<'t>(location: &Location, tree: &'t Tree) -> Result<(Survey, Vec<Difference<'t>>)> {
    let survey = Survey::of(location)?;
    ownership::check(location, &survey, tree)?;
    let changes = differences::of_survey(location, &survey, tree)?;
    Ok((survey, changes))
}

fn summary(changes: &[Difference<'_>], tree: &Tree) -> Summary {
    let (removed, written): (Vec<_>, Vec<_>) =
        changes.iter().partition(|change| matches!(change, Difference::Extra { .. }));
    let paths = |changes: Vec<&Difference<'_>>| -> Vec<String> {
        changes.into_iter().map(|change| change.path().to_owned()).collect()
    };
    let unchanged = tree.len() - written.len();
    Summary { written: paths(written), removed: paths(removed), unchanged, left_behind: None }
}

fn left_behind(location: &Location, error: &std::io::Error) -> Diagnostic {
    Diagnostic::file(
        location.named.clone(),
        format!("all files are written, but the old ones beside it cannot be deleted: {error}"),
        format!("the next run tries again, or delete {} yourself", location.staged.display()),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::time::SystemTime;

    use super::*;
    use crate::output::differences;
    use crate::output::fixture::{Room, content, file, new_tree, old_tree, tree};

    fn is(room: &Room, tree: &Tree) -> bool {
        differences(&room.out(), tree).unwrap().is_empty() && room.beside().is_empty()
    }

    fn refused(room: &Room, tree: &Tree) -> Diagnostic {
        let before = differences(&room.out(), tree).ok();
        let error = replace(&room.out(), tree).unwrap_err();
        assert_eq!(differences(&room.out(), tree).ok(), before, "the folder was changed");
        assert!(room.beside().is_empty());
        error
    }

    #[test]
    fn a_folder_that_does_not_exist_is_made_with_those_above_it() {
        let room = Room::empty();
        let out = room.out().join("a/b/client");
        let summary = replace(&out, &new_tree()).unwrap();
        assert_eq!((summary.written.len(), summary.removed.len(), summary.unchanged), (5, 0, 0));
        assert_eq!(differences(&out, &new_tree()).unwrap(), []);
    }

    #[test]
    fn the_summary_counts_what_was_done_and_stale_files_go_away() {
        let room = Room::with(&old_tree());
        fs::create_dir_all(room.out().join("left/empty")).unwrap();
        let summary = replace(&room.out(), &new_tree()).unwrap();
        assert_eq!(summary.written, ["README.md", "src/operations/fresh.rs", "src/types/kept.rs"]);
        assert_eq!(summary.removed, ["left/empty", "src/types/gone.rs"]);
        assert_eq!((summary.unchanged, summary.left_behind), (2, None));
        assert!(is(&room, &new_tree()));
        assert!(!room.out().join("left").exists());
    }

    fn times(room: &Room) -> BTreeMap<String, SystemTime> {
        let location = Location::of(&room.out()).unwrap();
        let survey = Survey::of(&location).unwrap();
        let all = survey.files.into_iter().chain(survey.folders);
        all.map(|one| (one.path, fs::metadata(one.at).unwrap().modified().unwrap())).collect()
    }

    /// Sets the times of all files to long ago.
    fn age(room: &Room) {
        for file in Survey::of(&Location::of(&room.out()).unwrap()).unwrap().files {
            let file = fs::File::options().write(true).open(file.at).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        }
    }

    #[test]
    fn a_second_run_touches_nothing() {
        let room = Room::with(&old_tree());
        age(&room);
        let before = (times(&room), fs::metadata(room.root.path()).unwrap().modified().unwrap());
        assert_eq!(
            replace(&room.out(), &old_tree()).unwrap(),
            Summary { unchanged: 5, ..Summary::default() }
        );
        assert_eq!((times(&room), fs::metadata(room.root.path()).unwrap().modified().unwrap()), before);
    }

    #[test]
    fn unchanged_files_keep_their_time_so_cargo_builds_only_what_changed() {
        let room = Room::with(&old_tree());
        age(&room);
        replace(&room.out(), &new_tree()).unwrap();
        let old: Vec<_> =
            times(&room).into_iter().filter(|one| one.1 == SystemTime::UNIX_EPOCH).map(|one| one.0).collect();
        assert_eq!(old, ["Cargo.toml", "src/lib.rs"]);
    }

    #[test]
    fn what_cargo_made_survives() {
        let room = Room::with(&old_tree());
        room.put("Cargo.lock", "locked");
        room.put("target/debug/x", "built");
        replace(&room.out(), &new_tree()).unwrap();
        assert_eq!(room.read("Cargo.lock").unwrap(), "locked");
        assert_eq!(room.read("target/debug/x").unwrap(), "built");
        assert!(is(&room, &new_tree()));
    }

    #[test]
    fn a_file_that_was_not_generated_is_never_deleted() {
        let room = Room::with(&old_tree());
        room.put("notes.txt", "mine");
        let error = refused(&room, &new_tree());
        assert!(error.file.ends_with("generated/notes.txt"), "{error}");
        assert!(error.remedy.contains("--out"), "{error}");
        assert!(refused(&room, &old_tree()).file.ends_with("notes.txt"));
    }

    #[test]
    fn a_crate_that_somebody_wrote_is_never_overwritten() {
        let room = Room::empty();
        room.put("Cargo.toml", "[package]");
        room.put("src/lib.rs", "fn mine() {}");
        assert!(refused(&room, &new_tree()).file.ends_with("generated/Cargo.toml"));
    }

    #[test]
    fn a_generated_file_without_its_header_is_repaired() {
        for damage in ["", "x", "fn other() {}\n"] {
            let room = Room::with(&old_tree());
            room.put("Cargo.toml", damage);
            room.put("src/lib.rs", damage);
            assert_eq!(replace(&room.out(), &old_tree()).unwrap().written, ["Cargo.toml", "src/lib.rs"]);
            assert!(is(&room, &old_tree()));
        }
    }

    #[test]
    fn a_folder_where_a_file_belongs_and_the_other_way_round_are_repaired() {
        let old = tree(&[("Cargo.toml", "same"), ("src/a.rs/b.rs", "old"), ("src/c.rs", "old")]);
        let room = Room::with(&old);
        let new = tree(&[("Cargo.toml", "same"), ("src/a.rs", "new"), ("src/c.rs/d.rs", "new")]);
        replace(&room.out(), &new).unwrap();
        assert!(is(&room, &new));
    }

    #[cfg(unix)]
    #[test]
    fn symlinks_are_refused_and_nothing_behind_them_is_touched() {
        use std::os::unix::fs::symlink;
        let room = Room::with(&old_tree());
        let outside = room.root.path().join("generated/../outside.rs");
        fs::write(&outside, content("a.rs")).unwrap();
        symlink(&outside, room.out().join("src/link.rs")).unwrap();
        let error = replace(&room.out(), &new_tree()).unwrap_err();
        assert!(error.problem.contains("symlink"), "{error}");
        assert!(outside.exists());
        assert_eq!(room.read("README.md").unwrap(), file("README.md", "old"));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_may_not_be_written_is_left_as_it_is() {
        use std::os::unix::fs::PermissionsExt;
        let room = Room::with(&old_tree());
        for folder in [room.out(), room.out().join("src/types"), room.root.path().to_owned()] {
            let mode = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
            mode(0o555);
            let same = replace(&room.out(), &old_tree());
            let error = refused(&room, &new_tree());
            mode(0o755);
            assert_eq!(same.unwrap().unchanged, 5);
            assert_eq!(error.file, folder.display().to_string());
            assert!(error.problem.contains("write-protected"), "{error}");
            assert!(error.remedy.contains("chmod"), "{error}");
        }
    }

    #[test]
    fn an_output_without_files_is_a_bug_and_deletes_nothing() {
        let room = Room::with(&old_tree());
        assert!(replace(&room.out(), &Tree::new()).is_err());
        assert!(is(&room, &old_tree()));
    }
}
