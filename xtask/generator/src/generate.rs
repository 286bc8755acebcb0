//! One run of the generator, from the input files to the tree of output files.

use crate::config::{Config, NamesLock, names_lock};
use crate::diagnostic::{self, Diagnostic, Result};
use crate::document::{self, Source};
use crate::emit::{self, Content, File, Part};
use crate::lower::{self, Named};
use crate::model::items::Crate;
use crate::output::{Origin, Tree, format};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// The input files of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    /// The OpenAPI document.
    pub spec: PathBuf,
    /// The corrections to it.
    pub overlay: Option<PathBuf>,
    /// What to take from the document, and what to call it.
    pub config: Option<PathBuf>,
    /// The names that were given before, where there is no configuration: it has them beside it.
    pub lock: Option<PathBuf>,
    /// Whether every fault of the document is an error; the configuration can say so, too.
    pub strict: bool,
    /// The address that all requests are made below, instead of the document's servers.
    pub server: Option<String>,
}

/// Makes the crate for the API that the input describes, as data.
///
/// # Errors
///
/// When the input is wrong.
pub fn crate_of(input: &Input) -> Result<Crate> {
    Ok(named_crate_of(input)?.made)
}

/// Makes the crate, and the lock of its names.
///
/// # Errors
///
/// When the input is wrong.
pub fn named_crate_of(input: &Input) -> Result<Named> {
    let mut config = match (&input.config, &input.lock) {
        (Some(path), _) => crate::config::load(path)?,
        (None, Some(lock)) => Config { lock: NamesLock::load(lock)?, ..Config::of_nothing() },
        (None, None) => Config::of_nothing(),
    };
    config.strict |= input.strict;
    let config_file =
        input.config.as_deref().map_or_else(|| "generator.toml".to_owned(), diagnostic::display);
    let mut source = document::correct(&input.spec, input.overlay.as_deref())?;
    match &input.server {
        Some(server) => call(&mut source, server, ("--server", ""))?,
        None => call_configured(&mut source, &config, &config_file)?,
    }
    document::describe_streams(&mut source.json, &config, &config_file, true)?;
    let document = document::examine(source, &config.selection)?;
    lower::lower(&document, &config, &config_file)
}

/// Lets all requests go below the address that the configuration names, if it names one.
///
/// # Errors
///
/// When it is no address that can be called.
pub(crate) fn call_configured(source: &mut Source, config: &Config, config_file: &str) -> Result<()> {
    match &config.client.base_url {
        Some(address) => call(source, address, (config_file, "/client/base-url")),
        None => Ok(()),
    }
}

fn call(source: &mut Source, address: &str, (named_by, pointer): (&str, &str)) -> Result<()> {
    if !document::is_base_url(address) {
        return Err(Diagnostic::at(
            named_by,
            pointer,
            format!("`{address}` is not an absolute `http:` or `https:` address"),
            "write it in full, such as `https://api.example.com/v1`",
        ));
    }
    source.call(address);
    Ok(())
}

/// Makes the files of a crate that is made without a configuration: the lock of its names is one of them.
///
/// # Errors
///
/// As for [`tree`].
pub fn tree_with_lock(named: &Named) -> Result<Tree> {
    let mut tree = tree(&named.made)?;
    let origin = Origin::new(Path::new(&named.made.api.document));
    tree.insert(names_lock::FILE, format::text(&origin, names_lock::FILE, &named.lock.text())?)?;
    Ok(tree)
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
        Content::Parts(parts) => {
            let mut body = format::Body::new(&file.path);
            for part in parts {
                match part {
                    Part::Tokens(tokens) => body.tokens(tokens)?,
                    Part::Unformatted(code) => body.unformatted(&code)?,
                    Part::Text(text) => body.text(&text),
                }
            }
            body.finish(&origin)
        }
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
