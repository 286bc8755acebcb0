//! Runs the command line as a process, in temporary folders.

use openapi_to_crate::generate::Input;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use walkdir::{DirEntry, WalkDir};

use crate::memory;

/// The project's folder.
#[must_use]
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// What the project's own crate is made of.
#[must_use]
pub fn own_input() -> Input {
    let spec = project().join("spec");
    Input {
        spec: spec.join("openapi.json"),
        overlay: Some(spec.join("overlay.yaml")),
        config: Some(spec.join("generator.toml")),
        ..Input::default()
    }
}

/// A folder with the project's `spec/` and the licences that it names, in which the generator can run without touching the project.
#[must_use]
pub fn copy_of_spec() -> TempDir {
    let folder = TempDir::new().unwrap();
    copy(&project().join("spec"), &folder.path().join("spec"));
    for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
        std::fs::copy(project().join(license), folder.path().join(license)).unwrap();
    }
    folder
}

/// A folder with the project's `spec/` and `generated/`.
#[must_use]
pub fn copy_of_project() -> TempDir {
    let folder = copy_of_spec();
    copy(&project().join("generated"), &folder.path().join("generated"));
    folder
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// All files below a folder, by path.
#[must_use]
pub fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// All files, folders and symlinks below a folder, with their contents. Symlinks are not followed.
#[must_use]
pub fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    let held = |entry: &DirEntry| match entry.file_type() {
        kind if kind.is_dir() => b"a folder".to_vec(),
        kind if kind.is_file() => std::fs::read(entry.path()).unwrap(),
        kind => format!("{kind:?}").into_bytes(),
    };
    entries.map(|entry| (entry.path().strip_prefix(folder).unwrap().to_owned(), held(&entry))).collect()
}

/// A folder for one run inside a larger temporary folder, so that files written beside or above it, in the home folder
/// or among the temporary files are found too.
pub struct Room {
    root: TempDir,
}

impl Room {
    /// An empty room.
    #[must_use]
    pub fn new() -> Self {
        let room = Self { root: TempDir::new().unwrap() };
        for folder in [room.folder(), room.home()] {
            std::fs::create_dir_all(folder).unwrap();
        }
        room
    }

    /// The folder that the program runs in.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.root.path().join("some/where/project")
    }

    fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// Everything in the room.
    #[must_use]
    pub fn everything(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        everything(self.root.path())
    }

    /// Everything in the room, except for some folders inside the one that the program runs in.
    #[must_use]
    pub fn everything_but(&self, folders: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = self.everything();
        let project = self.folder();
        let inside = project.strip_prefix(self.root.path()).unwrap();
        found.retain(|path, _| !folders.iter().any(|folder| path.starts_with(inside.join(folder))));
        found
    }

    /// Runs `program` in the folder.
    #[must_use]
    pub fn run(&self, program: &str, arguments: &[&str]) -> Ended {
        ended(self.at_home(Command::new(program).args(arguments)).output().unwrap())
    }

    /// Runs `program` in the folder within a time limit. Also returns its peak memory in bytes.
    ///
    /// On Unix it is killed after `seconds` of processor time, so waiting on a busy machine does not count.
    #[must_use]
    pub fn run_within(&self, program: &str, arguments: &[&str], seconds: u32) -> (Ended, u64) {
        let mut command = if cfg!(unix) {
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("ulimit -t {seconds}; exec \"$@\""), "sh", program]);
            shell
        } else {
            Command::new(program)
        };
        self.at_home(command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()));
        let mut child = command.spawn().unwrap();
        let mut peak = 0;
        // It prints a line or two, which fit into the pipes.
        while child.try_wait().unwrap().is_none() {
            peak = peak.max(memory::peak_of(child.id()).unwrap_or(0));
            std::thread::sleep(Duration::from_micros(500));
        }
        (ended(child.wait_with_output().unwrap()), peak)
    }

    fn at_home<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.current_dir(self.folder()).env("HOME", self.home()).env("TMPDIR", self.home())
    }
}

impl Default for Room {
    fn default() -> Self {
        Self::new()
    }
}

/// How a run ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit status.
    pub status: i32,
    /// What it printed to standard output.
    pub stdout: String,
    /// What it printed to standard error.
    pub stderr: String,
}

/// Runs `program` in a folder. Tests get its path from `env!`.
#[must_use]
pub fn run(program: &str, folder: &Path, arguments: &[&str]) -> Ended {
    run_with(program, folder, arguments, &[])
}

/// Runs `program` in a folder, with additional environment variables.
#[must_use]
pub fn run_with(program: &str, folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Ended {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(folder).envs(variables.iter().copied());
    ended(command.output().unwrap())
}

fn ended(output: Output) -> Ended {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let Output { status, stdout, stderr } = output;
    Ended { status: status.code().unwrap_or(-1), stdout: text(stdout), stderr: text(stderr) }
}

impl Ended {
    /// The place, the problem and the remedy of the one message of a run that was refused.
    #[must_use]
    pub fn refusal(&self) -> (String, String, String) {
        let mut refusals = self.refusals();
        assert_eq!(refusals.len(), 1, "more than one message: {}", self.stderr);
        refusals.remove(0)
    }

    /// The place, the problem and the remedy of each message of a run that was refused.
    #[must_use]
    pub fn refusals(&self) -> Vec<(String, String, String)> {
        let Self { status, stdout, stderr } = self;
        assert_eq!((*status, stdout.as_str()), (2, ""), "{stderr}");
        assert!(!stderr.contains("panicked"), "{stderr}");
        let text = stderr.strip_prefix("error: ").unwrap_or_else(|| panic!("no message: {stderr}"));
        let parts = |text: &str| {
            let (message, remedy) =
                text.split_once("\n  help: ").unwrap_or_else(|| panic!("no remedy: {stderr}"));
            let (place, problem) = message.split_once(": ").unwrap_or_else(|| panic!("no place: {stderr}"));
            assert!(!problem.trim().is_empty() && !remedy.trim().is_empty(), "{stderr}");
            (place.to_owned(), problem.to_owned(), remedy.to_owned())
        };
        text.split("\nerror: ").map(parts).collect()
    }
}
