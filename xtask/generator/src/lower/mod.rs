//! Makes the crate from the document, in passes. `passes` lists them in their order.

mod all_of;
mod ambiguities;
mod answer_headers;
mod answers;
mod contradiction;
mod coverage;
mod deep_objects;
mod definitions;
mod directions;
mod enums;
mod events;
mod finite;
mod form_fields;
mod forms;
mod graph;
mod graph_rules;
mod group_docs;
mod group_parameters;
mod header_names;
mod inheritance;
mod input;
mod items;
mod media_types;
mod naming;
mod next_pages;
mod operation_names;
mod operations;
mod overlap;
mod owners;
mod package;
mod pages;
mod parameters;
mod placed_operation;
mod placement;
mod raw_operation;
mod read;
mod recursion;
mod schemas;
mod security;
mod sent_bodies;
mod servers;
mod shared_shapes;
mod stream_items;
mod text_formats;
mod tokens;
mod type_docs;
mod type_users;
mod types;
mod unions;
mod value_docs;

#[cfg(test)]
mod tests;

pub(crate) use graph::{FieldShape, Graph, NodeId, ObjectShape, Shape, TupleShape, UnionShape};
pub(crate) use naming::TypeNames;
pub(crate) use placed_operation::Placed;
pub(crate) use raw_operation::{RawBody, RawContent, RawHeader, RawParameter, RawStream};
pub(crate) use shared_shapes::Classes;

use crate::config::{Config, NamesLock};
use crate::diagnostic::Result;
use crate::document::lift::beside;
use crate::document::{Document, Found, Outcome};
use crate::model::items::Crate;
use crate::model::{
    Ambiguity, Api, Coverage, Definition, Described, Envelope, Events, Fault, Group, Name, Omission, Security,
};
use directions::Directions;
use input::Input;
use naming::{Conflict, Given, Misfits, Remembered};
use owners::Owners;
use read::Read;
use std::collections::{BTreeMap, BTreeSet};
use types::Types;

/// A crate, and the names in it.
pub struct Named {
    /// The crate.
    pub made: Crate,
    /// The lock of names after the run: the one of the configuration, and what is new.
    pub lock: NamesLock,
    /// Names that could not be kept, in sentences.
    pub notes: Vec<String>,
}

/// A crate, and what it was made from.
pub(crate) struct Lowered {
    /// The crate.
    pub(crate) made: Crate,
    /// What it was made from.
    pub(crate) origin: Origin,
}

/// The schemas and operations of a document, once the passes are done with them.
pub(crate) struct Origin {
    /// The schemas.
    pub(crate) graph: Graph,
    /// Which schemas are one type.
    pub(crate) classes: Classes,
    /// The names of these types.
    pub(crate) names: TypeNames,
    /// The keys of component schemas.
    keys: naming::Keys,
    /// The operations, in the order of the crate.
    pub(crate) operations: Vec<Placed>,
}

/// Makes the crate for a document. Messages call the configuration `config_file`.
///
/// # Errors
///
/// A [`crate::diagnostic::Diagnostic`] where the document or the configuration contradicts itself.
pub fn lower(document: &Document, config: &Config, config_file: &str) -> Result<Named> {
    let mut faults = document.faults.clone();
    // What the API was made from is dropped first, so that it does not take memory beside the crate.
    let api = passes(document, config, config_file, Misfits::Refused, &mut faults)
        .map(|(api, origin)| (api, origin.given(), origin.notes()));
    // Where no operation is left, the reasons why they are left out say more than that.
    let counts = |found: &Found| config.strict || found.fault.outcome() == Outcome::LeftOut;
    if config.strict || api.is_err() {
        faults.retain(counts);
        if !faults.is_empty() {
            return Err(document.refusal(&faults, api.err()));
        }
    }
    let (api, given, notes) = api?;
    let made = items::crate_of(api, Remembered::new(&config.lock));
    Ok(Named { lock: given.record(config, &made), made, notes })
}

/// Makes the crate for a document, and keeps what it was made from. Names of types in the configuration that do not fit
/// the document are left out.
pub(crate) fn lower_with_origin(document: &Document, config: &Config, config_file: &str) -> Result<Lowered> {
    let mut faults = document.faults.clone();
    let (api, origin) = passes(document, config, config_file, Misfits::LeftOut, &mut faults)?;
    let made = items::crate_of(api, Remembered::new(&config.lock));
    Ok(Lowered { made, origin })
}

impl Lowered {
    /// The lock of names after the run with a configuration.
    pub(crate) fn lock(&self, config: &Config) -> NamesLock {
        self.origin.given().record(config, &self.made)
    }
}

impl Origin {
    /// The names with their places.
    fn given(&self) -> Given {
        Given::new((&self.graph, &self.classes, &self.names), &self.keys, &self.operations)
    }

    /// The names that could not be kept.
    fn notes(&self) -> Vec<String> {
        let note = |(class, conflict): &(_, Conflict)| {
            let Conflict { place, was: (kind, was) } = conflict;
            let now =
                self.names.get(*class).map_or_else(|| "of no type".to_owned(), |name| format!("`{name}`"));
            let is = naming::kind_of(self.graph.shape(self.classes.representative(*class)));
            format!("`{place}` was the {kind} `{was}` and is another kind of type now, the {is} {now}")
        };
        self.names.conflicts.iter().map(note).collect()
    }
}

/// Runs all passes but the last, [`items`], which makes the crate of the API.
fn passes(
    document: &Document,
    config: &Config,
    config_file: &str,
    misfits: Misfits,
    faults: &mut Vec<Found>,
) -> Result<(Api, Origin)> {
    let input = Input { document, config, config_file };
    let Read { mut graph, mut operations, bases, extended, events: raw_events, mut omissions } =
        read::read(document, config.client.permissions_extension.as_deref())?;
    let keys = naming::Keys::read(input)?;
    inheritance::find(&mut graph, &extended);
    text_formats::find(input, &mut graph);
    all_of::merge(input, &keys, &mut graph, &mut omissions)?;
    let remembered = Remembered::new(&config.lock);
    form_fields::find(&graph, &mut operations, remembered, &mut omissions);
    deep_objects::report(&graph, &operations, &mut omissions);
    unions::find_tags(&mut graph, &mut omissions);
    sent_bodies::leave_out_read_only(&mut graph, &mut operations);
    sent_bodies::report_always_sent(&graph, &operations, &mut omissions);
    let shapes = shared_shapes::classify(&graph, &Owners::one(&graph));
    let placed = placement::place(input, &graph, operations, faults)?;
    next_pages::check(input, misfits, &graph, &placed)?;
    let roots = |placed: &Placed| placed.sent_roots().into_iter().chain(placed.received_roots());
    let roots: Vec<_> = placed.iter().flat_map(roots).chain(events::roots(&raw_events)).collect();
    let configured = naming::configured(input, misfits, &graph, &shapes)?;
    let (classes, names) = naming::choose(remembered, &graph, &shapes, (&keys, &configured), &roots);
    let types = Types { graph: &graph, classes: &classes, names: &names, remembered };
    unions::report_bases(types, &bases, &mut omissions);
    let told: Vec<NodeId> = events::nodes(&raw_events).collect();
    let directions = Directions::of(&graph, &classes, &placed, &told);
    let mut definitions = definitions::define(types, &directions, config_file, &mut omissions)?;
    value_docs::add(&document.json, &mut definitions);
    graph_rules::check(&mut definitions, config_file, misfits)?;
    let described = Told {
        schemas: schemas::describe(types, &definitions),
        ambiguities: ambiguities::find(&graph, &definitions),
    };
    let (security, own_sets) = security::lower(input, &placed, &mut omissions)?;
    let groups = operations::groups(input, types, &placed, own_sets)?;
    let events = events::events(types, raw_events, &mut omissions);
    let omissions = published(document, omissions);
    let coverage = coverage::count(document, types, &definitions, &placed, faults);
    let api =
        api(input, (groups, events), (definitions, described), security, coverage, (faults, omissions))?;
    Ok((api, Origin { graph, classes, names, keys, operations: placed }))
}

/// What tells the variants of unions apart, and what does not.
struct Told {
    schemas: BTreeMap<Name, Described>,
    ambiguities: Vec<Ambiguity>,
}

fn api(
    input: Input<'_>,
    (mut groups, events): (Vec<Group>, Events),
    (types, described): (BTreeMap<Name, Definition>, Told),
    security: Security,
    coverage: Coverage,
    (faults, omissions): (&[Found], Vec<Omission>),
) -> Result<Api> {
    let Input { document, config, .. } = input;
    let group_features = config.package.group_features && groups.len() > 1;
    let remembered = Remembered::new(&config.lock);
    let servers = servers::servers(document, remembered);
    let operation_servers =
        servers::of_operations((document, remembered), (&servers, &security), &mut groups);
    Ok(Api {
        title: document.openapi.info.title.clone(),
        version: document.openapi.info.version.clone(),
        document: package::file_name(document),
        package: package::lower(input)?,
        base_url: package::base_url(document),
        servers,
        operation_servers,
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
        // A crate of one group has no features, but the modules that it would have beside another group.
        users: if config.package.group_features {
            type_users::find(&groups, &types)
        } else {
            BTreeMap::new()
        },
        groups,
        events,
        types,
        schemas: described.schemas,
        coverage,
        faults: faults.iter().map(reported).collect(),
        omissions,
        ambiguities: described.ambiguities,
    })
}

/// Omissions at their places in the published document, and those of the document as a whole.
fn published(document: &Document, omissions: Vec<Omission>) -> Vec<Omission> {
    let whole = beside::not_typed(|key| document.json.get(key));
    let whole = whole.map(|(keyword, done)| Omission::new(format!("/{keyword}"), done));
    let at = |omission: Omission| Omission {
        pointer: document.origins.published(&omission.pointer).into_owned(),
        ..omission
    };
    let all: BTreeSet<Omission> = omissions.into_iter().chain(whole).map(at).collect();
    all.into_iter().collect()
}

/// A fault as the report shows it.
fn reported(found: &Found) -> Fault {
    Fault {
        pointer: found.pointer.clone(),
        fault: found.fault.name(),
        problem: found.problem(),
        done: found.done(),
        left_out: found.fault.outcome() == Outcome::LeftOut,
    }
}
