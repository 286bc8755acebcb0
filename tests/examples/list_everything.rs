//! Lists all routes of a gateway with their elements, versions and deployments.
//!
//! `cargo run -p acceptance --example list_everything`

// The example that creates the route is a program of its own too, and connects by the same module.
#![allow(clippy::duplicate_mod)]

mod connect;
#[allow(dead_code)] // Its `main` is for itself.
#[path = "create_and_deploy.rs"]
mod create_and_deploy;

use cloudflare_dynamic_routing::Error;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::{Active, Element};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let (client, account, gateway) = connect::connect().await?;
    let routing = client.dynamic_routing(account, gateway);
    if client.base_url().starts_with("http:") {
        create_and_deploy::run(&routing).await?;
    }
    for line in run(&routing).await? {
        println!("{line}");
    }
    Ok(())
}

/// What there is, a line each.
pub async fn run(routing: &DynamicRouting) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    let mut routes = routing.list().per_page(50).items();
    while let Some(route) = routes.next().await {
        let route = route?;
        lines.push(format!("{} ({})", route.name, route.id));
        lines.extend(route.elements.iter().map(describe));
        let mut versions = routing.list_versions(&route.id).items();
        while let Some(version) = versions.next().await {
            let version = version?;
            let use_ = if version.active == Active::True { ", in use" } else { "" };
            lines.push(format!("  version {} of {}{use_}", version.version_id, version.created_at));
        }
        let mut deployments = routing.list_deployments(&route.id).items();
        while let Some(deployment) = deployments.next().await {
            let deployment = deployment?;
            lines.push(format!("  version {} deployed {}", deployment.version_id, deployment.created_at));
        }
    }
    Ok(lines)
}

fn describe(element: &Element) -> String {
    let (id, kind) = (element.id().unwrap_or("?"), element.kind().unwrap_or("?"));
    match element {
        Element::Model(model) => {
            format!("  {kind} {id}: {} {}", model.properties.provider, model.properties.model)
        }
        Element::Unknown(unknown) => {
            format!("  {kind} {id}: {}", unknown.reason().unwrap_or_else(|| "not known".to_owned()))
        }
        _ => format!("  {kind} {id}"),
    }
}
