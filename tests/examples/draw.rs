//! Draws a graph of elements: as Mermaid, as DOT, or as a picture in SVG.
//!
//! `cargo run -p acceptance --example draw -- [mermaid|dot|svg] [FILE-or-ROUTE-ID]`; without the last, a route that it
//! creates. A file holds elements, or an object with `elements`. For a picture: `… svg route.json > route.svg`.

// The example that creates the route is a program of its own too, and connects by the same module.
#![allow(clippy::duplicate_mod)]

mod connect;
#[allow(dead_code)] // Its `main` is for itself.
#[path = "create_and_deploy.rs"]
mod create_and_deploy;

use cloudflare_dynamic_routing::Graph;
use cloudflare_dynamic_routing::types::Element;
use std::error::Error;
use std::path::Path;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let format = arguments.next().unwrap_or_else(|| "mermaid".to_owned());
    let elements = match arguments.next() {
        Some(file) if Path::new(&file).exists() => read(&std::fs::read_to_string(file)?)?,
        route_id => {
            let (client, account, gateway) = connect::connect().await?;
            let routing = client.dynamic_routing(account, gateway);
            match route_id {
                Some(id) => routing.get(id).await?.elements,
                None => create_and_deploy::run(&routing).await?.elements,
            }
        }
    };
    let graph = Graph::new(&elements);
    for problem in graph.problems() {
        eprintln!("warning: {problem}");
    }
    print!("{}", draw(&graph, &format)?);
    Ok(())
}

/// The elements in a text: a list of them, or an object that has them in `elements`.
pub fn read(text: &str) -> Result<Vec<Element>, serde_json::Error> {
    let mut json: serde_json::Value = serde_json::from_str(text)?;
    if let Some(elements) = json.get_mut("elements") {
        return serde_json::from_value(elements.take());
    }
    serde_json::from_value(json)
}

/// The graph in one of the formats.
pub fn draw(graph: &Graph, format: &str) -> Result<String, String> {
    match format {
        "mermaid" => Ok(graph.to_mermaid()),
        "dot" => Ok(graph.to_dot()),
        "svg" => Ok(graph.to_svg()),
        other => Err(format!("`{other}` is not a format: mermaid, dot and svg are")),
    }
}
