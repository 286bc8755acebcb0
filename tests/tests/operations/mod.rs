//! The ten operations as values, for tests that apply to each of them.

// No test uses all of this.
#![allow(dead_code)]

use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::Element;
use cloudflare_dynamic_routing::{Client, ClientBuilder, Error, RetryPolicy};
use serde_json::{Value, json};
use std::time::Duration;

/// One of the ten operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    List,
    Create,
    Get,
    Update,
    Delete,
    ListDeployments,
    CreateDeployment,
    ListVersions,
    CreateVersion,
    GetVersion,
}

use Operation::{
    Create, CreateDeployment, CreateVersion, Delete, Get, GetVersion, List, ListDeployments, ListVersions,
    Update,
};

/// All ten operations.
pub const ALL: [Operation; 10] = [
    List,
    Create,
    Get,
    Update,
    Delete,
    ListDeployments,
    CreateDeployment,
    ListVersions,
    CreateVersion,
    GetVersion,
];

impl Operation {
    /// Whether it is a POST or a PATCH, which must not be done twice.
    pub fn is_write(self) -> bool {
        matches!(self, Create | Update | CreateDeployment | CreateVersion)
    }

    /// Makes the call, and drops its value.
    pub async fn call(self, routing: &DynamicRouting) -> Result<(), Error> {
        let elements = || vec![Element::start("start", "end"), Element::end("end")];
        match self {
            List => routing.list().send().await.map(drop),
            Create => routing.create("name", elements()).send().await.map(drop),
            Get => routing.get("r").send().await.map(drop),
            Update => routing.update("r", "name").send().await.map(drop),
            Delete => routing.delete("r").send().await.map(drop),
            ListDeployments => routing.list_deployments("r").send().await.map(drop),
            CreateDeployment => routing.create_deployment("r", "v").send().await.map(drop),
            ListVersions => routing.list_versions("r").send().await.map(drop),
            CreateVersion => routing.create_version("r", elements()).send().await.map(drop),
            GetVersion => routing.get_version("r", "v").send().await.map(drop),
        }
    }

    /// The body of a successful answer.
    pub fn answer(self) -> Value {
        match self {
            List => page("routes", &[route("r")]),
            ListDeployments => page("deployments", &[deployment("d")]),
            ListVersions => page("versions", &[version("v")]),
            Update => json!({"success": true, "route": route("r")}),
            GetVersion => {
                let mut answer = route("r");
                answer.as_object_mut().unwrap().extend(version("v").as_object().unwrap().clone());
                json!({"success": true, "result": answer})
            }
            _ => json!({"success": true, "result": route("r")}),
        }
    }
}

/// A route with all properties that any answer has.
pub fn route(id: &str) -> Value {
    json!({
        "id": id, "name": format!("name of {id}"), "elements": [{"id": "end", "type": "end"}], "gateway_id": "g",
        "account_tag": "a", "created_at": "2026-01-01T00:00:00Z", "modified_at": "2026-01-01T00:00:00Z",
        "deployment": deployment("d"), "version": version("v")
    })
}

pub fn version(id: &str) -> Value {
    json!({"version_id": id, "data": "[]", "active": "true", "is_valid": true, "created_at": "2026-01-01T00:00:00Z"})
}

pub fn deployment(id: &str) -> Value {
    json!({"deployment_id": id, "version_id": "v", "created_at": "2026-01-01T00:00:00Z"})
}

/// An answer with the first page of a list, in pages of 20.
pub fn page(name: &str, items: &[Value]) -> Value {
    numbered_page(name, items, 1, 20)
}

/// An answer with one page of a list.
pub fn numbered_page(name: &str, items: &[Value], number: usize, size: usize) -> Value {
    let data =
        json!({name: items, "page": number, "per_page": size, "order_by": "id", "order_by_direction": "asc"});
    json!({"success": true, "data": data})
}

/// The default retry policy with another time between tries.
pub fn hasty() -> RetryPolicy {
    RetryPolicy::default().with_backoff(Duration::from_millis(1), Duration::from_millis(2))
}

/// A builder of a client for a server.
pub fn client(address: impl Into<String>) -> ClientBuilder {
    Client::builder().api_token("t").base_url(address).retry(hasty())
}

/// The routes of a gateway.
pub fn routing(client: ClientBuilder) -> DynamicRouting {
    client.build().unwrap().dynamic_routing("a", "g")
}
