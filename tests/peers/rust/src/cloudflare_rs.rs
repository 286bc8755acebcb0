//! The task with cloudflare-rs. It has no operations of dynamic routing; DNS records and a tunnel stand in for them.

use crate::task::Task;
use cloudflare::endpoints::cfd_tunnel::{route_dns, update_tunnel};
use cloudflare::endpoints::dns::dns;
use cloudflare::framework::auth::Credentials;
use cloudflare::framework::client::ClientConfig;
use cloudflare::framework::client::{async_api, blocking_api};
use cloudflare::framework::endpoint::spec::EndpointSpec;
use cloudflare::framework::response::{ApiFailure, ApiSuccess, ResponseConverter};
use cloudflare::framework::{Environment, Error};
use serde_json::{Value, json};
use std::time::Duration;

pub fn run(task: &Task) -> Value {
    let options = &task.options;
    let per_call = options.timeout.is_some() || options.header.is_some() || options.query.is_some();
    if per_call || options.body.is_some() || options.retries.is_some() || options.deadline.is_some() {
        return json!({"missing": "no setting"});
    }
    if task.client.own_http {
        return json!({"missing": "no setting"});
    }
    match task.end.as_str() {
        "raw" => json!({"missing": "no"}),
        "blocking" => blocking(task),
        // What it reads it cannot write, so of `round_trip` only the first half is done.
        _ => match tokio::runtime::Runtime::new() {
            Ok(runtime) => runtime.block_on(asynchronous(task)),
            Err(error) => json!({"error": {"type": error.to_string()}}),
        },
    }
}

/// `None` where only the environment has secrets, which it does not read.
fn credentials(task: &Task) -> Option<Credentials> {
    let given = &task.client;
    match (&given.token, &given.email, &given.key) {
        (Some(token), ..) => Some(Credentials::UserAuthToken { token: token.clone() }),
        (None, Some(email), Some(key)) => {
            Some(Credentials::UserAuthKey { email: email.clone(), key: key.clone() })
        }
        _ => None,
    }
}

fn configuration(task: &Task) -> ClientConfig {
    let mut configuration = ClientConfig::default();
    if let Some(timeout) = task.client.timeout {
        configuration.http_timeout = Duration::from_secs_f64(timeout);
    }
    configuration
}

fn environment(task: &Task) -> Environment {
    Environment::Custom(format!("{}/", task.address))
}

fn without_secrets() -> Value {
    json!({"missing": "reads no environment"})
}

fn blocking(task: &Task) -> Value {
    let Some(credentials) = credentials(task) else { return without_secrets() };
    let client = match blocking_api::HttpApiClient::new(credentials, configuration(task), environment(task)) {
        Ok(client) => client,
        Err(error) => return unusable(&error),
    };
    match client.request(&list(task)) {
        Ok(_) => json!({"value": true}),
        Err(failure) => failed(&failure),
    }
}

async fn asynchronous(task: &Task) -> Value {
    let Some(credentials) = credentials(task) else { return without_secrets() };
    // The client has no printed form; its credentials have one.
    let printed = format!("{credentials:?}");
    let client = match async_api::Client::new(credentials, configuration(task), environment(task)) {
        Ok(client) => client,
        Err(error) => return unusable(&error),
    };
    let mut outcome = match task.call.as_str() {
        "get" | "list" => match client.request(&list(task)).await {
            Ok(records) => json!({"value": true, "items": records.result.len()}),
            Err(failure) => failed(&failure),
        },
        "create" => send(&client, &create(task)).await,
        "update" => {
            let secret = vec![0; 32];
            let params = update_tunnel::Params { name: "n", tunnel_secret: &secret, metadata: None };
            let update =
                update_tunnel::UpdateTunnel { account_identifier: task.account(), tunnel_id: "r", params };
            send(&client, &update).await
        }
        "route" => {
            let params = route_dns::Params::Dns { user_hostname: "n" };
            let route = route_dns::RouteTunnel { zone_tag: "z", tunnel_id: Default::default(), params };
            send(&client, &route).await
        }
        _ => send(&client, &dns::DeleteDnsRecord { zone_identifier: task.id(), identifier: "r" }).await,
    };
    outcome["printed"] = json!(printed);
    outcome
}

async fn send<E>(client: &async_api::Client, endpoint: &E) -> Value
where
    E: EndpointSpec<ResponseType = ApiSuccess<<E as EndpointSpec>::JsonResponse>> + Send + Sync,
    E::ResponseType: ResponseConverter<E::JsonResponse>,
{
    match client.request(endpoint).await {
        Ok(_) => json!({"value": true}),
        Err(failure) => failed(&failure),
    }
}

fn list(task: &Task) -> dns::ListDnsRecords<'_> {
    let params = dns::ListDnsRecordsParams { per_page: Some(2), ..Default::default() };
    dns::ListDnsRecords { zone_identifier: task.id(), params }
}

fn create(task: &Task) -> dns::CreateDnsRecord<'_> {
    let content = dns::DnsContent::TXT { content: "t".to_owned() };
    let params =
        dns::CreateDnsRecordParams { ttl: None, priority: None, proxied: None, name: task.name(), content };
    dns::CreateDnsRecord { zone_identifier: task.id(), params }
}

fn unusable(error: &Error) -> Value {
    json!({"error": {"type": "Error", "printed": format!("{error} {error:?}")}})
}

fn failed(failure: &ApiFailure) -> Value {
    let printed = format!("{failure} {failure:?}");
    match failure {
        ApiFailure::Error(status, errors) => json!({"error": {
            "type": "ApiFailure::Error",
            "status": status.as_u16(),
            "codes": errors.errors.iter().map(|error| error.code).collect::<Vec<_>>(),
            "messages": errors.errors.iter().map(|error| &error.message).collect::<Vec<_>>(),
            "printed": printed,
        }}),
        ApiFailure::Invalid(error) => {
            let kind = match () {
                () if error.is_timeout() => "timeout",
                () if error.is_connect() => "connect",
                () if error.is_decode() => "decode",
                () => "request",
            };
            json!({"error": {"type": format!("ApiFailure::Invalid, {kind}"), "printed": printed}})
        }
    }
}
