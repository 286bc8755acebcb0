//! `names.lock`: the names that were given before, each with the place it was given to, so that no later run moves them.
//!
//! It stands beside the configuration, or in the output folder where there is none. It is written by `generate` and
//! `update`, and only read by them and by `diff`.

use crate::diagnostic::{self, Diagnostic, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

/// The name of the file.
pub const FILE: &str = "names.lock";

/// The names that were given before. Places are those of `lower/naming/places.rs`; operations are called by method and
/// path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct NamesLock {
    /// The name of the package, where it is made from the title of the document.
    pub package: Option<String>,
    /// The kind and the name of the type at each place, such as `struct Zone`.
    pub types: BTreeMap<String, String>,
    /// What the shape of a type is that stands at several places: the part of them that changes loses the name.
    pub shapes: BTreeMap<String, String>,
    /// The names of fields and variants that another one could take, by `TYPE.NAME`. Events are `Event.NAME`, headers
    /// `OPERATION answer.NAME`.
    pub members: BTreeMap<String, String>,
    /// The properties that a constructor takes, in the order of its arguments, by type.
    pub constructors: BTreeMap<String, Vec<String>>,
    /// The structs by which constructors take their arguments, by type.
    pub named_arguments: BTreeMap<String, String>,
    /// The method of each operation, such as `zones.list`.
    pub operations: BTreeMap<String, String>,
    /// The arguments of each operation, in their order, such as `path id = id`.
    pub arguments: BTreeMap<String, Vec<String>>,
    /// The names of secrets that another one could take, by security scheme.
    pub secrets: BTreeMap<String, String>,
    /// The operations that use each family of component schemas: those whose keys have one prefix that is stripped.
    pub families: BTreeMap<String, Vec<String>>,
    /// The names whose places are gone, with the version that was the last to have them, the kind and the place. They are
    /// given to nothing else until the next major version.
    pub retired: BTreeMap<String, String>,
}

impl NamesLock {
    /// Reads the lock in a file; that there is no such file means that no name was given yet.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is not what the generator wrote.
    pub fn load(path: &Path) -> Result<Self> {
        let file = diagnostic::display(path);
        let remedy = "restore it from version control; without it, all names are derived anew";
        match std::fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).map_err(|error: toml::de::Error| {
                Diagnostic::file(file, format!("not a lock of names: {}", error.message()), remedy)
            }),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Diagnostic::file(file, format!("the lock cannot be read: {error}"), remedy)),
        }
    }

    /// Whether no name was given yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The text of the file, a line for each name, sorted.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let one = |name: &String| quoted(name);
        let several = |names: &Vec<String>| {
            format!("[{}]", names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", "))
        };
        if let Some(package) = &self.package {
            text.push_str(&format!("\npackage = {}\n", quoted(package)));
        }
        section(&mut text, "types", &self.types, one);
        section(&mut text, "shapes", &self.shapes, one);
        section(&mut text, "members", &self.members, one);
        section(&mut text, "constructors", &self.constructors, several);
        section(&mut text, "named-arguments", &self.named_arguments, one);
        section(&mut text, "operations", &self.operations, one);
        section(&mut text, "arguments", &self.arguments, several);
        section(&mut text, "secrets", &self.secrets, one);
        section(&mut text, "families", &self.families, several);
        section(&mut text, "retired", &self.retired, one);
        text
    }

    /// The text of the file beside a configuration, which begins by saying what it is.
    #[must_use]
    pub fn file_text(&self) -> String {
        format!("{INTRODUCTION}{}", self.text())
    }
}

/// Adds a table, unless it is empty.
fn section<V>(text: &mut String, name: &str, entries: &BTreeMap<String, V>, value: impl Fn(&V) -> String) {
    if !entries.is_empty() {
        text.push_str(&format!("\n[{name}]\n"));
    }
    for (key, entry) in entries {
        text.push_str(&format!("{} = {}\n", quoted(key), value(entry)));
    }
}

/// A text between quotes. What could hide what the file says is escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        let is_plain = !character.is_control() && (character.is_ascii() || character.is_alphanumeric());
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            _ if is_plain => quoted.push(character),
            _ => quoted.push_str(&format!("\\U{:08X}", u32::from(character))),
        }
    }
    quoted + "\""
}

/// The first lines of the file beside a configuration.
const INTRODUCTION: &str = "\
# The names that the generator gave, each with its place in the document, so that an update moves none of them.
# It is written with the crate, and belongs into version control. To rename something, name it in generator.toml.
";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_read_as_it_was_written() {
        let mut lock = NamesLock::default();
        lock.types.insert("GET /a \"b\\ \u{202e}\n response.é[]|x".to_owned(), "struct A".to_owned());
        lock.arguments.insert("GET /a".to_owned(), vec!["path id = id".to_owned()]);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        assert_eq!(NamesLock::load(&path).unwrap(), NamesLock::default());
        std::fs::write(&path, lock.file_text()).unwrap();
        assert_eq!(NamesLock::load(&path).unwrap(), lock);
    }

    #[test]
    fn a_file_that_is_no_lock_is_refused_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        std::fs::write(&path, "[types]\na = 1\n").unwrap();
        let error = NamesLock::load(&path).unwrap_err();
        assert!(error.file.ends_with(FILE) && error.problem.contains("not a lock of names"), "{error}");
    }
}
