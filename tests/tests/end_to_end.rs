//! The ten operations against a server that behaves like the API, over TCP.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::service::{self, EMAIL, KEY, TOKEN};
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::{Active, Element, NewFallbackOutputs, NewModelProperties};
use cloudflare_dynamic_routing::{Client, Error};
use serde_json::json;

async fn routing() -> DynamicRouting {
    let base_url = service::start().await;
    let client = Client::builder().api_token(TOKEN).base_url(base_url).build().unwrap();
    client.dynamic_routing("account", "gateway")
}

fn elements(model: &str) -> Vec<Element> {
    vec![
        Element::start("start", "model"),
        Element::model(
            "model",
            NewFallbackOutputs { success: "end", fallback: "end" },
            NewModelProperties { provider: "openai", model, timeout: 60_000, retries: 4 },
        ),
        Element::end("end"),
    ]
}

#[tokio::test]
async fn a_route_lives_from_its_creation_to_its_deletion() {
    let routing = routing().await;

    let created = routing.create("support", elements("gpt-4o")).send().await.unwrap();
    assert_eq!((created.name.as_str(), created.gateway_id.as_str()), ("support", "gateway"));
    assert_eq!(created.elements, elements("gpt-4o"));
    assert_eq!(created.version.active, Active::True);
    assert_eq!(created.deployment.version_id, created.version.version_id);
    assert_eq!(created.account_tag.as_deref(), Some("account"));
    assert_eq!(created.version.additional_properties["comment"], json!(null));

    let page = routing.list().page(1).per_page(10).send().await.unwrap();
    assert!(page.success);
    assert_eq!((page.data.page, page.data.per_page), (1, 10));
    assert_eq!(page.data.order_by_direction, "desc");
    let [listed] = &page.data.routes[..] else { panic!("{:?}", page.data.routes) };
    assert_eq!((&listed.id, &listed.account_tag), (&created.id, &created.account_tag));
    assert!(routing.list().page(2).per_page(10).send().await.unwrap().data.routes.is_empty());

    let renamed = routing.update(&created.id, "renamed").send().await.unwrap();
    assert_eq!(renamed.route.name, "renamed");
    assert_ne!(renamed.route.modified_at, created.modified_at);

    let bare = routing.create_version(&created.id, elements("gpt-5")).send().await.unwrap();
    assert_eq!(bare.elements, elements("gpt-4o"), "a new version is not deployed by being made");
    let versions = routing.list_versions(&created.id).send().await.unwrap().data.versions;
    let [old, new] = &versions[..] else { panic!("{versions:?}") };
    assert_eq!((&old.active, &new.active), (&Active::True, &Active::False));
    assert_eq!(old.version_id, created.version.version_id);

    let deployed = routing.create_deployment(&created.id, &new.version_id).send().await.unwrap();
    assert_eq!(deployed.elements, elements("gpt-5"));
    let fetched = routing.get(&created.id).send().await.unwrap();
    assert_eq!(fetched.version.version_id, new.version_id);
    assert_eq!(fetched.elements, elements("gpt-5"));

    let rolled_back = routing.create_deployment(&created.id, &old.version_id).send().await.unwrap();
    assert_eq!(rolled_back.elements, elements("gpt-4o"));
    let deployments = routing.list_deployments(&created.id).send().await.unwrap().data.deployments;
    let order: Vec<&str> = deployments.iter().map(|deployment| deployment.version_id.as_str()).collect();
    assert_eq!(order, [&old.version_id, &new.version_id, &old.version_id]);

    let version = routing.get_version(&created.id, &new.version_id).send().await.unwrap();
    assert_eq!(version.elements, elements("gpt-5"));
    assert_eq!((version.is_valid, &version.active), (Some(true), &Active::False));

    let deleted = routing.delete(&created.id).send().await.unwrap();
    assert_eq!(deleted.id, created.id);
    let error = routing.get(&created.id).send().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.status().unwrap(), 404);
    assert!(routing.list().send().await.unwrap().data.routes.is_empty());
}

#[tokio::test]
async fn a_graph_that_was_read_can_be_edited_and_saved_without_losing_a_property() {
    let routing = routing().await;
    let graph = json!([
        {"id": "start", "type": "start", "outputs": {"next": {"elementId": "model"}}, "label": "kept"},
        {"id": "model", "type": "model", "outputs": {"success": {"elementId": "cache"}}, "properties":
            {"provider": "openai", "model": "gpt-4o", "timeout": 60000, "retries": 4, "temperature": 0.5}},
        {"id": "cache", "type": "cache", "ttl": 60, "outputs": {"hit": {"elementId": "end"}}},
        {"id": "end", "type": "end"}
    ]);
    let elements: Vec<Element> = serde_json::from_value(graph.clone()).unwrap();
    let route = routing.create("kept", elements).send().await.unwrap();

    let mut read = routing.get_version(&route.id, &route.version.version_id).send().await.unwrap();
    for element in &mut read.elements {
        if let Element::Model(model) = element {
            model.properties.model = "gpt-5".to_owned();
        }
    }
    routing.create_version(&route.id, read.elements).send().await.unwrap();

    let versions = routing.list_versions(&route.id).send().await.unwrap().data.versions;
    let saved = routing.get_version(&route.id, &versions.last().unwrap().version_id).send().await.unwrap();
    let mut expected = graph;
    expected[1]["properties"]["model"] = json!("gpt-5");
    assert_eq!(serde_json::to_value(&saved.elements).unwrap(), expected);
}

#[tokio::test]
async fn both_ways_to_say_who_is_calling_are_accepted_and_a_wrong_one_is_an_error_with_its_code() {
    let base_url = service::start().await;
    let list = async |builder: cloudflare_dynamic_routing::ClientBuilder| {
        let client = builder.base_url(base_url.clone()).build().unwrap();
        client.dynamic_routing("account", "gateway").list().send().await
    };
    assert!(list(Client::builder().api_token(TOKEN)).await.is_ok());
    assert!(list(Client::builder().api_email(EMAIL).api_key(KEY)).await.is_ok());
    let error = list(Client::builder().api_token("wrong")).await.unwrap_err();
    let Error::Api(api) = &error else { panic!("{error:?}") };
    assert_eq!((api.status().as_u16(), api.errors()[0].code), (401, Some(10000)));
    assert_eq!(error.to_string(), "the service answered 401 Unauthorized: Authentication error (code 10000)");
}

#[tokio::test]
async fn unknown_versions_and_routes_are_not_found() {
    let routing = routing().await;
    let route = routing.create("r", elements("m")).send().await.unwrap();
    assert!(routing.get_version(&route.id, "nope").send().await.unwrap_err().is_not_found());
    assert!(routing.create_deployment(&route.id, "nope").send().await.unwrap_err().is_not_found());
    assert!(routing.delete("nope").send().await.unwrap_err().is_not_found());
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_can_be_made_from_many_tasks_at_once() {
    let routing = routing().await;
    let tasks: Vec<_> = (0..32)
        .map(|number| {
            let routing = routing.clone();
            tokio::spawn(async move { routing.create(format!("route {number}"), elements("m")).send().await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(routing.list().per_page(100).send().await.unwrap().data.routes.len(), 32);
}
