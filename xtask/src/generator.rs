//! The generator for programs and build scripts.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use xtask::generator::Generator;
//!
//! let tree = Generator::new("openapi.yaml").config("generator.toml").generate()?;
//! for note in tree.notes() {
//!     println!("cargo::warning={note}");
//! }
//! tree.write("client")?;
//! # Ok(())
//! # }
//! ```

use crate::diagnostic::Result;
use crate::generate::{self, Input};
use crate::output;
use std::fmt;
use std::path::{Path, PathBuf};

/// Makes a crate from an OpenAPI document.
#[derive(Debug, Clone)]
pub struct Generator {
    input: Input,
}

impl Generator {
    /// A generator for the document in a file, which may refer to others below its folder. Without a configuration, all
    /// operations are taken and all names are derived.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self { input: Input { spec: spec.into(), ..Input::default() } }
    }

    /// Takes what to generate, and what to call it, from a configuration.
    #[must_use]
    pub fn config(mut self, file: impl Into<PathBuf>) -> Self {
        self.input.config = Some(file.into());
        self
    }

    /// Corrects the document with an OpenAPI Overlay.
    #[must_use]
    pub fn overlay(mut self, file: impl Into<PathBuf>) -> Self {
        self.input.overlay = Some(file.into());
        self
    }

    /// Lets the crate call an address instead of the document's servers.
    #[must_use]
    pub fn server(mut self, address: impl Into<String>) -> Self {
        self.input.server = Some(address.into());
        self
    }

    /// Makes every fault of the document an error, also where it could be mended.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.input.strict = true;
        self
    }

    /// Makes the crate, and writes nothing.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, when the document has a fault that cannot be mended, and when the configuration does not
    /// fit the document.
    pub fn generate(&self) -> Result<Tree> {
        let made = generate::crate_of(&self.input)?;
        let api = &made.api;
        let faults = api.faults.iter().map(|fault| Note {
            place: fault.pointer.clone(),
            text: format!("{}; {}", fault.problem, fault.done),
        });
        let omissions = api
            .omissions
            .iter()
            .map(|omission| Note { place: omission.pointer.clone(), text: omission.reason.clone() });
        let notes = faults.chain(omissions).collect();
        Ok(Tree { files: generate::tree(&made)?, notes })
    }
}

/// The files of a crate.
#[derive(Debug, Clone)]
pub struct Tree {
    files: output::Tree,
    notes: Vec<Note>,
}

impl Tree {
    /// The paths of the files within the crate, with `/`, and their texts.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter()
    }

    /// What was wrong with the document and was mended, and what is not typed as it describes.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Makes a folder equal to the crate, all or nothing. Files that already are as they should be are not touched, and
    /// files that are not the generator's are not removed.
    ///
    /// # Errors
    ///
    /// When the folder holds files that are not the generator's, or cannot be written. It is then as it was.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<()> {
        output::replace(folder.as_ref(), &self.files).map(|_| ())
    }

    /// The paths of the files that [`write`](Self::write) would change in a folder; none if it is up to date.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn check(&self, folder: impl AsRef<Path>) -> Result<Vec<String>> {
        let differences = output::differences(folder.as_ref(), &self.files)?;
        Ok(differences.iter().map(|difference| difference.path().to_owned()).collect())
    }
}

/// Something that a maintainer should know about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The JSON pointer of the place in the document.
    pub place: String,
    /// What was found there, and what was done about it.
    pub text: String,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const SPEC: &str = "
openapi: 3.1.0
info: { title: Things, version: '1' }
servers: [{ url: 'https://api.example.com' }]
paths:
  /things:
    get:
      operationId: list
      tags: [things]
      responses: { '200': { content: { application/json: { schema: { type: array, items: { type: string } } } } } }
";

    #[test]
    fn a_crate_is_written_and_is_then_up_to_date_until_something_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (spec, client) = (folder.path().join("openapi.yaml"), folder.path().join("client"));
        std::fs::write(&spec, SPEC).unwrap();
        let tree = Generator::new(&spec).server("https://other.example").generate().unwrap();
        assert!(tree.files().any(|(path, _)| path == "Cargo.toml"));
        assert!(!tree.check(&client).unwrap().is_empty());
        tree.write(&client).unwrap();
        assert_eq!(tree.check(&client).unwrap(), [""; 0]);
        std::fs::remove_file(client.join("src/lib.rs")).unwrap();
        assert_eq!(tree.check(&client).unwrap(), ["src/lib.rs"]);
        let notes: Vec<String> = tree.notes().iter().map(Note::to_string).collect();
        let note =
            "/paths/~1things/get/responses/200: missing field `description`; it is read as an empty one";
        assert_eq!(notes, [note]);
    }

    #[test]
    fn a_strict_generator_refuses_what_another_mends() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("openapi.yaml");
        std::fs::write(&spec, SPEC).unwrap();
        let error = Generator::new(&spec).strict().generate().unwrap_err();
        assert_eq!(error.pointer, "/paths/~1things/get/responses/200");
    }
}
