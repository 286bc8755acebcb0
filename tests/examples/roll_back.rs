//! Deploys the version of a route that was deployed before the present one.
//!
//! `cargo run -p acceptance --example roll_back -- ROUTE-ID`; without an id, on a route that it creates.

// The example that creates the route is a program of its own too, and connects by the same module.
#![allow(clippy::duplicate_mod)]

mod connect;
#[allow(dead_code)] // Its `main` is for itself.
#[path = "create_and_deploy.rs"]
mod create_and_deploy;

use cloudflare_dynamic_routing::Error;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let (client, account, gateway) = connect::connect().await?;
    let routing = client.dynamic_routing(account, gateway);
    let route_id = match std::env::args().nth(1) {
        Some(id) => id,
        None => create_and_deploy::run(&routing).await?.id,
    };
    match run(&routing, &route_id).await? {
        Some(version_id) => println!("version {version_id} is deployed again"),
        None => println!("there is no earlier deployment"),
    }
    Ok(())
}

/// Rolls the route back, and returns the version that is deployed now; `None` where there was no other before.
pub async fn run(routing: &DynamicRouting, route_id: &str) -> Result<Option<String>, Error> {
    let present = routing.get(route_id).await?.deployment;
    let mut earlier = Vec::new();
    let mut deployments = routing.list_deployments(route_id).items();
    while let Some(deployment) = deployments.next().await {
        let deployment = deployment?;
        if deployment.version_id != present.version_id && deployment.created_at <= present.created_at {
            earlier.push(deployment);
        }
    }
    // Times are in ISO 8601, which sorts as text.
    let Some(last) = earlier.into_iter().max_by(|a, b| a.created_at.cmp(&b.created_at)) else {
        return Ok(None);
    };
    routing.create_deployment(route_id, &last.version_id).await?;
    Ok(Some(last.version_id))
}
