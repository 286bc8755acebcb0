//! Makes the model from the document, in passes. `passes` lists them in their order.

mod all_of;
mod contradiction;
mod coverage;
mod definitions;
mod directions;
mod envelopes;
mod form_fields;
mod forms;
mod graph;
mod http;
mod input;
mod names;
mod operation_names;
mod operations;
mod overlap;
mod package;
mod pages;
mod parameters;
mod placed_operation;
mod placement;
mod raw_operation;
mod read;
mod recursion;
mod security;
mod sent_bodies;
mod shared_shapes;
mod spelling;
pub(crate) mod trace;
mod type_users;
mod types;
mod unions;

#[cfg(test)]
mod tests;

use crate::config::Config;
use crate::diagnostic::Result;
use crate::document::Document;
use crate::model::{Api, Coverage, Definition, Envelope, Group, Name, Omission, Security};
use directions::Directions;
use input::Input;
use placed_operation::Placed;
use read::Read;
use std::collections::BTreeMap;
use trace::{Origins, Trace};
use types::Types;

/// Makes the model of a document. Messages call the configuration `config_file`.
///
/// # Errors
///
/// A [`crate::diagnostic::Diagnostic`] where the document or the configuration contradicts itself.
pub fn lower(document: &Document, config: &Config, config_file: &str) -> Result<Api> {
    passes(document, config, config_file, |api, _| api)
}

/// The model, with the schemas and operations that it was made from.
pub(crate) fn trace(document: &Document, config: &Config, config_file: &str) -> Result<Trace> {
    passes(document, config, config_file, |api, origins| Trace::new(api, &origins))
}

/// Runs all passes, and gives their results to `finish`.
fn passes<T>(
    document: &Document,
    config: &Config,
    config_file: &str,
    finish: impl FnOnce(Api, Origins<'_>) -> T,
) -> Result<T> {
    let input = Input { document, config, config_file };
    let Read { mut graph, mut operations, bases, mut omissions } = read::read(document)?;
    all_of::merge(input, &mut graph, &mut omissions)?;
    form_fields::find(&graph, &mut operations, &mut omissions);
    unions::find_tags(&mut graph, &mut omissions);
    sent_bodies::leave_out_read_only(&mut graph, &mut operations);
    sent_bodies::report_always_sent(&graph, &operations, &mut omissions);
    let classes = shared_shapes::classify(&graph);
    let placed = placement::place(input, &graph, operations)?;
    let roots = |placed: &Placed| placed.sent_roots().into_iter().chain(placed.received_roots());
    let roots: Vec<_> = placed.iter().flat_map(roots).collect();
    let names = names::choose(document, &config.types, config_file, &graph, &classes, &roots)?;
    let types = Types { graph: &graph, classes: &classes, names: &names };
    unions::report_bases(types, &bases, &mut omissions);
    let directions = Directions::of(&graph, &classes, &placed);
    let definitions = definitions::define(types, &directions, config_file, &mut omissions)?;
    let groups = operations::groups(input, types, &placed)?;
    let security = security::lower(input, &mut omissions)?;
    omissions.sort();
    omissions.dedup();
    let coverage = coverage::count(document, types, &definitions, &placed);
    let api = api(input, groups, definitions, security, coverage, omissions)?;
    Ok(finish(api, Origins { graph: &graph, classes: &classes, names: &names, placed: &placed }))
}

fn api(
    input: Input<'_>,
    groups: Vec<Group>,
    types: BTreeMap<Name, Definition>,
    security: Security,
    coverage: Coverage,
    omissions: Vec<Omission>,
) -> Result<Api> {
    let Input { document, config, .. } = input;
    let group_features = config.package.group_features && groups.len() > 1;
    Ok(Api {
        title: document.openapi.info.title.clone(),
        version: document.openapi.info.version.clone(),
        document: package::file_name(document),
        package: package::lower(input)?,
        base_url: package::base_url(input)?,
        base_url_environment: config.client.base_url_environment.clone(),
        empty_body_content_type: config.client.empty_body_content_type.clone(),
        request_id_header: config.client.request_id_header.clone(),
        security,
        envelope: config.envelope.as_ref().map(|names| Envelope {
            success: names.success.clone(),
            result: names.result.clone(),
            errors: names.errors.clone(),
        }),
        group_features,
        users: if group_features { type_users::find(&groups, &types) } else { BTreeMap::new() },
        groups,
        types,
        coverage,
        omissions,
    })
}
