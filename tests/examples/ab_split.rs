//! Sends a tenth of the requests to another model, and caps what the rest may cost.
//!
//! `cargo run -p acceptance --example ab_split`

mod connect;

use cloudflare_dynamic_routing::Error;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::{
    DeployedRoute, Element, LimitType, NewFallbackOutputs, NewModelProperties, NewRateProperties,
};
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let (client, account, gateway) = connect::connect().await?;
    let route = run(&client.dynamic_routing(account, gateway)).await?;
    for element in &route.elements {
        for (label, target) in element.edges() {
            println!("{} -- {label} --> {target}", element.id().unwrap_or("?"));
        }
    }
    Ok(())
}

/// Creates the route.
pub async fn run(routing: &DynamicRouting) -> Result<DeployedRoute, Error> {
    let model = |id: &str, provider: &str, name: &str| {
        let outputs = NewFallbackOutputs { success: "end", fallback: "end" };
        let timeout = Duration::from_secs(30);
        Element::model(id, outputs, NewModelProperties { provider, model: name, timeout, retries: 2 })
    };
    // 20 dollars a day for each user, by the metadata that requests carry.
    let budget = NewRateProperties {
        limit_type: LimitType::Cost,
        key: "metadata.user",
        limit: 20,
        window: Duration::from_secs(86_400),
    };
    let elements = vec![
        Element::start("start", "split"),
        Element::percentage("split", [("10%", "candidate"), ("else", "budget")])?,
        model("candidate", "anthropic", "claude-sonnet-4-5"),
        Element::rate("budget", NewFallbackOutputs { success: "current", fallback: "cheap" }, budget),
        model("current", "openai", "gpt-4o"),
        model("cheap", "openai", "gpt-4o-mini"),
        Element::end("end"),
    ];
    routing.create("example-ab-split", elements).await
}
