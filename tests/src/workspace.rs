//! Generated crates in a separate workspace, to be compiled and tested.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{project, run};

/// Removes the lock of names in a folder, so that the names are those of a first run, whatever ran there before.
fn forget_names(folder: &Path) {
    let _ = std::fs::remove_file(folder.join("names.lock"));
}

/// A workspace below the project's target folder, so that nothing is compiled twice.
pub struct Workspace {
    folder: PathBuf,
    members: Vec<String>,
}

impl Workspace {
    /// The workspace with this name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let folder = project().join("target").join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder, members: Vec::new() }
    }

    /// Generates a crate from a document as a member. Returns its folder.
    pub fn generate(&mut self, xtask: &str, document: &Path, config: Option<&Path>, member: &str) -> PathBuf {
        // The lock of names is written beside the configuration.
        let config = config.map(|config| {
            let folder = self.folder.join("configurations").join(member);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::copy(config, folder.join("generator.toml")).unwrap();
            forget_names(&folder);
            folder.join("generator.toml")
        });
        let further = config.as_ref().map(|config| ["--config", config.to_str().unwrap()]);
        self.generate_with(xtask, document, member, further.as_ref().map_or(&[], |further| further))
    }

    /// The same, with further arguments.
    pub fn generate_with(&mut self, xtask: &str, document: &Path, member: &str, further: &[&str]) -> PathBuf {
        let arguments = ["generate", "--spec", document.to_str().unwrap(), "--out", member];
        forget_names(&self.folder.join(member));
        let ended = run(xtask, &self.folder, &[&arguments, further].concat());
        assert_eq!(ended.status, 0, "{}: {}", document.display(), ended.stderr);
        self.members.push(member.to_owned());
        self.folder.join(member)
    }

    /// Writes a member that is not generated.
    pub fn write(&mut self, member: &str, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.folder.join(member).join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        self.members.push(member.to_owned());
    }

    /// Runs cargo on all members, with warnings denied. Returns its output.
    pub fn cargo(&self, cargo: &str, arguments: &[&str]) -> String {
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {:?}\n", self.members);
        std::fs::write(self.folder.join("Cargo.toml"), manifest).unwrap();
        // The same versions of dependencies as in the project.
        std::fs::copy(project().join("Cargo.lock"), self.folder.join("Cargo.lock")).unwrap();
        let output = Command::new(cargo)
            .args(arguments)
            .arg("--workspace")
            // Shared by all workspaces, since they have the same dependencies.
            .env("CARGO_TARGET_DIR", project().join("target/crates"))
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .current_dir(&self.folder)
            .output()
            .unwrap();
        let printed =
            format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "cargo {}: {printed}", arguments.join(" "));
        printed
    }
}
