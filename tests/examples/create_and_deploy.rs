//! Creates a route, and deploys a second version of it with a time-out and a fallback.
//!
//! `cargo run -p acceptance --example create_and_deploy`

mod connect;

use cloudflare_dynamic_routing::Error;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::{DeployedRoute, Element, NewFallbackOutputs, NewModelProperties};
use std::collections::BTreeSet;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let (client, account, gateway) = connect::connect().await?;
    let route = run(&client.dynamic_routing(account, gateway)).await?;
    println!("{} answers as model \"dynamic/{}\"", route.id, route.name);
    Ok(())
}

/// Creates the route, and returns it as it is deployed at the end.
pub async fn run(routing: &DynamicRouting) -> Result<DeployedRoute, Error> {
    let first = vec![
        Element::start("start", "model"),
        Element::model(
            "model",
            NewFallbackOutputs { success: "end", fallback: "end" },
            NewModelProperties { provider: "openai", model: "gpt-4o-mini", timeout: 60_000, retries: 4 },
        ),
        Element::end("end"),
    ];
    let route = routing.create("example-create-and-deploy", first).await?;

    let timeout = Duration::from_secs(10);
    let main = NewModelProperties { provider: "openai", model: "gpt-4o-mini", timeout, retries: 1 };
    let spare = NewModelProperties {
        provider: "workers-ai",
        model: "@cf/meta/llama-3.1-8b-instruct",
        timeout,
        retries: 1,
    };
    let second = vec![
        Element::start("start", "main"),
        Element::model("main", NewFallbackOutputs { success: "end", fallback: "spare" }, main),
        Element::model("spare", NewFallbackOutputs { success: "end", fallback: "end" }, spare),
        Element::end("end"),
    ];
    let before = version_ids(routing, &route.id).await?;
    routing.create_version(&route.id, second).await?;
    // The service does not say which version it made: it is the one that was not there before.
    for version in version_ids(routing, &route.id).await?.difference(&before) {
        routing.create_deployment(&route.id, version).await?;
    }
    routing.get(&route.id).await
}

async fn version_ids(routing: &DynamicRouting, route_id: &str) -> Result<BTreeSet<String>, Error> {
    let mut ids = BTreeSet::new();
    let mut versions = routing.list_versions(route_id).items();
    while let Some(version) = versions.next().await {
        ids.insert(version?.version_id);
    }
    Ok(ids)
}
