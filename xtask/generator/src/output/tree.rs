//! The output as a value: the files with their contents, under paths that are valid on every system.

use std::collections::BTreeMap;

use super::header;
use super::location::KEPT;
use crate::diagnostic::{Diagnostic, Result};

/// Names of devices on Windows, with any extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same, followed by one digit.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];
/// The longest path. It must leave room for the folders above the output, since Windows allows 260 characters in all.
const LONGEST_PATH: usize = 160;

/// The files of an output folder, sorted by their relative paths with forward slashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    files: BTreeMap<String, String>,
    /// Every file and folder by its name in lower case, since some systems ignore case.
    taken: BTreeMap<String, Name>,
}

/// The name of a file or folder as it was first spelled.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    spelled: String,
    is_file: bool,
}

impl Tree {
    /// A tree without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// When the path is not a plain relative one that is valid on every system, when it is taken (ignoring case), when it
    /// is one of [`KEPT`], or when the content does not begin with our header. All of these are bugs in the generator:
    /// names from a document are made safe before they become paths.
    pub fn insert(&mut self, path: impl Into<String>, content: impl Into<String>) -> Result<()> {
        let (path, content) = (path.into(), content.into());
        check_path(&path).map_err(|problem| Diagnostic::bug(&path, problem))?;
        if !header::is_ours(content.as_bytes()) {
            return Err(Diagnostic::bug(
                &path,
                "a file without our header, which the next run would not recognise",
            ));
        }
        self.take_names(&path).map_err(|problem| Diagnostic::bug(&path, problem))?;
        self.files.insert(path, content);
        Ok(())
    }

    /// Reserves the path and the folders above it.
    fn take_names(&mut self, path: &str) -> std::result::Result<(), String> {
        let folders = path.match_indices('/').filter_map(|(end, _)| path.get(..end));
        let names: Vec<Name> = folders
            .map(|folder| Name { spelled: folder.to_owned(), is_file: false })
            .chain([Name { spelled: path.to_owned(), is_file: true }])
            .collect();
        for name in &names {
            if let Some(taken) = self.taken.get(&name.spelled.to_ascii_lowercase())
                && (taken != name || name.is_file)
            {
                return Err(format!("`{}` is taken by `{}`", name.spelled, taken.spelled));
            }
        }
        self.taken.extend(names.into_iter().map(|name| (name.spelled.to_ascii_lowercase(), name)));
        Ok(())
    }

    /// The content of the file at a path.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// The path and the content of the file at a path.
    pub(super) fn entry(&self, path: &str) -> Option<(&str, &str)> {
        self.files.get_key_value(path).map(|(path, content)| (path.as_str(), content.as_str()))
    }

    /// The files with their contents, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, content)| (path.as_str(), content.as_str()))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

fn check_path(path: &str) -> std::result::Result<(), &'static str> {
    if path.len() > LONGEST_PATH {
        return Err("the path is too long");
    }
    let mut segments = path.split('/');
    let first = segments.clone().next().unwrap_or_default();
    if KEPT.iter().any(|kept| kept.eq_ignore_ascii_case(first)) {
        return Err("the path is reserved for Cargo");
    }
    segments.try_for_each(check_segment)
}

fn check_segment(segment: &str) -> std::result::Result<(), &'static str> {
    if segment.is_empty() {
        return Err("the path is absolute or has an empty part");
    }
    if !segment.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
        return Err("the path has a character other than ASCII letters, digits, `.`, `_` and `-`");
    }
    if segment.ends_with('.') {
        return Err("a part of the path is `.` or `..` or ends with a dot");
    }
    if is_device(segment) {
        return Err("a part of the path is the name of a device on Windows");
    }
    Ok(())
}

fn is_device(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    DEVICES.contains(&stem.as_str()) || NUMBERED_DEVICES.iter().any(|device| numbered(device))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::output::fixture::content;

    #[test]
    fn plain_paths_are_taken_and_come_out_in_order() {
        let mut tree = Tree::new();
        for path in
            ["src/types.rs", "README.md", "src/auth/mod.rs", "Cargo.toml", ".gitattributes", "src/cons.rs"]
        {
            tree.insert(path, content(path)).unwrap();
        }
        let paths: Vec<_> = tree.iter().map(|(path, _)| path).collect();
        assert_eq!(
            paths,
            [".gitattributes", "Cargo.toml", "README.md", "src/auth/mod.rs", "src/cons.rs", "src/types.rs"]
        );
        assert_eq!(tree.len(), 6);
    }

    #[test]
    fn no_path_leaves_the_folder_or_means_something_else_elsewhere() {
        let long = format!("src/{}.rs", "x".repeat(LONGEST_PATH));
        for path in [
            "",
            "/etc/passwd",
            "../x.rs",
            "src/../../x.rs",
            "./x.rs",
            "src//x.rs",
            "src/",
            "a\\b.rs",
            "C:x.rs",
            "src/x .rs",
            "src/é.rs",
            "src/x.rs.",
            "CON",
            "src/con.rs",
            "src/Aux.foo.rs",
            "com1.rs",
            "src/LPT9/x.rs",
            "nul/x.rs",
            "x\0.rs",
            "x\n.rs",
            "~$x.rs",
            "src/*.rs",
            "Cargo.lock",
            "target/x.rs",
            "Target/x.rs",
            &long,
        ] {
            let error = Tree::new().insert(path, content("a.rs")).unwrap_err();
            assert!(error.remedy.contains("bug in the generator"), "{path}: {error}");
        }
    }

    #[test]
    fn two_files_that_one_system_holds_for_the_same_are_refused() {
        for (one, other) in [
            ("src/a.rs", "src/a.rs"),
            ("src/a.rs", "src/A.rs"),
            ("src/a.rs", "SRC/b.rs"),
            ("src.rs", "src.rs/a.rs"),
            ("src/b/a.rs", "src/b"),
        ] {
            let mut tree = Tree::new();
            tree.insert(one, content("a.rs")).unwrap();
            let error = tree.insert(other, content("a.rs")).unwrap_err();
            assert!(error.problem.contains("is taken by"), "{error}");
            assert_eq!(tree.len(), 1);
        }
    }

    #[test]
    fn a_file_that_we_would_not_know_again_is_refused() {
        assert!(Tree::new().insert("src/a.rs", "fn a() {}\n").unwrap_err().problem.contains("header"));
    }
}
