//! Replaces `spec/openapi.json`: selects our operations from the document that upstream publishes, compares them with
//! those of the crate, and writes them together with the crate made from them.
//!
//! [`plan`] only reads, and finds everything that could be wrong. [`Plan::carry_out`] writes, all or nothing.

mod download;
mod record;
mod upstream;
mod vanished;

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::compare::{self, Comparison};
use crate::config::{Config, Selection, names_lock};
use crate::diagnostic::{self, Diagnostic, Result};
use crate::document::{self, Document, Source};
use crate::generate;
use crate::lower::{self, Named};
use crate::model::Api;
use crate::output::{self, Inputs, Summary, Tree};

use upstream::Upstream;

/// The files of a project, all below one folder.
#[derive(Debug, Clone)]
pub struct Project {
    /// `spec`.
    pub spec: PathBuf,
    /// `generated`.
    pub out: PathBuf,
}

impl Project {
    /// The project in a folder.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        Self { spec: root.join("spec"), out: root.join("generated") }
    }

    /// The document with our operations.
    #[must_use]
    pub fn document(&self) -> PathBuf {
        self.spec.join(DOCUMENT)
    }

    fn overlay(&self) -> PathBuf {
        self.spec.join("overlay.yaml")
    }

    fn config(&self) -> PathBuf {
        self.spec.join(CONFIG)
    }
}

const DOCUMENT: &str = "openapi.json";
const CONFIG: &str = "generator.toml";

/// How an update is made.
#[derive(Debug, Clone)]
pub struct Options {
    /// The file or the address of the whole document.
    pub from: String,
    /// The time limit for loading it from an address.
    pub patience: Duration,
    /// Whether operations that the document no longer has are removed from the crate.
    pub accept_removed: bool,
}

/// An update that can be carried out.
#[derive(Debug)]
pub struct Plan {
    project: Project,
    /// What changes for the crate's users; `None` when there was no document before.
    pub comparison: Option<Comparison>,
    /// The API after the update.
    pub api: Api,
    /// Names that could not be kept, in sentences.
    pub notes: Vec<String>,
    /// The crate after the update.
    pub tree: Tree,
    /// Whether the document changes.
    replaces: bool,
    /// The new texts of files in `spec/`; none if our operations have not changed, even if others have. The record of
    /// the source comes before the document: if a run is killed between them, the next one still finds that the document
    /// is not the recorded one.
    inputs: Vec<(&'static str, String)>,
}

/// Reads the document that `options` name, and works out what it changes.
///
/// # Errors
///
/// When the document cannot be read or is not what the generator takes; when an operation of the crate, a name in
/// `generator.toml`, or the target of an action in `overlay.yaml` is not in it.
pub fn plan(project: &Project, options: &Options) -> Result<Plan> {
    let config_file = diagnostic::display(&project.config());
    let config = crate::config::load(&project.config())?;
    let old = project.document().exists().then(|| document::load(&project.document())).transpose()?;
    let upstream = upstream::read(&options.from, options.patience)?;
    let json = document::extract(&upstream.source, &config, &config_file)?;
    if let Some(old) = old.as_ref().filter(|_| !options.accept_removed) {
        vanished::check(&old.json, &json, &upstream, &config.selection)?;
    }
    let text = document::canonical(&json);
    // Parsed again, so that exactly the text that will be written is checked. Messages name the published document, since
    // the places are the same there.
    let mut new = Source::of(upstream.source.file.clone(), text.as_bytes())?;
    document::apply(&project.overlay(), &mut new.json)?;
    generate::call_configured(&mut new, &config, &config_file)?;
    document::describe_streams(&mut new.json, &config, &config_file, true)?;
    let new = document::examine(new, &config.selection)?;
    let Named { mut made, lock, notes } = lower::lower(&new, &config, &config_file)?;
    DOCUMENT.clone_into(&mut made.api.document);
    let tree = generate::tree(&made)?;
    let is_new = config.source.is_none() || !is_text(&project.document(), &text);
    let comparison = old.map(|old| compared(project, old, &new, &config, &config_file)).transpose()?;
    let mut inputs = if is_new { inputs(project, &config_file, &upstream, text)? } else { Vec::new() };
    let lock = lock.file_text();
    if !is_text(&project.spec.join(names_lock::FILE), &lock) {
        // Made from the old lock, the crate has the same names, so it can come before the crate.
        inputs.insert(0, (names_lock::FILE, lock));
    }
    Ok(Plan { project: project.clone(), comparison, api: made.api, notes, tree, replaces: is_new, inputs })
}

impl Plan {
    /// Whether `spec/openapi.json` changes.
    #[must_use]
    pub fn replaces_the_document(&self) -> bool {
        self.replaces
    }

    /// Replaces the document, the record of its source, and the crate.
    ///
    /// # Errors
    ///
    /// When something cannot be written. Everything is then as it was.
    pub fn carry_out(self) -> Result<Summary> {
        output::replace_with_inputs(
            &self.project.out,
            &self.tree,
            Inputs::new(&self.project.spec, self.inputs)?,
        )
    }
}

fn inputs(
    project: &Project,
    config_file: &str,
    upstream: &Upstream,
    document: String,
) -> Result<Vec<(&'static str, String)>> {
    let config = std::fs::read_to_string(project.config()).map_err(|error| {
        Diagnostic::file(
            config_file,
            format!("the file cannot be read: {error}"),
            "check that it is still there",
        )
    })?;
    Ok(vec![(CONFIG, record::with_source(&config, config_file, upstream)?), (DOCUMENT, document)])
}

/// Compares the documents. The overlay may already be corrected for the new one, so actions that do not fit the old one
/// are skipped. The old document was selected when it was written.
fn compared(
    project: &Project,
    mut old: Source,
    new: &Document,
    config: &Config,
    config_file: &str,
) -> Result<Comparison> {
    document::apply_what_fits(&project.overlay(), &mut old.json)?;
    generate::call_configured(&mut old, config, config_file)?;
    document::describe_streams(&mut old.json, config, config_file, false)?;
    let old = document::examine(old, &Selection::default())?;
    let accepted = compare::Accepted::load(&project.spec.join(compare::ACCEPTED_FILE))?;
    compare::compare(&old, new, config, config_file, &accepted)
}

fn is_text(path: &Path, text: &str) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}
