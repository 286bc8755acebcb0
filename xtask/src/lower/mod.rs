//! From the document to the model, in passes. The order is the list in [`lower`].

mod access;
mod all_of;
mod compatible;
mod coverage;
mod directions;
mod envelopes;
mod forms;
mod graph;
mod http;
mod names;
mod operations;
mod package;
mod pages;
mod parameters;
mod raw_operation;
mod read;
mod security;
mod shared_shapes;
mod spelling;
pub(crate) mod trace;
mod types;
mod unions;
mod users;

#[cfg(test)]
mod tests;

use crate::config::Config;
use crate::diagnostic::Result;
use crate::document::Document;
use crate::model::{Api, Envelope};
use std::collections::BTreeMap;
use trace::{Origins, Trace};

/// Turns a document into the model. `config_file` is what messages about the configuration call it.
///
/// # Errors
///
/// A [`crate::diagnostic::Diagnostic`] where the document or the configuration contradicts itself.
pub fn lower(document: &Document, config: &Config, config_file: &str) -> Result<Api> {
    passes(document, config, config_file, |api, _| api)
}

/// The same, with the schemas and operations that the model was made from.
pub(crate) fn trace(document: &Document, config: &Config, config_file: &str) -> Result<Trace> {
    passes(document, config, config_file, |api, origins| Trace::new(api, &origins))
}

/// All passes; `finish` says what is wanted of what they made.
fn passes<T>(
    document: &Document,
    config: &Config,
    config_file: &str,
    finish: impl FnOnce(Api, Origins<'_>) -> T,
) -> Result<T> {
    let read::Read { mut graph, operations: mut raw, bases, mut omissions } = read::read(document)?;
    all_of::merge(&mut graph, &mut omissions, &document.file)?;
    forms::settle(&graph, &mut raw, &mut omissions);
    unions::settle(&mut graph, &mut omissions);
    access::settle(&mut graph, &mut raw);
    access::report_optional(&graph, &raw, &mut omissions);
    let classes = shared_shapes::classify(&graph);
    let placed = operations::place(document, config, config_file, &graph, raw)?;
    let roots: Vec<_> = placed.iter().flat_map(operations::Placed::roots).collect();
    let names = names::choose(document, &config.types, config_file, &graph, &classes, &roots)?;
    let is_a_type = |node: &graph::NodeId| names.get(classes.of(&graph, *node)).is_some();
    unions::report_bases(&graph, bases.into_iter().filter(is_a_type), &mut omissions);
    let mut types = types::Definitions {
        graph: &graph,
        classes: &classes,
        names: &names,
        directions: directions::Directions::of(&graph, &classes, &placed),
        config_file,
        document_file: &document.file,
        omissions: Vec::new(),
    };
    let definitions = types.all()?;
    let groups = operations::groups(config, config_file, &placed, &types)?;
    let group_features = config.package.group_features && groups.len() > 1;
    omissions.append(&mut types.omissions);
    let security = security::lower(document, &config.security, config_file, &mut omissions)?;
    omissions.sort();
    omissions.dedup();
    let api = Api {
        coverage: coverage::count(document, &graph, &classes, &names, &definitions, &placed),
        title: document.openapi.info.title.clone(),
        version: document.openapi.info.version.clone(),
        document: package::file_name(document),
        package: package::lower(document, config, config_file)?,
        base_url: package::base_url(document)?,
        base_url_environment: config.client.base_url_environment.clone(),
        empty_body_content_type: config.client.empty_body_content_type.clone(),
        request_id_header: config.client.request_id_header.clone(),
        security,
        envelope: config.envelope.as_ref().map(|names| Envelope {
            success: names.success.clone(),
            result: names.result.clone(),
            errors: names.errors.clone(),
        }),
        users: if group_features { users::find(&groups, &definitions) } else { BTreeMap::new() },
        group_features,
        groups,
        types: definitions,
        omissions,
    };
    Ok(finish(api, Origins { graph: &graph, classes: &classes, names: &names, placed: &placed }))
}
