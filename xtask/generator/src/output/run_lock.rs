//! A lock, so that only one run at a time writes an output folder.
//!
//! It is a lock of the operating system on `.generated.lock` beside the folder, so it ends with the process that holds it.
//! That process deletes the file; a file that a killed run left is used again.

use std::fs::{File, TryLockError};
use std::io;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use same_file::Handle;

use super::disk;
use super::location::Location;
use crate::diagnostic::{Diagnostic, Result};

/// How long to wait for another run. Writing takes much less than a second.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(10);

/// Held while an output folder is written.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock, and waits while another run has it.
    pub(super) fn acquire(location: &Location, patience: Duration) -> Result<Self> {
        let started = Instant::now();
        loop {
            match Self::attempt(location) {
                Ok(Some(lock)) => return Ok(lock),
                Ok(None) if started.elapsed() < patience => sleep(PAUSE),
                Ok(None) => return Err(held(location, patience)),
                Err(error) => return Err(location.failed("lock it", &error)),
            }
        }
    }

    /// Takes the lock if it is free.
    fn attempt(location: &Location) -> io::Result<Option<Self>> {
        let file = disk::open_lock(&location.lock)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        // Between opening and locking, the run before us may have deleted the file, and another one may have created it.
        let ours = Handle::from_file(file.try_clone()?)?;
        let current = Handle::from_path(&location.lock).is_ok_and(|current| current == ours);
        Ok(current.then(|| Self { path: location.lock.clone(), _file: file }))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // If this fails, the next run uses the file again.
        let _ = disk::remove_file(&self.path);
    }
}

fn held(location: &Location, patience: Duration) -> Diagnostic {
    Diagnostic::file(
        location.named.clone(),
        format!(
            "another run of the generator is writing this folder, and did not end within {} s",
            patience.as_secs()
        ),
        "nothing was changed; wait for the other run or end it, then run this again",
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::output::fixture::{Room, new_tree, old_tree};
    use crate::output::replace;

    #[test]
    fn a_second_run_waits_for_the_first() {
        let room = Room::with(&old_tree());
        let location = Location::of(&room.out()).unwrap();
        let first = Lock::acquire(&location, PATIENCE).unwrap();
        let error = Lock::acquire(&location, Duration::from_millis(30)).unwrap_err();
        assert!(error.problem.contains("another run"), "{error}");
        std::thread::scope(|scope| {
            let second = scope.spawn(|| replace(&room.out(), &new_tree()).unwrap());
            sleep(Duration::from_millis(50));
            assert!(!second.is_finished());
            assert!(room.read("src/types/gone.rs").is_ok());
            drop(first);
            assert_eq!(second.join().unwrap().removed, ["src/types/gone.rs"]);
        });
        assert!(room.beside().is_empty());
    }

    #[test]
    fn the_lock_file_of_a_killed_run_is_taken_over_and_goes_away() {
        let room = Room::with(&old_tree());
        let location = Location::of(&room.out()).unwrap();
        std::fs::write(&location.lock, "").unwrap();
        assert_eq!(replace(&room.out(), &old_tree()).unwrap().unchanged, 5);
        assert!(room.beside().is_empty());
    }

    #[test]
    fn many_runs_at_once_leave_one_of_their_trees() {
        let room = Room::with(&old_tree());
        std::thread::scope(|scope| {
            for number in 0..8 {
                let room = &room;
                let tree = if number % 2 == 0 { old_tree() } else { new_tree() };
                scope.spawn(move || (0..50).for_each(|_| drop(replace(&room.out(), &tree).unwrap())));
            }
        });
        let same = |tree| crate::output::differences(&room.out(), &tree).unwrap().is_empty();
        assert!(same(old_tree()) || same(new_tree()));
        assert!(room.beside().is_empty());
    }
}
