//! Sends a tenth of the requests to another model, and caps what the rest may cost.
//!
//! `cargo run -p acceptance --example ab_split`

mod connect;

use cloudflare_dynamic_routing::Error;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::{
    DeployedRoute, Element, FallbackOutputs, LimitType, ModelProperties, RateProperties,
};

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
        Element::model(id, "end", ModelProperties::new(provider, name, 30_000, 2))
    };
    // 20 dollars a day for each user, by the metadata that requests carry.
    let budget = RateProperties::new(LimitType::Cost, "metadata.user", 20, 86_400);
    let elements = vec![
        Element::start("start", "split"),
        Element::percentage("split", [("10%", "candidate"), ("else", "budget")]),
        model("candidate", "anthropic", "claude-sonnet-4-5"),
        Element::rate("budget", FallbackOutputs::new("current").with_fallback("cheap"), budget),
        model("current", "openai", "gpt-4o"),
        model("cheap", "openai", "gpt-4o-mini"),
        Element::end("end"),
    ];
    routing.create("example-ab-split", elements).await
}
