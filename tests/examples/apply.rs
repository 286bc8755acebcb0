//! Brings a route to the state that a file describes: creates it, or makes a new version and deploys it, or does nothing
//! where the graph is the same already.
//!
//! `cargo run -p acceptance --example apply -- [--dry-run] FILE`; the file holds `{"name": …, "elements": […]}`.

mod connect;

use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::Element;
use cloudflare_dynamic_routing::{Error, Graph};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    // What `main` returns as an error would be printed as one line, with its line breaks escaped.
    match start().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn start() -> Result<(), Box<dyn StdError>> {
    let (options, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument.starts_with("--"));
    let dry_run = options == ["--dry-run"];
    let ([file], true) = (&files[..], dry_run || options.is_empty()) else {
        return Err("usage: apply [--dry-run] FILE".into());
    };
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let wanted = Wanted::read(&text)
        .map_err(|error| format!("{file} is not `{{\"name\": …, \"elements\": […]}}`: {error}"))?;
    let (client, account, gateway) = connect::connect().await?;
    let routing = client.dynamic_routing(account, gateway);
    run(&routing, &wanted, dry_run, &mut |line| println!("{line}")).await?;
    Ok(())
}

/// The route as it shall be.
#[derive(Deserialize)]
pub struct Wanted {
    name: String,
    elements: Vec<Element>,
}

impl Wanted {
    /// Reads a file. A graph that makes no sense is refused, with all that is wrong.
    pub fn read(text: &str) -> Result<Self, String> {
        let wanted: Self =
            serde_json::from_str(text).map_err(|error| format!("the file is wrong: {error}"))?;
        let problems = Graph::new(&wanted.elements).problems();
        if problems.is_empty() {
            return Ok(wanted);
        }
        let lines: Vec<String> = problems.iter().map(|problem| format!("\n- {problem}")).collect();
        Err(format!("the graph of `{}` cannot be used:{}", wanted.name, lines.concat()))
    }
}

/// What was done.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    /// The route was created, and has this id.
    Created(String),
    /// This version was made and deployed.
    Deployed(String),
    /// The route has this graph already.
    Unchanged,
    /// Something would have been done.
    WouldChange,
}

/// Tells by `say` what will be done, and does it unless `dry_run`.
pub async fn run(
    routing: &DynamicRouting,
    wanted: &Wanted,
    dry_run: bool,
    say: &mut impl FnMut(String),
) -> Result<Outcome, Box<dyn StdError>> {
    let Some(route_id) = find(routing, &wanted.name).await? else {
        say(format!("{}: there is no such route; it will be created", wanted.name));
        if dry_run {
            return Ok(Outcome::WouldChange);
        }
        let created = routing.create(&wanted.name, wanted.elements.clone()).await?;
        say(format!("created {}; version {} is deployed", created.id, created.version.version_id));
        return Ok(Outcome::Created(created.id));
    };
    let deployed = routing.get(&route_id).await?;
    let changes = Graph::new(&deployed.elements).changes(&Graph::new(&wanted.elements));
    if changes.is_empty() {
        say(format!("{}: the graph is the same; there is nothing to do", wanted.name));
        return Ok(Outcome::Unchanged);
    }
    say(format!("{}: a new version will be made and deployed, with these changes:", wanted.name));
    changes.iter().for_each(|change| say(format!("  {change}")));
    if dry_run {
        return Ok(Outcome::WouldChange);
    }
    let version_id = make_version(routing, &route_id, &wanted.elements).await?;
    say(format!("made version {version_id}"));
    routing.create_deployment(&route_id, &version_id).await?;
    say(format!("deployed it; to go back, deploy {}", deployed.version.version_id));
    Ok(Outcome::Deployed(version_id))
}

/// The id of the route with this name.
async fn find(routing: &DynamicRouting, name: &str) -> Result<Option<String>, Error> {
    let mut routes = routing.list().per_page(50).items();
    while let Some(route) = routes.next().await.transpose()? {
        if route.name == name {
            return Ok(Some(route.id));
        }
    }
    Ok(None)
}

/// Makes a version, and returns its id. The service does not say it: it is that of a version which was not there before,
/// and which has the same graph, in case that somebody else makes one at the same time.
async fn make_version(
    routing: &DynamicRouting,
    route_id: &str,
    elements: &[Element],
) -> Result<String, Box<dyn StdError>> {
    let before = version_ids(routing, route_id).await?;
    routing.create_version(route_id, elements.to_vec()).await?;
    for id in version_ids(routing, route_id).await?.difference(&before) {
        let version = routing.get_version(route_id, id).await?;
        if Graph::new(&version.elements).changes(&Graph::new(elements)).is_empty() {
            return Ok(id.clone());
        }
    }
    Err(format!("the new version of {route_id} is not in the list of its versions").into())
}

async fn version_ids(routing: &DynamicRouting, route_id: &str) -> Result<BTreeSet<String>, Error> {
    let mut ids = BTreeSet::new();
    let mut versions = routing.list_versions(route_id).items();
    while let Some(version) = versions.next().await.transpose()? {
        ids.insert(version.version_id);
    }
    Ok(ids)
}
