//! The generator for programs and build scripts.

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::generate::{self, Input};
use crate::output::{self, Origin, format};
use std::fmt;
use std::path::{Path, PathBuf};

/// Makes a crate from an OpenAPI document.
#[derive(Debug, Clone)]
pub struct Generator {
    input: Input,
}

impl Generator {
    /// A generator for the document in a file, JSON or YAML, which may refer to others below its folder. Without a
    /// configuration, all operations are taken and all names are derived.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self { input: Input { spec: spec.into(), ..Input::default() } }
    }

    /// Takes what to generate, and what to call it, from a configuration. The names in the file `names.lock` beside it, if
    /// there is one, are kept.
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

    /// Where there is no configuration: keeps the names in a file that holds what [`Tree::names_lock`] gave before. It need
    /// not exist yet.
    #[must_use]
    pub fn names_lock(mut self, file: impl Into<PathBuf>) -> Self {
        self.input.lock = Some(file.into());
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
    pub fn generate(&self) -> Result<Tree, Error> {
        let named = generate::named_crate_of(&self.input)?;
        let api = &named.made.api;
        let faults = api.faults.iter().map(|fault| Note {
            place: fault.pointer.clone(),
            text: format!("{}; {}", fault.problem, fault.done),
        });
        let omissions = api
            .omissions
            .iter()
            .map(|omission| Note { place: omission.pointer.clone(), text: omission.reason.clone() });
        Ok(Tree {
            files: generate::tree(&named.made)?,
            notes: faults.chain(omissions).collect(),
            names_lock: named.lock.file_text(),
            document: PathBuf::from(&api.document),
        })
    }
}

/// The files of a crate.
#[derive(Debug, Clone)]
pub struct Tree {
    files: output::Tree,
    notes: Vec<Note>,
    names_lock: String,
    document: PathBuf,
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

    /// The text for the file `names.lock`: every name that was given, with its place in the document. Written beside the
    /// configuration, or where [`Generator::names_lock`] reads it, it keeps an update of the document from moving names.
    #[must_use]
    pub fn names_lock(&self) -> &str {
        &self.names_lock
    }

    /// The sources alone, without their folder `src`, for a build script whose crate is the client:
    /// `include!(concat!(env!("OUT_DIR"), "/client/lib.rs"))` at the root of that crate takes the place of its own code.
    ///
    /// `lib.rs` has no documentation and no attributes of the whole crate, which Rust does not allow in such a file; lints
    /// that the crate allows are allowed in each module. The crate needs the name, which the examples in the documentation
    /// use, the features and the dependencies of the `Cargo.toml` that is among the [`files`](Self::files).
    ///
    /// # Errors
    ///
    /// Only when the generator made something that is not Rust, which is a bug.
    pub fn sources(&self) -> Result<Self, Error> {
        let mut files = output::Tree::new();
        for (path, text) in self.files.iter() {
            match path.strip_prefix("src/") {
                Some("lib.rs") => files.insert("lib.rs", self.without_inner_attributes(text)?)?,
                Some(path) => files.insert(path, text)?,
                None => {}
            }
        }
        Ok(Self { files, ..self.clone() })
    }

    fn without_inner_attributes(&self, text: &str) -> Result<String, Diagnostic> {
        let mut parsed = syn::parse_file(text).map_err(|error| Diagnostic::bug("lib.rs", error))?;
        for mut attribute in std::mem::take(&mut parsed.attrs) {
            if attribute.path().is_ident("allow") {
                attribute.style = syn::AttrStyle::Outer;
                allow(&mut parsed.items, &attribute);
            }
        }
        format::syntax(&Origin::new(&self.document), "lib.rs", parsed)
    }

    /// Makes a folder equal to the crate, all or nothing. Files that already are as they should be are not touched. A
    /// `Cargo.lock` and a `target` in the folder stay.
    ///
    /// # Errors
    ///
    /// When the folder holds files that are not the generator's, or cannot be written. It is then as it was.
    pub fn write(&self, folder: impl AsRef<Path>) -> Result<(), Error> {
        output::replace(folder.as_ref(), &self.files)?;
        Ok(())
    }

    /// The paths of the files that [`write`](Self::write) would change in a folder; none if it is up to date.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read.
    pub fn check(&self, folder: impl AsRef<Path>) -> Result<Vec<String>, Error> {
        let differences = output::differences(folder.as_ref(), &self.files)?;
        Ok(differences.iter().map(|difference| difference.path().to_owned()).collect())
    }
}

/// Allows in each module what the crate allows.
fn allow(items: &mut [syn::Item], attribute: &syn::Attribute) {
    for item in items {
        if let syn::Item::Mod(module) = item {
            module.attrs.push(attribute.clone());
        }
    }
}

/// Something that a maintainer should know about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
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
#[allow(clippy::unwrap_used, clippy::panic)]
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
        let [problem] = error.problems() else { panic!("{error}") };
        assert_eq!(problem.pointer, "/paths/~1things/get/responses/200");
        assert!(error.to_string().ends_with(&format!("help: {}", problem.remedy)), "{error}");
        assert_eq!(format!("{error:?}"), error.to_string());
    }

    #[test]
    fn a_generator_keeps_the_names_that_it_gave_before() {
        let folder = tempfile::tempdir().unwrap();
        let (spec, lock) = (folder.path().join("openapi.yaml"), folder.path().join("names.lock"));
        std::fs::write(&spec, SPEC).unwrap();
        let generator = Generator::new(&spec).names_lock(&lock);
        std::fs::write(
            &lock,
            generator.generate().unwrap().names_lock().replace("things.list", "things.every"),
        )
        .unwrap();
        let again = generator.generate().unwrap();
        let (_, text) = again.files().find(|(path, _)| path.ends_with("things.rs")).unwrap();
        assert!(text.contains("pub fn every("), "{text}");
    }

    #[test]
    fn sources_to_include_are_those_of_the_crate_without_its_inner_attributes() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("openapi.yaml");
        std::fs::write(&spec, SPEC).unwrap();
        let tree = Generator::new(&spec).generate().unwrap();
        let sources = tree.sources().unwrap();
        let paths = |tree: &Tree| tree.files().map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
        let below = paths(&tree).into_iter().filter_map(|path| path.strip_prefix("src/").map(str::to_owned));
        assert_eq!(paths(&sources), below.collect::<Vec<_>>());
        let root = |tree: &Tree, path: &str| {
            let (_, text) = tree.files().find(|(at, _)| *at == path).unwrap();
            syn::parse_file(text).unwrap()
        };
        let (mut whole, mut included) = (root(&tree, "src/lib.rs"), root(&sources, "lib.rs"));
        assert!(included.attrs.is_empty());
        let allowed = |attribute: &syn::Attribute| attribute.path().is_ident("allow");
        assert!(whole.attrs.iter().any(allowed));
        whole.attrs.clear();
        for item in &mut included.items {
            if let syn::Item::Mod(module) = item {
                assert!(module.attrs.iter().any(allowed));
                module.attrs.retain(|attribute| !allowed(attribute));
            }
        }
        assert_eq!(prettyplease::unparse(&whole), prettyplease::unparse(&included));
    }
}
