//! The crate's mock server, with an answer to each of the ten operations: prints its address, waits for the end of its
//! input, and prints how often each operation was called.

#![allow(clippy::unwrap_used)]

use cloudflare_dynamic_routing::types::Element;
use cloudflare_dynamic_routing::{MockServer, Request};
use serde_json::{Value, json};

/// The answer to any call of an operation.
macro_rules! answer {
    ($server:ident, $call:expr, $value:expr) => {{
        let call: Request<_> = $call.into();
        let value = serde_json::from_value($value).unwrap();
        $server.when(call).with_any_path_parameters().with_any_body().answer(&value).await.unwrap();
    }};
}

fn list(name: &str, item: &Value) -> Value {
    json!({name: [item], "page": 1, "per_page": 20, "order_by": "created_at", "order_by_direction": "desc"})
}

#[tokio::main]
async fn main() {
    let time = "2026-01-01T00:00:00Z";
    let deployment = json!({"deployment_id": "d", "version_id": "v", "created_at": time});
    let version =
        json!({"version_id": "v", "data": "[]", "active": "true", "is_valid": true, "created_at": time});
    let mut route = json!({
        "id": "r", "name": "support", "gateway_id": "g", "account_tag": "a", "created_at": time, "modified_at": time,
        "elements": [{"id": "end", "type": "end", "outputs": {}}], "deployment": deployment, "version": version,
    });
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    let elements = || vec![Element::start("start", "end"), Element::end("end")];
    answer!(server, routing.create("support", elements()), route.clone());
    answer!(server, routing.get("r"), route.clone());
    answer!(server, routing.delete("r"), route.clone());
    answer!(server, routing.update("r", "renamed"), json!({"success": true, "route": route.clone()}));
    answer!(server, routing.list(), json!({"success": true, "data": list("routes", &route)}));
    answer!(server, routing.create_version("r", elements()), route.clone());
    answer!(server, routing.create_deployment("r", "v"), route.clone());
    answer!(server, routing.list_versions("r"), json!({"success": true, "data": list("versions", &version)}));
    answer!(
        server,
        routing.list_deployments("r"),
        json!({"success": true, "data": list("deployments", &deployment)})
    );
    route.as_object_mut().unwrap().extend(version.as_object().unwrap().clone());
    answer!(server, routing.get_version("r", "v"), route);
    println!("{}", server.base_url());
    // The SDKs are at work until then.
    let waiting = tokio::task::spawn_blocking(|| std::io::stdin().read_line(&mut String::new()));
    let _ = waiting.await;
    println!("{} calls came", server.requests().await.len());
}
