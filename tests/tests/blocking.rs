//! Blocking calls, from ordinary threads and from threads that run async tasks.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Reply, script};
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::{Error, RetryPolicy, TransportErrorKind};
use operations::Operation::*;
use operations::{client, numbered_page, route, routing, version};
use serde_json::Value;
use std::time::Duration;

/// A service with fifty routes in pages of twenty, versions in one page, and one route by itself.
fn serving() -> (MisbehavingServer, DynamicRouting) {
    let server = MisbehavingServer::in_own_thread(|request| {
        let page = request.number("page").unwrap_or(1);
        let first = ((page - 1) * 20).min(50);
        let numbers = (first..(first + 20).min(50)).map(|number| number.to_string());
        let path = request.path();
        Reply::json(&if path.ends_with("/versions") {
            let items: Vec<Value> = numbers.map(|number| version(&number)).collect();
            numbered_page("versions", &items, page, 20)
        } else if path.ends_with("/routes") && request.method() == "GET" {
            let items: Vec<Value> = numbers.map(|number| route(&number)).collect();
            numbered_page("routes", &items, page, 20)
        } else {
            Create.answer()
        })
    });
    let routing = routing(client(server.address()));
    (server, routing)
}

/// Makes each kind of blocking call once.
fn everything(routing: &DynamicRouting) {
    assert_eq!(routing.get("r").send_blocking().unwrap().id, "r");
    assert_eq!(routing.create("n", []).send_blocking().unwrap().id, "r");
    let raw = routing.get("r").header("x-a", "1").send_raw_blocking().unwrap();
    assert_eq!((raw.status().as_u16(), raw.tries(), raw.value().id.as_str()), (200, 1, "r"));
    assert_eq!(routing.list().page(3).send_blocking().unwrap().data.routes.len(), 10);
    assert_eq!(routing.list().send_raw_blocking().unwrap().value().data.routes.len(), 20);
    let pages: Result<Vec<_>, Error> = routing.list().pages().blocking().collect();
    assert_eq!(pages.unwrap().len(), 3);
    let items: Result<Vec<_>, Error> = routing.list().items().blocking().collect();
    assert_eq!(items.unwrap().len(), 50);
    let versions: Result<Vec<_>, Error> = routing.list_versions("r").items().blocking().collect();
    assert_eq!(versions.unwrap().len(), 50);
}

#[test]
fn it_works_where_no_runtime_is() {
    let (_server, routing) = serving();
    everything(&routing);
}

#[test]
fn it_works_from_many_threads_at_once() {
    let (_server, routing) = serving();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| everything(&routing));
        }
    });
}

/// In other clients a blocking call within tokio panics.
#[tokio::test]
async fn it_works_in_a_task_of_a_runtime_with_one_thread() {
    let (_server, routing) = serving();
    everything(&routing);
    let in_a_task = routing.clone();
    tokio::spawn(async move { everything(&in_a_task) }).await.unwrap();
    tokio::task::spawn_blocking(move || everything(&routing)).await.unwrap();
}

/// A connection belongs to the runtime that made it, which is blocked here.
#[tokio::test]
async fn a_wait_in_a_task_uses_no_connection_that_only_its_own_thread_can_serve() {
    let (server, routing) = serving();
    routing.get("r").send().await.unwrap();
    let hasty = || Duration::from_secs(5);
    routing.get("r").retry(RetryPolicy::none()).timeout(hasty()).send_blocking().unwrap();
    let mut items = routing.list().retry(RetryPolicy::none()).timeout(hasty()).items().blocking();
    items.next().unwrap().unwrap();
    routing.get("r").send().await.unwrap();
    assert_eq!(server.received().len(), 4);
    assert_eq!(server.connections(), 2, "waits share their connections");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_works_in_a_task_of_a_runtime_with_several_threads() {
    let (_server, routing) = serving();
    let in_a_task = routing.clone();
    tokio::spawn(async move { everything(&in_a_task) }).await.unwrap();
    tokio::task::block_in_place(|| everything(&routing));
}

#[test]
fn a_client_can_be_used_with_and_without_async_and_after_its_runtime_has_ended() {
    let (server, routing) = serving();
    for _ in 0..3 {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async { routing.get("r").send().await.unwrap() });
        drop(runtime);
        routing.create("n", []).send_blocking().unwrap();
    }
    assert_eq!(server.received().len(), 6, "each ran once");
}

#[test]
fn failures_are_tried_again_and_classified_as_ever() {
    let replies = [Reply::status(503), Reply::default().reset(), Reply::json(&Get.answer())];
    let server = MisbehavingServer::in_own_thread(script(replies));
    let raw = routing(client(server.address())).get("r").send_raw_blocking().unwrap();
    assert_eq!((raw.tries(), server.received().len()), (3, 3));

    let server = MisbehavingServer::in_own_thread(script([Reply::status(404)]));
    let error = routing(client(server.address())).delete("r").send_blocking().unwrap_err();
    assert!(error.is_not_found());
    let error = routing(client(server.address())).delete("..").send_blocking().unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)));

    let server = MisbehavingServer::in_own_thread(script([Reply::default().stall()]));
    let hasty = client(server.address()).retry(RetryPolicy::none()).timeout(Duration::from_millis(50));
    let error = routing(hasty).get("r").send_blocking().unwrap_err();
    let Error::Transport(error) = &error else { panic!("{error:?}") };
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
}

#[test]
fn a_list_is_read_as_it_is_wanted_and_ends_with_a_failure() {
    let server = MisbehavingServer::in_own_thread(|request| match request.number("page").unwrap_or(1) {
        3 => Reply::status(403),
        page => {
            let items: Vec<Value> = ((page - 1) * 20..page * 20).map(|id| route(&id.to_string())).collect();
            Reply::json(&numbered_page("routes", &items, page, 20))
        }
    });
    let routing = routing(client(server.address()));
    let mut items = routing.list().items().blocking();
    assert_eq!(server.connections(), 0);
    assert_eq!(items.by_ref().take(20).filter_map(Result::ok).count(), 20);
    assert_eq!(server.received().len(), 1);
    assert_eq!(items.by_ref().take(20).filter_map(Result::ok).count(), 20);
    assert_eq!(server.received().len(), 2);
    assert_eq!(items.next().unwrap().unwrap_err().status().unwrap(), 403);
    assert!(items.next().is_none() && items.next().is_none());
    assert_eq!(server.received().len(), 3);
    assert_eq!(routing.list().pages().blocking().count(), 3);
    assert_eq!(routing.list().pages().max_pages(1).blocking().count(), 1);
}
