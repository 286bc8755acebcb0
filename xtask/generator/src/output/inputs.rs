//! Replaces the files that the output is made from, together with the output.
//!
//! The new files are written beside their folder (`.spec.staged`), with a link to each old one. They are renamed into
//! place immediately before the output is exchanged. If one of these steps fails, the old files are put back. If the run
//! is killed between them, the first files are new already; running it again completes the change, and deletes what was
//! left beside the folder. Once all files are new, `generate` completes it too.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk;
use super::location::{Location, exists};
use crate::diagnostic::{Diagnostic, Result};

/// Files of one folder that are to be replaced.
#[derive(Debug)]
pub struct Inputs {
    location: Location,
    /// Whether the staging folder at `location` is theirs. Without inputs, it is that of the output.
    is_own: bool,
    files: Vec<Input>,
    /// How many of them have been replaced.
    done: usize,
}

#[derive(Debug)]
struct Input {
    path: PathBuf,
    staged: PathBuf,
    previous: PathBuf,
    text: String,
    was_there: bool,
}

impl Inputs {
    /// Files in `dir`, given by name and new text, in the order in which they are replaced.
    ///
    /// # Errors
    ///
    /// When `dir` has no name of its own.
    pub fn new(dir: &Path, files: Vec<(&str, String)>) -> Result<Self> {
        let location = Location::of(dir)?;
        let input = |(name, text): (&str, String)| Input {
            path: location.dir.join(name),
            staged: location.staged.join(name),
            previous: location.staged.join(format!("{name}.previous")),
            text,
            was_there: false,
        };
        Ok(Self { files: files.into_iter().map(input).collect(), location, is_own: true, done: 0 })
    }

    /// No files, for an output whose input does not change.
    pub(super) fn none(output: &Location) -> Self {
        Self { location: output.clone(), is_own: false, files: Vec::new(), done: 0 }
    }

    /// Whether there is nothing to replace.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Replaces the files; if that fails, puts the old ones back.
    pub(super) fn put(&mut self) -> Result<()> {
        self.stage().and_then(|()| self.rename()).map_err(|error| {
            let failed = self.location.failed("write the files in it", &error);
            self.put_back().err().unwrap_or(failed)
        })
    }

    fn stage(&mut self) -> io::Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        self.clear_away()?;
        disk::create_dir(&self.location.staged)?;
        for file in &mut self.files {
            disk::write_new(&file.staged, &file.text)?;
            match fs::read_to_string(&file.path) {
                Ok(old) => disk::keep(&file.path, &file.previous, &old)?,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            }
            file.was_there = true;
        }
        Ok(())
    }

    fn rename(&mut self) -> io::Result<()> {
        for file in &self.files {
            disk::rename(&file.staged, &file.path)?;
            self.done += 1;
        }
        Ok(())
    }

    /// Puts the old files back.
    pub(super) fn put_back(&mut self) -> Result<()> {
        while let Some(file) = self.done.checked_sub(1).and_then(|last| self.files.get(last)) {
            let back = if file.was_there {
                disk::rename(&file.previous, &file.path)
            } else {
                disk::remove_file(&file.path)
            };
            back.map_err(|error| lost(file, &error))?;
            self.done -= 1;
        }
        // If this fails, the next run does it.
        let _ = self.clear_away();
        Ok(())
    }

    /// Deletes what this run, or one that was killed, left beside the folder.
    pub(super) fn clear_away(&self) -> io::Result<()> {
        if self.has_leftover() { disk::remove_tree(&self.location.staged) } else { Ok(()) }
    }

    /// Whether this run, or one that was killed, left something beside the folder.
    pub(super) fn has_leftover(&self) -> bool {
        self.is_own && exists(&self.location.staged)
    }
}

/// The message about a file that was replaced, while the output was not, and that cannot be put back.
fn lost(file: &Input, error: &io::Error) -> Diagnostic {
    Diagnostic::file(
        file.path.display().to_string(),
        format!(
            "this is the new file, but the output is the old one, and the old file cannot be put back: {error}"
        ),
        format!("run it again, or copy the old file back from {}", file.previous.display()),
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::output::disk::fault::{self, Fault};
    use crate::output::fixture::{Room, new_tree, old_tree};
    use crate::output::{Summary, Tree, differences, replace_with_inputs};

    #[test]
    fn what_a_killed_run_staged_is_cleared_away_where_all_is_in_place_already() {
        let room = room();
        let staged = Location::of(&spec(&room)).unwrap().staged;
        fs::create_dir(&staged).unwrap();
        let nothing = Inputs::new(&spec(&room), Vec::new()).unwrap();
        replace_with_inputs(&room.out(), &old_tree(), nothing).unwrap();
        assert!(!exists(&staged));
    }

    /// A folder with `spec/` and the output made from it.
    fn room() -> Room {
        let room = Room::with(&old_tree());
        fs::create_dir(spec(&room)).unwrap();
        fs::write(spec(&room).join("generator.toml"), "old").unwrap();
        fs::write(spec(&room).join("openapi.json"), "old").unwrap();
        room
    }

    fn spec(room: &Room) -> PathBuf {
        room.root.path().join("spec")
    }

    fn update(room: &Room) -> Result<Summary> {
        let files = ["generator.toml", "openapi.json", "fresh"].map(|name| (name, "new".to_owned()));
        replace_with_inputs(&room.out(), &new_tree(), Inputs::new(&spec(room), files.to_vec()).unwrap())
    }

    fn texts(room: &Room) -> Vec<Option<String>> {
        let names = ["generator.toml", "openapi.json", "fresh"];
        names.map(|name| fs::read_to_string(spec(room).join(name)).ok()).to_vec()
    }

    fn is(room: &Room, tree: &Tree) -> bool {
        differences(&room.out(), tree).unwrap().is_empty()
    }

    fn is_old(room: &Room) -> bool {
        let old = Some("old".to_owned());
        texts(room) == [old.clone(), old, None] && is(room, &old_tree())
    }

    fn is_new(room: &Room) -> bool {
        texts(room) == vec![Some("new".to_owned()); 3] && is(room, &new_tree())
    }

    /// Calls for each step of an update, until there are no more.
    fn at_each_step(fault: Fault, plain: bool, check: impl Fn(&Room, Result<Summary>, &str)) {
        let mut step = 0;
        loop {
            let room = room();
            let (result, reached) =
                fault::on_a_plain_system(plain, || fault::at(fault, step, || update(&room)));
            if !reached {
                assert!(is_new(&room) && step > 25, "only {step} steps were seen");
                return;
            }
            check(&room, result, &format!("step {step}, without exchange: {plain}"));
            step += 1;
        }
    }

    #[test]
    fn input_and_output_change_together() {
        let room = room();
        assert_eq!(update(&room).unwrap().removed, ["src/types/gone.rs"]);
        assert!(is_new(&room));
        assert_eq!(room.beside(), ["spec"]);
    }

    #[test]
    fn inputs_change_when_the_output_need_not() {
        let room = room();
        let inputs = Inputs::new(&spec(&room), vec![("openapi.json", "new".to_owned())]).unwrap();
        let summary = replace_with_inputs(&room.out(), &old_tree(), inputs).unwrap();
        assert_eq!(summary, Summary { unchanged: 5, ..Summary::default() });
        assert_eq!(texts(&room), [Some("old".to_owned()), Some("new".to_owned()), None]);
        assert_eq!(room.beside(), ["spec"]);
    }

    #[test]
    fn a_failure_at_any_step_changes_neither_or_both() {
        for plain in [false, true] {
            at_each_step(Fault::Fails, plain, |room, result, context| {
                let expected = if result.is_ok() { is_new(room) } else { is_old(room) };
                assert!(expected, "{context}: {result:?}, {:?}", texts(room));
                update(room).unwrap();
                assert!(is_new(room) && room.beside() == ["spec"], "{context}: {:?}", room.beside());
            });
        }
    }

    #[test]
    fn after_a_kill_at_any_step_the_output_is_never_ahead_and_the_same_run_again_ends_it() {
        at_each_step(Fault::Killed, false, |room, _, context| {
            assert!(is_new(room) || is(room, &old_tree()), "{context}: {:?}", texts(room));
            update(room).unwrap();
            assert!(is_new(room) && room.beside() == ["spec"], "{context}: {:?}", room.beside());
        });
    }
}
