//! One run of the generator, from the input files to the tree of output files.

use crate::config::{Config, PackageConfig};
use crate::diagnostic::{self, Result};
use crate::document;
use crate::emit::{self, Content, File};
use crate::lower;
use crate::model::items::Crate;
use crate::output::{Origin, Tree, format};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// The input files of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The OpenAPI document.
    pub spec: PathBuf,
    /// The corrections to it.
    pub overlay: Option<PathBuf>,
    /// What to take from the document, and what to call it.
    pub config: Option<PathBuf>,
}

/// Makes the crate for the API that the input describes, as data.
///
/// # Errors
///
/// When the input is wrong.
pub fn crate_of(input: &Input) -> Result<Crate> {
    let config = match &input.config {
        Some(path) => crate::config::load(path)?,
        None => {
            let package = PackageConfig { group_features: true, ..PackageConfig::default() };
            Config { package, ..Config::default() }
        }
    };
    let document = document::open(&input.spec, input.overlay.as_deref(), &config.selection)?;
    let config_file =
        input.config.as_deref().map_or_else(|| "generator.toml".to_owned(), diagnostic::display);
    lower::lower(&document, &config, &config_file)
}

/// Makes the files of a crate.
///
/// # Errors
///
/// When an operation or a file cannot be made.
pub fn tree(made: &Crate) -> Result<Tree> {
    let origin = Origin::new(Path::new(&made.api.document));
    let make = |file: &File<'_>| match file.content()? {
        Content::Tokens(tokens) => format::rust(&origin, &file.path, tokens),
        Content::Syntax(parsed) => format::syntax(&origin, &file.path, parsed),
        Content::Text(text) => format::text(&origin, &file.path, &text),
    };
    let files = emit::emit(made);
    // All are made before the first failure is looked at, so that it is the same one in every run. Some files take a
    // hundred times as long as others, so threads take them one by one.
    let texts: Vec<Result<String>> = files.par_iter().with_max_len(1).map(make).collect();
    let mut tree = Tree::new();
    for (file, text) in files.iter().zip(texts) {
        tree.insert(&file.path, text?)?;
    }
    Ok(tree)
}
