//! The examples work, against a server that behaves like the API.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, dead_code)]
// Each example is a separate program, so the module that several use is included with each.
#![allow(clippy::duplicate_mod)]

#[path = "../examples/ab_split.rs"]
mod ab_split;
#[path = "../examples/apply.rs"]
mod apply;
#[path = "../examples/copy_route.rs"]
mod copy_route;
#[path = "../examples/create_and_deploy.rs"]
mod create_and_deploy;
#[path = "../examples/draw.rs"]
mod draw;
#[path = "../examples/list_everything.rs"]
mod list_everything;
#[path = "../examples/roll_back.rs"]
mod roll_back;

use acceptance::{graphs, service};
use apply::{Outcome, Wanted};
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::Element;
use cloudflare_dynamic_routing::{Client, Graph};

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

/// A route as a file describes it.
fn file(elements: &str) -> String {
    serde_json::json!({ "name": "applied", "elements": graphs::elements(elements) }).to_string()
}

/// Applies a file; returns what was done and what was said.
async fn applied(routing: &DynamicRouting, elements: &str, dry_run: bool) -> (Outcome, Vec<String>) {
    let wanted = Wanted::read(&file(elements)).unwrap();
    let mut said = Vec::new();
    let outcome = apply::run(routing, &wanted, dry_run, &mut |line| said.push(line)).await.unwrap();
    (outcome, said)
}

/// How many versions and deployments there are.
async fn counts(routing: &DynamicRouting, route_id: &str) -> (usize, usize) {
    let versions = routing.list_versions(route_id).await.unwrap().data.versions.len();
    (versions, routing.list_deployments(route_id).await.unwrap().data.deployments.len())
}

const FIRST: &str = "start s next>m; model m success>e; end e";
const SECOND: &str = "start s next>m; model m success>e fallback>n; model n success>e; end e";

#[tokio::test]
async fn apply_creates_a_route_that_is_not_there() {
    let routing = routing().await;
    let (outcome, said) = applied(&routing, FIRST, true).await;
    assert_eq!(outcome, Outcome::WouldChange);
    assert_eq!(said, ["applied: there is no such route; it will be created"]);
    assert!(routing.list().await.unwrap().data.routes.is_empty(), "a dry run creates nothing");

    let (outcome, said) = applied(&routing, FIRST, false).await;
    let Outcome::Created(id) = outcome else { panic!("{outcome:?}") };
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(ids(&routing.get(&id).await.unwrap().elements), ["s", "m", "e"]);
}

#[tokio::test]
async fn apply_makes_and_deploys_a_version_where_the_graph_differs_and_says_so_first() {
    let routing = routing().await;
    let Outcome::Created(id) = applied(&routing, FIRST, false).await.0 else { panic!() };
    let changes = [
        "applied: a new version will be made and deployed, with these changes:",
        "  + edge `fallback` of `m` -> `n`",
        "  + element `n` (model)",
        "  + edge `success` of `n` -> `e`",
    ];
    let (outcome, said) = applied(&routing, SECOND, true).await;
    assert_eq!((outcome, said.as_slice()), (Outcome::WouldChange, &changes.map(str::to_owned)[..]));
    assert_eq!(counts(&routing, &id).await, (1, 1), "a dry run changes nothing");

    let before = routing.get(&id).await.unwrap().version.version_id;
    let (outcome, said) = applied(&routing, SECOND, false).await;
    let Outcome::Deployed(version) = outcome else { panic!("{outcome:?}") };
    assert_eq!(said[..4], changes);
    assert_eq!(
        said[4..],
        [format!("made version {version}"), format!("deployed it; to go back, deploy {before}")]
    );
    let route = routing.get(&id).await.unwrap();
    assert_eq!((route.version.version_id, ids(&route.elements)), (version, vec!["s", "m", "n", "e"]));
    assert_eq!(counts(&routing, &id).await, (2, 2));
}

#[tokio::test]
async fn apply_does_nothing_where_the_graph_is_the_same() {
    let routing = routing().await;
    let Outcome::Created(id) = applied(&routing, FIRST, false).await.0 else { panic!() };
    let (outcome, said) = applied(&routing, "end e; model m success>e; start s next>m", false).await;
    assert_eq!(outcome, Outcome::Unchanged);
    assert_eq!(said, ["applied: the graph is the same; there is nothing to do"]);
    assert_eq!(counts(&routing, &id).await, (1, 1));
}

#[test]
fn apply_refuses_a_graph_that_makes_no_sense_with_all_that_is_wrong() {
    let refusal = |text: &str| Wanted::read(text).err().unwrap();
    assert_eq!(
        refusal(&file("start s next>x; end e")),
        "the graph of `applied` cannot be used:\n\
         - the edge `next` of `s` leads to `x`, and no element has this id\n\
         - no way leads from the start to `e`\n\
         - no way leads from `s` to an element of the kind `end`"
    );
    assert!(refusal("{\"name\":\"x\"}").starts_with("the file is wrong: missing field `elements`"));
}

#[test]
fn draw_reads_elements_and_draws_them_in_each_format() {
    let list = graphs::elements(FIRST);
    for text in [list.to_string(), serde_json::json!({ "id": "r", "elements": list }).to_string()] {
        let graph = Graph::new(&draw::read(&text).unwrap());
        for (format, begin) in [("mermaid", "flowchart TD"), ("dot", "digraph {"), ("svg", "<svg ")] {
            assert!(draw::draw(&graph, format).unwrap().starts_with(begin), "{format}");
        }
        assert!(draw::draw(&graph, "png").is_err());
    }
    assert!(draw::read("[1]").unwrap().iter().all(|element| matches!(element, Element::Unknown(_))));
    assert!(draw::read("{}").is_err());
}
