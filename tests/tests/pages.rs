//! Lists read page by page, from services that count correctly and from others.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Received, Reply};
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::{DeployedRoute, ListRoutesResponse};
use cloudflare_dynamic_routing::{Entries, Error, Pages};
use futures_util::{StreamExt, TryStreamExt};
use operations::{client, deployment, numbered_page, route, routing, version};
use serde_json::Value;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

fn routes(numbers: Range<usize>) -> Vec<Value> {
    numbers.map(|number| route(&number.to_string())).collect()
}

/// The number of the page that a request asks for.
fn number(request: &Received) -> usize {
    request.number("page").unwrap_or(1)
}

/// A correct service with this number of routes, in pages of 20 by default.
async fn honest(total: usize) -> (MisbehavingServer, DynamicRouting) {
    serving(move |request| {
        let size = request.number("per_page").unwrap_or(20);
        let first = ((number(request) - 1) * size).min(total);
        numbered_page("routes", &routes(first..(first + size).min(total)), number(request), size)
    })
    .await
}

async fn serving(
    answer: impl Fn(&Received) -> Value + Send + Sync + 'static,
) -> (MisbehavingServer, DynamicRouting) {
    let server = MisbehavingServer::start(move |request| Reply::json(&answer(request))).await;
    let routing = routing(client(server.address()));
    (server, routing)
}

async fn ids(mut items: Entries<ListRoutesResponse>) -> Vec<String> {
    let mut ids = Vec::new();
    while let Some(item) = items.next().await {
        ids.push(item.unwrap().id);
    }
    assert!(items.next().await.is_none(), "what has ended stays at its end");
    ids
}

fn numbers(numbers: Range<usize>) -> Vec<String> {
    numbers.map(|number| number.to_string()).collect()
}

async fn sizes(mut pages: Pages<ListRoutesResponse>) -> Vec<usize> {
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().data.routes.len());
    }
    assert!(pages.next().await.is_none(), "what has ended stays at its end");
    sizes
}

#[tokio::test(start_paused = true)]
async fn every_route_comes_once_whatever_their_number_is() {
    // A short page is the last one; without one, an empty page ends the list.
    for (total, requests) in [(0, 1), (1, 1), (19, 1), (20, 2), (21, 2), (40, 3), (41, 3), (60, 4)] {
        let (server, routing) = honest(total).await;
        assert_eq!(ids(routing.list().items()).await, numbers(0..total), "{total}");
        assert_eq!(server.received().len(), requests, "{total}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_total_that_is_a_multiple_of_the_page_size_ends_with_an_empty_page_that_is_not_delivered() {
    for per_page in [1, 5, 10, 20] {
        let (server, routing) = honest(20).await;
        let pages = 20 / usize::try_from(per_page).unwrap();
        assert_eq!(sizes(routing.list().per_page(per_page).pages()).await, vec![20 / pages; pages]);
        // A page that repeats the size of the request does not tell the real size of pages.
        assert_eq!(server.received().len(), pages + 1);
    }
}

#[tokio::test(start_paused = true)]
async fn pages_are_asked_for_by_number_with_everything_else_as_it_was() {
    let (server, routing) = honest(50).await;
    assert_eq!(sizes(routing.list().per_page(20).query("x", "a b").pages()).await, [20, 20, 10]);
    let mut queries: Vec<Vec<String>> = Vec::new();
    for request in server.received() {
        let mut pairs: Vec<String> = request.query().split('&').map(str::to_owned).collect();
        pairs.sort();
        queries.push(pairs);
    }
    assert_eq!(queries[0], ["per_page=20", "x=a+b"]);
    assert_eq!(queries[1], ["page=2", "per_page=20", "x=a+b"]);
    assert_eq!(queries[2], ["page=3", "per_page=20", "x=a+b"]);
    assert_eq!(queries.len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_list_begins_with_the_page_that_is_asked_for() {
    let (server, routing) = honest(50).await;
    assert_eq!(ids(routing.list().page(2).items()).await, numbers(20..50));
    let asked: Vec<_> = server.received().iter().map(|request| request.number("page")).collect();
    assert_eq!(asked, [Some(2), Some(3)]);
}

/// Not every list has setters for pages. Query parameters that are added by hand mean the same.
#[tokio::test(start_paused = true)]
async fn a_page_that_is_asked_for_in_the_query_is_where_the_list_begins() {
    let (server, routing) = serving(|request| {
        let first = ((number(request) - 1) * 20).min(50);
        let items: Vec<Value> = (first..(first + 20).min(50)).map(|id| version(&id.to_string())).collect();
        // It ignores the requested size, but repeats it in the answer.
        numbered_page("versions", &items, number(request), request.number("per_page").unwrap_or(20))
    })
    .await;
    let list = || routing.list_versions("r").query("per_page", "100").query("page", "2");
    let versions: Vec<_> = list().items().try_collect().await.unwrap();
    let found: Vec<_> = versions.into_iter().map(|version| version.version_id).collect();
    assert_eq!(found, numbers(20..50));
    let queries: Vec<_> = server.received().iter().map(Received::query).collect();
    assert_eq!(queries, ["per_page=100&page=2", "per_page=100&page=3"]);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_ignores_the_page_size_loses_nothing() {
    // It reports its real page size, repeats the requested one, or reports none.
    for size in [20, 100, 0] {
        let (server, routing) = serving(move |request| {
            let first = ((number(request) - 1) * 20).min(50);
            numbered_page("routes", &routes(first..(first + 20).min(50)), number(request), size)
        })
        .await;
        assert_eq!(ids(routing.list().per_page(100).items()).await, numbers(0..50), "{size}");
        assert_eq!(server.received().len(), 3, "{size}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_ignores_the_page_number_is_asked_twice() {
    let (server, routing) = serving(|_| numbered_page("routes", &routes(0..20), 1, 20)).await;
    assert_eq!(ids(routing.list().items()).await, numbers(0..20));
    assert_eq!(server.received().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_repeats_its_last_page_for_ever_comes_to_an_end() {
    let (server, routing) = serving(|request| {
        let page = number(request).min(3);
        numbered_page("routes", &routes((page - 1) * 20..page * 20), page, 20)
    })
    .await;
    assert_eq!(sizes(routing.list().pages()).await, [20, 20, 20]);
    assert_eq!(server.received().len(), 4);
    assert_eq!(ids(routing.list().items()).await, numbers(0..60));
}

#[tokio::test(start_paused = true)]
async fn a_service_without_end_is_left_at_the_limit() {
    let endless = |request: &Received| {
        let page = number(request);
        numbered_page("routes", &routes((page - 1) * 2..page * 2), page, 2)
    };
    let (server, routing) = serving(endless).await;
    assert_eq!(sizes(routing.list().pages().max_pages(7)).await, [2; 7]);
    assert_eq!(server.received().len(), 7);
    assert_eq!(ids(routing.list().items().max_pages(3)).await, numbers(0..6));
    assert_eq!(sizes(routing.list().pages().max_pages(0)).await, [0; 0]);
    assert_eq!(server.received().len(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_failure_on_page_three_comes_after_the_items_so_far_and_ends_the_list() {
    let server = MisbehavingServer::start(|request| match number(request) {
        3 => Reply::new(403, &[], r#"{"errors":[{"code":10000,"message":"no"}]}"#),
        page => Reply::json(&numbered_page("routes", &routes((page - 1) * 20..page * 20), page, 20)),
    })
    .await;
    let routing = routing(client(server.address()));

    let mut items = routing.list().items();
    for expected in numbers(0..40) {
        assert_eq!(items.next().await.unwrap().unwrap().id, expected);
    }
    assert_eq!(items.next().await.unwrap().unwrap_err().status().unwrap(), 403);
    assert!(items.next().await.is_none() && items.next().await.is_none());
    assert_eq!(server.received().len(), 3);

    let pages: Vec<_> = routing.list().pages().collect().await;
    let [Ok(_), Ok(_), Err(Error::Api(_))] = &pages[..] else { panic!("{pages:?}") };
}

#[tokio::test(start_paused = true)]
async fn a_failure_on_page_three_that_passes_is_not_seen() {
    let tries = AtomicUsize::new(0);
    let server = MisbehavingServer::start(move |request| {
        if number(request) == 3 && tries.fetch_add(1, Ordering::SeqCst) < 2 {
            return Reply::default().reset();
        }
        let first = (number(request) - 1) * 20;
        Reply::json(&numbered_page("routes", &routes(first..(first + 20).min(50)), number(request), 20))
    })
    .await;
    let routing = routing(client(server.address()));
    assert_eq!(ids(routing.list().items()).await, numbers(0..50));
    assert_eq!(server.received().len(), 5);
}

/// The newest come first, so additions move all others back.
#[tokio::test(start_paused = true)]
async fn routes_that_move_on_because_others_are_added_come_once() {
    let (_server, routing) = serving(|request| {
        let page = number(request);
        // Before each request except the first, three routes are added in front.
        let first = ((page - 1) * 20 + 50).saturating_sub(3 * (page - 1));
        numbered_page("routes", &routes(first..(first + 20).min(100)), page, 20)
    })
    .await;
    assert_eq!(ids(routing.list().items()).await, numbers(50..100));
}

#[tokio::test(start_paused = true)]
async fn as_many_routes_as_a_page_has_can_be_added_between_two_requests() {
    let (server, routing) = serving(|request| {
        let page = number(request);
        // Before the second request, twenty routes are added in front.
        let first = if page == 1 { 50 } else { 30 + (page - 1) * 20 };
        numbered_page("routes", &routes(first..(first + 20).min(100)), page, 20)
    })
    .await;
    assert_eq!(ids(routing.list().items()).await, numbers(50..100));
    assert_eq!(sizes(routing.list().pages()).await, [20, 20, 10]);
    assert_eq!(server.received().len(), 2 * 4);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_gives_its_last_page_as_every_page_after_it_comes_to_an_end() {
    let (server, routing) = serving(|request| {
        let page = number(request).min(3);
        numbered_page("routes", &routes((page - 1) * 20..page * 20), number(request), 20)
    })
    .await;
    assert_eq!(ids(routing.list().items()).await, numbers(0..60));
    assert_eq!(server.received().len(), 3 + 2);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_shrinks_while_it_is_read_comes_to_its_end() {
    let (server, routing) = serving(|request| {
        let (page, total) = (number(request), 60 - 15 * (number(request) - 1));
        let first = ((page - 1) * 20).min(total);
        numbered_page("routes", &routes(first..(first + 20).min(total)), page, 20)
    })
    .await;
    assert_eq!(ids(routing.list().items()).await, numbers(0..40));
    assert_eq!(server.received().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_for_before_it_is_wanted_and_nothing_ahead() {
    let (server, routing) = honest(50).await;
    let mut items = routing.list().items();
    let mut pages = routing.list().pages();
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    assert_eq!(server.connections(), 0);
    for _ in 0..20 {
        items.next().await.unwrap().unwrap();
        assert_eq!(server.received().len(), 1);
    }
    items.next().await.unwrap().unwrap();
    assert_eq!(server.received().len(), 2);
    pages.next().await.unwrap().unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    assert_eq!(server.received().len(), 3);
    drop((items, pages));
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    assert_eq!(server.received().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_wait_for_a_page_that_is_given_up_can_be_taken_up_again() {
    let (server, routing) = honest(50).await;
    let mut items = routing.list().items();
    let moment = std::time::Duration::ZERO;
    assert!(tokio::time::timeout(moment, items.next()).await.is_err());
    assert_eq!(ids(items).await, numbers(0..50));
    assert_eq!(server.received().len(), 3, "no page was asked for twice");
}

#[tokio::test(start_paused = true)]
async fn lists_are_streams() {
    let (server, routing) = honest(50).await;
    let items: Vec<DeployedRoute> = routing.list().items().try_collect().await.unwrap();
    assert_eq!(items.len(), 50);
    let pages: Vec<ListRoutesResponse> = routing.list().pages().try_collect().await.unwrap();
    assert_eq!(pages.len(), 3);
    let before = server.received().len();
    let taken: Vec<DeployedRoute> = routing.list().items().take(20).try_collect().await.unwrap();
    assert_eq!((taken.len(), server.received().len()), (20, before + 1));
}

#[tokio::test(start_paused = true)]
async fn deployments_and_versions_are_lists_too() {
    let (server, routing) = serving(|request| {
        let first = ((number(request) - 1) * 20).min(45);
        let numbers = (first..(first + 20).min(45)).map(|number| number.to_string());
        if request.path().ends_with("/deployments") {
            let items: Vec<Value> = numbers.map(|number| deployment(&number)).collect();
            return numbered_page("deployments", &items, number(request), 20);
        }
        let items: Vec<Value> = numbers.map(|number| version(&number)).collect();
        numbered_page("versions", &items, number(request), 20)
    })
    .await;
    let deployments: Vec<_> = routing.list_deployments("r").items().try_collect().await.unwrap();
    let found: Vec<_> = deployments.into_iter().map(|deployment| deployment.deployment_id).collect();
    assert_eq!(found, numbers(0..45));
    let versions: Vec<_> = routing.list_versions("r").items().try_collect().await.unwrap();
    let found: Vec<_> = versions.into_iter().map(|version| version.version_id).collect();
    assert_eq!(found, numbers(0..45));
    let pages: Vec<_> = routing.list_versions("r").pages().try_collect().await.unwrap();
    assert_eq!(pages.len(), 3);
    let targets: Vec<_> = server.received().iter().take(3).map(Received::query).collect();
    assert_eq!(targets, ["", "page=2", "page=3"]);
}

/// As the service behaves today: it always gives one page.
#[tokio::test(start_paused = true)]
async fn lists_that_have_no_pages_come_whole() {
    for count in [3, 20, 27] {
        let (server, routing) = serving(move |_| {
            let items: Vec<Value> = (0..count).map(|number| version(&number.to_string())).collect();
            numbered_page("versions", &items, 1, 20)
        })
        .await;
        let versions: Vec<_> = routing.list_versions("r").items().try_collect().await.unwrap();
        assert_eq!(versions.len(), count);
        assert_eq!(server.received().len(), if count < 20 { 1 } else { 2 });
    }
}
