//! Compares the cost of a call through the client with that of the same request by reqwest alone, against one server on
//! loopback: the same bytes are sent, and the same answer is decoded into the same types.

use acceptance_benches::rounds::median;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use cloudflare_dynamic_routing::Client;
use cloudflare_dynamic_routing::types::DeployedRoute;
use cpu_time::ThreadTime;
use futures_util::stream::{self, StreamExt};
use serde::Deserialize;
use std::net::{SocketAddr, TcpListener};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

const ANSWER: &str = include_str!("../answer.json");
const CALLS: usize = 2_000;
const ROUNDS: usize = 31;
const TOKEN: &str = "example-token";

/// The type that one would write by hand for an answer.
#[derive(Deserialize)]
struct Envelope {
    success: bool,
    result: DeployedRoute,
}

/// A server in its own thread, so that its time does not count.
fn serve() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let router = Router::new().fallback(|| async { ([(CONTENT_TYPE, "application/json")], ANSWER) });
            axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), router).await.unwrap();
        });
    });
    address
}

async fn bare(http: &reqwest::Client, base: &str) {
    let url = format!("{base}/accounts/{}/ai-gateway/gateways/{}/routes/{}", "account", "gateway", "route");
    let request = http
        .get(url)
        .header("authorization", format!("Bearer {TOKEN}"))
        .header("accept", "application/json")
        .timeout(Duration::from_secs(60));
    let response = request.send().await.unwrap().error_for_status().unwrap();
    let envelope: Envelope = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    assert!(envelope.success && !envelope.result.id.is_empty());
}

async fn ours(client: &Client) {
    let route = client.dynamic_routing("account", "gateway").get("route").send().await.unwrap();
    assert!(!route.id.is_empty());
}

/// The time of the calls: by the clock, and processor time of the thread that makes them.
fn timed<F: Future<Output = ()>>(runtime: &Runtime, concurrency: usize, call: impl Fn() -> F) -> [f64; 2] {
    let (clock, processor) = (Instant::now(), ThreadTime::now());
    runtime.block_on(stream::iter(0..CALLS).map(|_| call()).buffer_unordered(concurrency).collect::<()>());
    [clock.elapsed().as_secs_f64(), processor.elapsed().as_secs_f64()]
}

fn main() {
    let base = format!("http://{}", serve());
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    // Both have their own pools of connections, with the same settings.
    let (http, own) = (reqwest::Client::new(), reqwest::Client::new());
    let client = Client::builder().api_token(TOKEN).base_url(&base).http_client(own).build().unwrap();
    println!("GET of one route, {CALLS} calls in turn with bare reqwest, the median of {ROUNDS} rounds:\n");
    println!("| at once | bare reqwest, µs a call | this crate, µs a call | more by the clock | more of the processor |");
    println!("|---|---|---|---|---|");
    for concurrency in [1, 64] {
        let (mut clock, mut processor, mut shortest) = (Vec::new(), Vec::new(), [f64::MAX; 2]);
        for round in 0..=ROUNDS {
            let bare_time = || timed(&runtime, concurrency, || bare(&http, &base));
            let own_time = || timed(&runtime, concurrency, || ours(&client));
            // They take turns in being first, and the first round only opens the connections.
            let (reqwest, own) = if round % 2 == 0 {
                let reqwest = bare_time();
                (reqwest, own_time())
            } else {
                let own = own_time();
                (bare_time(), own)
            };
            if round > 0 {
                clock.push(own[0] / reqwest[0]);
                processor.push(own[1] / reqwest[1]);
                shortest = [shortest[0].min(reqwest[0]), shortest[1].min(own[0])];
            }
        }
        let [reqwest, own] = shortest.map(|seconds| seconds / CALLS as f64 * 1e6);
        let percent = |ratios| (median(ratios) - 1.0) * 100.0;
        let (clock, processor) = (percent(clock), percent(processor));
        println!("| {concurrency} | {reqwest:.1} | {own:.1} | {clock:.1} % | {processor:.1} % |");
    }
}
