//! A thousand calls at once through one client, to a service that fails three of ten requests.
//!
//! This is one test, because memory and open files are counted for the whole process.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::memory;
use acceptance::misbehaving_server::{MisbehavingServer, Received, Reply};
use cloudflare_dynamic_routing::Error;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::Element;
use operations::{client, route, routing};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::JoinSet;

const CALLS: usize = 1000;
const ROUNDS: usize = 5;
/// How many of a hundred requests fail.
const FAILING: u64 = 30;

/// A service that fails at random, but in the same way at each run: the request and how often it was made decide.
#[derive(Default)]
struct Service {
    seen: BTreeMap<u64, u64>,
    failed: usize,
    /// How often a route with a name was created.
    created: BTreeMap<String, usize>,
}

fn hash(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

impl Service {
    fn answer(&mut self, request: &Received) -> Reply {
        let key = hash(&request.bytes);
        let times = self.seen.entry(key).or_default();
        *times += 1;
        let chance = hash(("a seed", key, *times));
        let fails = chance % 100 < FAILING;
        let fate = if fails { (chance / 100) % 6 } else { 6 };
        self.failed += usize::from(fails);
        // After 429 and 503 nothing was done; after all other failures it was.
        if fate > 1 && request.method() == "POST" {
            let body: Value = serde_json::from_slice(request.body()).unwrap();
            *self.created.entry(body["name"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        let answer = json!({"success": true, "result": route(&subject(request))}).to_string();
        let begun = &answer[..answer.len() / 2];
        let head = || Reply::head(200, &[("content-length", &answer.len().to_string())]);
        match fate {
            0 => Reply::new(429, &[("retry-after-ms", "2")], ""),
            1 => Reply::status(503),
            2 => Reply::status(500),
            3 => Reply::default().reset(),
            4 => head().send(begun).reset(),
            5 => head().send(begun).close(),
            _ => Reply::new(200, &[], answer),
        }
    }
}

/// The subject of a request: the name in its body, or the id in its path.
fn subject(request: &Received) -> String {
    let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    match body["name"].as_str() {
        Some(name) => name.to_owned(),
        None => request.path().rsplit('/').next().unwrap().to_owned(),
    }
}

/// How a call ended.
enum Outcome {
    Value { tries: u32 },
    Failed(Error),
}

/// Makes a call of some kind for `subject`, and checks that the value belongs to it.
async fn call(routing: DynamicRouting, number: usize, subject: String) -> Outcome {
    let answer = match number % 4 {
        0 => routing.create(&subject, [Element::end("end")]).send_raw().await.map(|answer| {
            assert_eq!(answer.value().id, subject);
            answer.tries()
        }),
        1 => routing.delete(&subject).send_raw().await.map(|answer| {
            assert_eq!(answer.value().id, subject);
            answer.tries()
        }),
        _ => routing.get(&subject).send_raw().await.map(|answer| {
            assert_eq!(answer.value().id, subject);
            answer.tries()
        }),
    };
    match answer {
        Ok(tries) => Outcome::Value { tries },
        Err(error) => Outcome::Failed(error),
    }
}

/// Makes a thousand calls at once. Returns how many succeeded, how many of these needed a second try, and how many
/// failed.
async fn round(routing: &DynamicRouting, round: usize) -> [usize; 3] {
    let mut calls = JoinSet::new();
    for number in 0..CALLS {
        calls.spawn(call(routing.clone(), number, format!("{round}-{number}")));
    }
    let mut counts = [0; 3];
    while let Some(outcome) = calls.join_next().await {
        match outcome.unwrap() {
            Outcome::Value { tries } => {
                counts[0] += 1;
                counts[1] += usize::from(tries > 1);
            }
            Outcome::Failed(error) => {
                assert!(matches!(error, Error::Api(_) | Error::Transport(_)), "{error:?}");
                assert!(error.is_retryable() && error.tries() > 0, "{error:?}");
                counts[2] += 1;
            }
        }
    }
    counts
}

/// Both ends of a thousand connections are in this process.
fn allow_open_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Nofile);
        limit.current = limit.maximum;
        // If this is refused, connections fail, which counts like any other failure.
        let _ = setrlimit(Resource::Nofile, limit);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_at_once_end_right_create_nothing_twice_and_leave_nothing_behind() {
    allow_open_files();
    let service = Arc::new(Mutex::new(Service::default()));
    let answering = Arc::clone(&service);
    let server = MisbehavingServer::in_own_thread(move |request| answering.lock().unwrap().answer(request));
    let tasks = || Handle::current().metrics().num_alive_tasks();
    let tasks_before = tasks();
    let routing = routing(client(server.address()));

    let mut memory_after = Vec::new();
    for number in 0..ROUNDS {
        let [succeeded, after_more_tries, failed] = round(&routing, number).await;
        assert_eq!(succeeded + failed, CALLS);
        // Three of ten tries fail: most calls succeed, many only after another try, and some fail.
        assert!(succeeded > CALLS * 8 / 10, "{succeeded}");
        assert!(after_more_tries > CALLS / 10, "{after_more_tries}");
        assert!(failed > 0);
        memory_after.extend(memory::resident());
    }

    {
        let service = service.lock().unwrap();
        let requests = server.received().len();
        assert!(service.failed > requests / 5 && service.failed < requests * 2 / 5, "{}", service.failed);
        let twice: Vec<_> = service.created.iter().filter(|(_, times)| **times != 1).collect();
        assert!(twice.is_empty(), "{twice:?}");
        assert!(service.created.len() > CALLS / 4 * ROUNDS * 8 / 10, "{}", service.created.len());
    }

    if let (Some(first), Some(last)) = (memory_after.get(1), memory_after.last()) {
        assert!(last.saturating_sub(*first) < 32 << 20, "{memory_after:?}");
    } else {
        eprintln!("not checked: this system does not say how much memory a process has");
    }

    drop(routing);
    let none_left = async {
        while tasks() > tasks_before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(60), none_left).await;
    assert!(waited.is_ok(), "{} tasks before, {} after", tasks_before, tasks());
}
