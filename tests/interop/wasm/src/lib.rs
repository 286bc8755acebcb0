//! Calls from WebAssembly, which `wasm.mjs` makes under Node.js.

use cloudflare_dynamic_routing::types::Element;
use cloudflare_dynamic_routing::{Client, Credentials, Error, RetryPolicy};
use std::time::Duration;
use wasm_bindgen::prelude::wasm_bindgen;

/// Makes one call, and says how it ended: `ok` and what came, or what `Display` says of the error and what it is.
#[wasm_bindgen]
pub async fn call(address: String, secrets: String, operation: String) -> String {
    match made(address, &secrets, &operation).await {
        Ok(value) => format!("ok: {value}"),
        Err(error) => {
            let (timeout, again, tries) = (error.is_timeout(), error.is_retryable(), error.tries());
            format!("{error} [timeout: {timeout}, retryable: {again}, tries: {tries}]")
        }
    }
}

async fn made(address: String, secrets: &str, operation: &str) -> Result<String, Error> {
    let credentials = match secrets {
        "token" => Credentials::api_token("canary-token"),
        _ => Credentials::api_email_and_api_key("canary@example.com", "canary-key"),
    };
    let retry = RetryPolicy::default().with_backoff(Duration::from_millis(1), Duration::from_millis(2));
    let client = Client::builder().credentials(credentials).base_url(address).retry(retry).build()?;
    let routing = client.dynamic_routing("account", "gateway");
    let elements = || vec![Element::start("start", "end"), Element::end("end")];
    Ok(match operation {
        "list" => routing.list().per_page(2).send().await?.data.routes.len().to_string(),
        "items" => {
            let (mut items, mut number) = (routing.list().per_page(2).items(), 0);
            while let Some(item) = items.next().await {
                item?;
                number += 1;
            }
            number.to_string()
        }
        "create" => routing.create("support", elements()).send().await?.name,
        "get" => routing.get("r").send().await?.id,
        "get within 100 ms" => routing.get("r").timeout(Duration::from_millis(100)).send().await?.id,
        "get with a deadline of 100 ms" => routing.get("r").deadline(Duration::from_millis(100)).send().await?.id,
        "update" => routing.update("r", "renamed").send().await?.route.id,
        "delete" => routing.delete("r").send().await?.id,
        "list_deployments" => routing.list_deployments("r").send().await?.data.deployments.len().to_string(),
        "create_deployment" => routing.create_deployment("r", "v").send().await?.id,
        "list_versions" => routing.list_versions("r").send().await?.data.versions.len().to_string(),
        "create_version" => routing.create_version("r", elements()).send().await?.id,
        "get_version" => routing.get_version("r", "v").send().await?.version_id,
        other => format!("no such operation: {other}"),
    })
}
