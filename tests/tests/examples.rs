//! The examples work, against a server that behaves like the API.

#![allow(clippy::unwrap_used, clippy::panic, dead_code)]
// Each example is a separate program, so the module that several use is included with each.
#![allow(clippy::duplicate_mod)]

#[path = "../examples/ab_split.rs"]
mod ab_split;
#[path = "../examples/copy_route.rs"]
mod copy_route;
#[path = "../examples/create_and_deploy.rs"]
mod create_and_deploy;
#[path = "../examples/list_everything.rs"]
mod list_everything;
#[path = "../examples/roll_back.rs"]
mod roll_back;

use acceptance::service;
use cloudflare_dynamic_routing::Client;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::Element;

async fn client() -> Client {
    Client::builder().api_token(service::TOKEN).base_url(service::start().await).build().unwrap()
}

async fn routing() -> DynamicRouting {
    client().await.dynamic_routing("account", "gateway")
}

fn ids(elements: &[Element]) -> Vec<&str> {
    elements.iter().filter_map(Element::id).collect()
}

#[tokio::test]
async fn create_and_deploy_leaves_the_second_version_deployed() {
    let route = create_and_deploy::run(&routing().await).await.unwrap();
    assert_eq!(ids(&route.elements), ["start", "main", "spare", "end"]);
}

#[tokio::test]
async fn ab_split_creates_a_route_whose_edges_all_lead_somewhere() {
    let route = ab_split::run(&routing().await).await.unwrap();
    let ids = ids(&route.elements);
    let targets: Vec<_> = route.elements.iter().flat_map(Element::edges).map(|(_, target)| target).collect();
    assert_eq!(targets.len(), 11);
    for target in targets {
        assert!(ids.contains(&target), "{target}");
    }
}

#[tokio::test]
async fn roll_back_deploys_the_version_before_and_says_where_there_is_none() {
    let routing = routing().await;
    let route = create_and_deploy::run(&routing).await.unwrap();
    let version = roll_back::run(&routing, &route.id).await.unwrap().unwrap();
    assert_ne!(version, route.version.version_id);
    let rolled_back = routing.get(&route.id).await.unwrap();
    assert_eq!((&rolled_back.version.version_id, ids(&rolled_back.elements).len()), (&version, 3));

    let fresh = ab_split::run(&routing).await.unwrap();
    assert_eq!(roll_back::run(&routing, &fresh.id).await.unwrap(), None);
}

#[tokio::test]
async fn list_everything_names_each_route_element_version_and_deployment() {
    let routing = routing().await;
    create_and_deploy::run(&routing).await.unwrap();
    ab_split::run(&routing).await.unwrap();
    let lines = list_everything::run(&routing).await.unwrap();
    let starting = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!((starting("example-"), starting("  model "), starting("  version ")), (2, 5, 6), "{lines:#?}");
}

#[tokio::test]
async fn copy_route_takes_everything_to_the_other_gateway() {
    let client = client().await;
    let (from, to) = (client.dynamic_routing("account", "one"), client.dynamic_routing("account", "two"));
    let elements: Vec<Element> =
        serde_json::from_str(r#"[{"id":"s","type":"start","x":1},{"id":"c","type":"cache"}]"#).unwrap();
    let route = from.create("kept", elements.clone()).await.unwrap();
    let copy = copy_route::run(&from, &route.id, &to).await.unwrap();
    assert_eq!((copy.gateway_id.as_str(), copy.name.as_str()), ("two", "kept"));
    assert_eq!(to.get(&copy.id).await.unwrap().elements, elements);
}
