//! Copies a route, as it is deployed, to another gateway.
//!
//! `cargo run -p acceptance --example copy_route -- ROUTE-ID OTHER-GATEWAY-ID`; without them, a route that it creates.

// The example that creates the route is a program of its own too, and connects by the same module.
#![allow(clippy::duplicate_mod)]

mod connect;
#[allow(dead_code)] // Its `main` is for itself.
#[path = "create_and_deploy.rs"]
mod create_and_deploy;

use cloudflare_dynamic_routing::Error;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::DeployedRoute;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let (client, account, gateway) = connect::connect().await?;
    let from = client.dynamic_routing(account.as_str(), gateway);
    let mut arguments = std::env::args().skip(1);
    let route_id = match arguments.next() {
        Some(id) => id,
        None => create_and_deploy::run(&from).await?.id,
    };
    let to = client.dynamic_routing(account, arguments.next().unwrap_or_else(|| "other-gateway".to_owned()));
    let copy = run(&from, &route_id, &to).await?;
    println!("{} is {} on {}", copy.name, copy.id, copy.gateway_id);
    Ok(())
}

/// Copies the route. Elements that this crate does not know, and properties that it has no names for, go along.
pub async fn run(from: &DynamicRouting, route_id: &str, to: &DynamicRouting) -> Result<DeployedRoute, Error> {
    let route = from.get(route_id).await?;
    to.create(route.name, route.elements).await
}
