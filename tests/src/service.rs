//! A server on loopback that behaves like the API: it keeps routes, their versions and their deployments.
//!
//! It differs from the published schema where the real service does: `account_tag` on created and fetched routes,
//! `comment` on versions and deployments. Ids and times count up, so that all runs are the same.

use axum::body::Bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::net::TcpListener;

/// The token that the server accepts.
pub const TOKEN: &str = "example-token";
/// The e-mail address that the server accepts together with [`KEY`].
pub const EMAIL: &str = "someone@example.com";
/// The key that the server accepts together with [`EMAIL`].
pub const KEY: &str = "example-key";

/// The path of the routes of a gateway, below the server's address.
const ROUTES: &str = "/accounts/{account}/ai-gateway/gateways/{gateway}/routes";

/// Starts the server, and returns the address that clients take as their base URL.
pub async fn start() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("http://{}/client/v4", listener.local_addr().unwrap());
    let routes = Router::new()
        .route(ROUTES, get(list).post(create))
        .route(&format!("{ROUTES}/{{id}}"), get(fetch).patch(rename).delete(remove))
        .route(&format!("{ROUTES}/{{id}}/deployments"), get(deployments).post(deploy))
        .route(&format!("{ROUTES}/{{id}}/versions"), get(versions).post(add_version))
        .route(&format!("{ROUTES}/{{id}}/versions/{{version}}"), get(version))
        .layer(from_fn(authorize))
        .with_state(Store::default());
    let router = Router::new().nest("/client/v4", routes);
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

#[derive(Clone, Default)]
struct Store(Arc<Mutex<Data>>);

#[derive(Default)]
struct Data {
    count: u64,
    routes: BTreeMap<(String, String, String), Route>,
}

struct Route {
    name: String,
    created_at: String,
    modified_at: String,
    versions: Vec<Version>,
    deployments: Vec<Value>,
    active: String,
}

struct Version {
    id: String,
    elements: Value,
    created_at: String,
}

type Failure = (StatusCode, Json<Value>);
type Answer = Result<Json<Value>, Failure>;
type Place = Path<(String, String, String)>;

fn failure(status: StatusCode, code: i64, message: &str) -> Failure {
    (status, Json(json!({"success": false, "errors": [{"code": code, "message": message}], "result": {}})))
}

fn no_route() -> Failure {
    failure(StatusCode::NOT_FOUND, 7002, "route not found")
}

async fn authorize(headers: HeaderMap, request: Request, next: Next) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let by_token = header("authorization") == Some(&format!("Bearer {TOKEN}"));
    let by_key = header("x-auth-email") == Some(EMAIL) && header("x-auth-key") == Some(KEY);
    if by_token != by_key {
        return next.run(request).await;
    }
    failure(StatusCode::UNAUTHORIZED, 10000, "Authentication error").into_response()
}

impl Store {
    fn lock(&self) -> MutexGuard<'_, Data> {
        self.0.lock().unwrap()
    }
}

impl Data {
    fn next(&mut self, kind: &str) -> String {
        self.count += 1;
        format!("{kind}-{}", self.count)
    }

    fn now(&mut self) -> String {
        self.count += 1;
        format!("2026-01-01T00:{:02}:{:02}.000Z", self.count / 60, self.count % 60)
    }

    fn route(&mut self, (account, gateway, id): (String, String, String)) -> Result<&mut Route, Failure> {
        self.routes.get_mut(&(account, gateway, id)).ok_or_else(no_route)
    }
}

impl Route {
    fn version(&self, id: &str) -> Result<&Version, Failure> {
        let found = self.versions.iter().find(|version| version.id == id);
        found.ok_or_else(|| failure(StatusCode::NOT_FOUND, 7003, "version not found"))
    }

    fn show_version(&self, version: &Version) -> Value {
        let active = if version.id == self.active { "true" } else { "false" };
        json!({
            "version_id": version.id, "data": version.elements.to_string(), "active": active,
            "created_at": version.created_at, "is_valid": true, "comment": null
        })
    }

    /// The six properties that every answer with a route has.
    fn bare(&self, (_, gateway, id): &(String, String, String)) -> Value {
        let elements = self.version(&self.active).map(|version| version.elements.clone()).unwrap_or_default();
        json!({
            "id": id, "name": self.name, "elements": elements, "gateway_id": gateway,
            "created_at": self.created_at, "modified_at": self.modified_at
        })
    }

    fn detailed(&self, place: &(String, String, String)) -> Value {
        let mut route = self.bare(place);
        route["account_tag"] = json!(place.0);
        route["deployment"] = self.deployments.last().cloned().unwrap_or_default();
        route["version"] =
            self.version(&self.active).map(|version| self.show_version(version)).unwrap_or_default();
        route
    }
}

fn body(bytes: &Bytes, property: &str) -> Result<Value, Failure> {
    let refuse = || failure(StatusCode::BAD_REQUEST, 7001, &format!("{property}: Required"));
    let body: Value = serde_json::from_slice(bytes).map_err(|_| refuse())?;
    body.get(property).cloned().ok_or_else(refuse)
}

fn result(value: &Value) -> Answer {
    Ok(Json(json!({"success": true, "result": value})))
}

fn page(name: &str, all: &[Value], query: &BTreeMap<String, String>) -> Answer {
    let number =
        |key: &str, default: usize| query.get(key).and_then(|text| text.parse().ok()).unwrap_or(default);
    let (page, per_page) = (number("page", 1).max(1), number("per_page", 20).max(1));
    let items: Vec<_> = all.iter().skip((page - 1) * per_page).take(per_page).collect();
    Ok(Json(json!({
        "success": true,
        "data": {name: items, "page": page, "per_page": per_page, "order_by": "created_at", "order_by_direction": "desc"}
    })))
}

async fn list(
    State(store): State<Store>,
    Path((account, gateway)): Path<(String, String)>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Answer {
    let data = store.lock();
    let here = data.routes.iter().filter(|((a, g, _), _)| *a == account && *g == gateway);
    let routes: Vec<Value> = here.map(|(place, route)| route.detailed(place)).collect();
    page("routes", &routes, &query)
}

async fn create(
    State(store): State<Store>,
    Path((account, gateway)): Path<(String, String)>,
    bytes: Bytes,
) -> Answer {
    let (name, elements) = (body(&bytes, "name")?, body(&bytes, "elements")?);
    let mut data = store.lock();
    let (id, version, now) = (data.next("route"), data.next("version"), data.now());
    let deployment = json!({"deployment_id": data.next("deployment"), "version_id": version, "created_at": now, "comment": null});
    let route = Route {
        name: name.as_str().unwrap_or_default().to_owned(),
        created_at: now.clone(),
        modified_at: now.clone(),
        active: version.clone(),
        versions: vec![Version { id: version, elements, created_at: now }],
        deployments: vec![deployment],
    };
    let place = (account, gateway, id);
    let shown = route.detailed(&place);
    data.routes.insert(place, route);
    result(&shown)
}

async fn fetch(State(store): State<Store>, Path(place): Place) -> Answer {
    let mut data = store.lock();
    result(&data.route(place.clone())?.detailed(&place))
}

async fn rename(State(store): State<Store>, Path(place): Place, bytes: Bytes) -> Answer {
    let name = body(&bytes, "name")?;
    let mut data = store.lock();
    let now = data.now();
    let route = data.route(place.clone())?;
    name.as_str().unwrap_or_default().clone_into(&mut route.name);
    route.modified_at = now;
    Ok(Json(json!({"success": true, "route": route.detailed(&place)})))
}

async fn remove(State(store): State<Store>, Path(place): Place) -> Answer {
    let route = store.lock().routes.remove(&place).ok_or_else(no_route)?;
    result(&route.bare(&place))
}

async fn deployments(State(store): State<Store>, Path(place): Place) -> Answer {
    let mut data = store.lock();
    page("deployments", &data.route(place)?.deployments, &BTreeMap::new())
}

async fn deploy(State(store): State<Store>, Path(place): Place, bytes: Bytes) -> Answer {
    let version = body(&bytes, "version_id")?.as_str().unwrap_or_default().to_owned();
    let mut data = store.lock();
    let (id, now) = (data.next("deployment"), data.now());
    let route = data.route(place.clone())?;
    route.version(&version)?;
    route
        .deployments
        .push(json!({"deployment_id": id, "version_id": version, "created_at": now, "comment": null}));
    route.active = version;
    result(&route.bare(&place))
}

async fn versions(State(store): State<Store>, Path(place): Place) -> Answer {
    let mut data = store.lock();
    let route = data.route(place)?;
    let shown: Vec<Value> = route.versions.iter().map(|version| route.show_version(version)).collect();
    page("versions", &shown, &BTreeMap::new())
}

async fn add_version(State(store): State<Store>, Path(place): Place, bytes: Bytes) -> Answer {
    let elements = body(&bytes, "elements")?;
    let mut data = store.lock();
    let (id, created_at) = (data.next("version"), data.now());
    let route = data.route(place.clone())?;
    route.versions.push(Version { id, elements, created_at });
    result(&route.bare(&place))
}

async fn version(
    State(store): State<Store>,
    Path((account, gateway, id, version)): Path<(String, String, String, String)>,
) -> Answer {
    let place = (account, gateway, id);
    let mut data = store.lock();
    let route = data.route(place.clone())?;
    let version = route.version(&version)?;
    let mut shown = route.bare(&place);
    shown["elements"] = version.elements.clone();
    let Value::Object(more) = route.show_version(version) else { return Err(no_route()) };
    for (property, value) in more {
        shown[property] = value;
    }
    result(&shown)
}
