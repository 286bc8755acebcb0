//! The task with the crate of this repository.

use crate::task::Task;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::reqwest::{self, header};
use cloudflare_dynamic_routing::types::{DeployedRoute, Element};
use cloudflare_dynamic_routing::{Client, Error, Request, RetryPolicy};
use serde_json::{Value, json};
use std::time::Duration;

pub fn run(task: &Task) -> Value {
    if task.options.body.is_some() {
        return json!({"missing": "no setting"});
    }
    let outcome = match task.end.as_str() {
        "blocking" => blocking(task),
        _ => tokio::runtime::Runtime::new()
            .map_err(|error| Error::Configuration(error.to_string()))
            .and_then(|runtime| runtime.block_on(asynchronous(task))),
    };
    outcome.unwrap_or_else(|error| json!({"error": failed(&error)}))
}

fn client(task: &Task) -> Result<(Client, String), Error> {
    let given = &task.client;
    let mut builder = Client::builder().environment().base_url(&task.address);
    if let Some(token) = &given.token {
        builder = builder.api_token(token);
    }
    if let Some(email) = &given.email {
        builder = builder.api_email(email);
    }
    if let Some(key) = &given.key {
        builder = builder.api_key(key);
    }
    if let Some(timeout) = given.timeout {
        builder = builder.timeout(Duration::from_secs_f64(timeout));
    }
    if let Some(retries) = given.retries {
        builder = builder.retry(RetryPolicy::default().with_max_retries(retries));
    }
    if given.own_http {
        let headers =
            [(header::HeaderName::from_static("x-own-client"), header::HeaderValue::from_static("1"))];
        let http = reqwest::Client::builder().default_headers(headers.into_iter().collect()).build();
        builder = builder.http_client(http.map_err(|error| Error::Configuration(error.to_string()))?);
    }
    let printed = format!("{builder:?}");
    let client = builder.build()?;
    let printed = format!("{printed} {client:?}");
    Ok((client, printed))
}

fn routing(client: &Client, task: &Task) -> DynamicRouting {
    client.dynamic_routing(task.account(), "g")
}

fn get(routing: &DynamicRouting, task: &Task) -> Request<DeployedRoute> {
    with_options(routing.get(task.id()), task)
}

fn with_options<T>(mut request: Request<T>, task: &Task) -> Request<T> {
    let options = &task.options;
    if let Some(timeout) = options.timeout {
        request = request.timeout(Duration::from_secs_f64(timeout));
    }
    if let Some(deadline) = options.deadline {
        request = request.deadline(Duration::from_secs_f64(deadline));
    }
    if let Some(retries) = options.retries {
        request = request.retry(RetryPolicy::default().with_max_retries(retries));
    }
    if let Some((name, value)) = &options.header {
        request = request.header(name, value);
    }
    if let Some((name, value)) = &options.query {
        request = request.query(name, value);
    }
    request
}

fn blocking(task: &Task) -> Result<Value, Error> {
    let (client, _) = client(task)?;
    get(&routing(&client, task), task).send_blocking()?;
    Ok(json!({"value": true}))
}

async fn asynchronous(task: &Task) -> Result<Value, Error> {
    let (client, printed) = client(task)?;
    let routing = routing(&client, task);
    match task.end.as_str() {
        "raw" => {
            let raw = get(&routing, task).send_raw().await?;
            return Ok(
                json!({"value": true, "raw": [raw.status().as_u16(), raw.request_id(), raw.value().id]}),
            );
        }
        "round_trip" => {
            let route = get(&routing, task).send().await?;
            let read_as: Vec<_> = route.elements.iter().map(variant).collect();
            routing.create_version("r", route.elements).send().await?;
            return Ok(json!({"value": true, "read_as": read_as}));
        }
        "items" => return items(&routing, task).await,
        _ => call(&routing, task).await?,
    }
    Ok(json!({"value": true, "printed": printed}))
}

fn variant(element: &Element) -> &'static str {
    match element {
        Element::Start(_) => "Element::Start",
        Element::Unknown(_) => "Element::Unknown",
        _ => "another Element",
    }
}

async fn items(routing: &DynamicRouting, task: &Task) -> Result<Value, Error> {
    let mut items = with_options(routing.list().per_page(2).into(), task).items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        match item {
            Ok(_) => count += 1,
            Err(error) => return Ok(json!({"items": count, "error": failed(&error)})),
        }
    }
    Ok(json!({"value": true, "items": count}))
}

async fn call(routing: &DynamicRouting, task: &Task) -> Result<(), Error> {
    match task.call.as_str() {
        "get" => get(routing, task).send().await.map(drop),
        "create" => {
            let create = routing.create(task.name(), [Element::end("e")]);
            with_options(create, task).send().await.map(drop)
        }
        "update" => with_options(routing.update("r", "n"), task).send().await.map(drop),
        "delete" => with_options(routing.delete("r"), task).send().await.map(drop),
        "list" => with_options(routing.list().per_page(2).into(), task).send().await.map(drop),
        other => Err(Error::InvalidRequest(format!("there is no call {other:?}"))),
    }
}

fn failed(error: &Error) -> Value {
    let printed = format!("{error} {error:?}");
    let kind = match error {
        Error::Configuration(_) => "Configuration".to_owned(),
        Error::InvalidRequest(_) => "InvalidRequest".to_owned(),
        Error::Transport(error) => format!("Transport({:?})", error.kind()),
        Error::Api(error) => format!("Api({:?})", error.kind()),
        Error::Decode(_) => "Decode".to_owned(),
        _ => "another".to_owned(),
    };
    let body = match error {
        Error::Api(error) => Some(error.body()),
        Error::Decode(error) => Some(error.body()),
        _ => None,
    };
    let details = if let Error::Api(error) = error { error.errors() } else { &[] };
    json!({
        "type": kind,
        "status": error.status().map(|status| status.as_u16()),
        "request_id": error.request_id(),
        "codes": details.iter().map(|detail| detail.code).collect::<Vec<_>>(),
        "messages": details.iter().map(|detail| &detail.message).collect::<Vec<_>>(),
        "body": body.map(String::from_utf8_lossy),
        "tries": error.tries(),
        "printed": printed,
    })
}
