//! All changes that this stage makes on the disk, one function each, so that tests can make each of them fail.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

pub(super) fn create_dir(path: &Path) -> io::Result<()> {
    fault::check()?;
    fs::create_dir(path)
}

pub(super) fn create_dir_all(path: &Path) -> io::Result<()> {
    fault::check()?;
    fs::create_dir_all(path)
}

/// Opens the lock file, and creates it if necessary.
pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    fault::check()?;
    File::options().write(true).create(true).truncate(false).open(path)
}

/// Writes a file that does not exist yet.
pub(super) fn write_new(path: &Path, content: &str) -> io::Result<()> {
    fault::check()?;
    let mut file = File::options().write(true).create_new(true).open(path)?;
    // A kill between the two leaves an empty file.
    fault::check()?;
    file.write_all(content.as_bytes())
}

/// Puts an unchanged file into the new tree. It keeps its modification time, or Cargo would build it again.
pub(super) fn keep(from: &Path, to: &Path, content: &str) -> io::Result<()> {
    if hard_link(from, to).is_ok() {
        return Ok(());
    }
    // Some file systems have no hard links, and Linux may refuse them for the files of other users.
    write_new(to, content)?;
    let changed = fs::metadata(from)?.modified()?;
    File::options().write(true).open(to)?.set_modified(changed)
}

fn hard_link(from: &Path, to: &Path) -> io::Result<()> {
    fault::check()?;
    fs::hard_link(from, to)
}

pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fault::check()?;
    fs::rename(from, to)
}

/// Exchanges two folders in one step, so that both exist at any moment. Returns `false` if the system cannot do that.
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    fault::check()?;
    if fault::without_exchange() { Ok(false) } else { exchange_at_once(one, other) }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange_at_once(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        // The kernel or the file system does not support it.
        Err(error) if [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP].contains(&error) => {
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange_at_once(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    fault::check()?;
    fs::remove_file(path)
}

/// Deletes a folder and everything in it. Symlinks are deleted, not followed.
pub(super) fn remove_tree(path: &Path) -> io::Result<()> {
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        // A kill here leaves a part of the folder.
        fault::check()?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    fault::check()?;
    fs::remove_dir(path)
}

/// Outside of tests no failure is injected.
#[cfg(not(test))]
mod fault {
    use std::io;

    #[expect(clippy::unnecessary_wraps, reason = "it can fail in tests")]
    pub(super) fn check() -> io::Result<()> {
        Ok(())
    }

    pub(super) fn without_exchange() -> bool {
        false
    }
}

/// Injects failures, for the thread that asks for them.
#[cfg(test)]
pub(super) mod fault {
    use std::cell::Cell;
    use std::io;

    #[derive(Clone, Copy, PartialEq)]
    pub(in super::super) enum Fault {
        /// One step fails, and the run goes on.
        Fails,
        /// All steps fail from that one on, as if the run had been killed.
        Killed,
    }

    thread_local! {
        static PLAN: Cell<Option<(Fault, usize)>> = const { Cell::new(None) };
        static WITHOUT_EXCHANGE: Cell<bool> = const { Cell::new(false) };
    }

    /// Runs `run` with a fault at the step with this number. Also returns whether that step was reached.
    pub(in super::super) fn at<T>(fault: Fault, step: usize, run: impl FnOnce() -> T) -> (T, bool) {
        PLAN.set(Some((fault, step)));
        let result = run();
        let reached = !matches!(PLAN.take(), Some((_, left)) if left > 0);
        (result, reached)
    }

    /// Runs `run` as on a system that cannot exchange folders, if `plain` is set.
    pub(in super::super) fn on_a_plain_system<T>(plain: bool, run: impl FnOnce() -> T) -> T {
        WITHOUT_EXCHANGE.set(plain);
        let result = run();
        WITHOUT_EXCHANGE.set(false);
        result
    }

    pub(super) fn check() -> io::Result<()> {
        match PLAN.get() {
            None => Ok(()),
            Some((fault, 0)) => {
                if fault == Fault::Fails {
                    PLAN.set(None);
                }
                Err(io::Error::other("injected"))
            }
            Some((fault, left)) => {
                PLAN.set(Some((fault, left - 1)));
                Ok(())
            }
        }
    }

    pub(super) fn without_exchange() -> bool {
        WITHOUT_EXCHANGE.get()
    }
}
