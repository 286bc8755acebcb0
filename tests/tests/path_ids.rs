//! An id is always one segment of the path, or it is refused before anything is sent.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use cloudflare_dynamic_routing::{Client, Error};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;

/// RFC 3986: unreserved characters stay as they are, and every other byte becomes `%` and two digits.
fn segment(id: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    id.bytes().map(encode).collect()
}

/// Whether an id would lead to another resource, as it is or on a server that decodes twice.
fn is_a_step(id: &str) -> bool {
    matches!(&*id.to_ascii_lowercase().replace("%2e", "."), "" | "." | "..")
}

/// Ids of all kinds, with special characters of paths more often than by chance.
fn ids() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(any::<char>(), 0..4).prop_map(String::from_iter),
        "[./%\\\\2eEfFcC?#;@:&= \t\r\n\0]{0,8}",
        "(\\.|%2e|%2E|%252e|/|%2f|\\\\|%5c){0,4}",
        "[a-z0-9-]{1,40}",
    ]
}

#[test]
fn any_id_is_one_segment_with_these_very_bytes_or_is_refused() {
    let server =
        MisbehavingServer::in_own_thread(|_| Reply::json(&operations::Operation::GetVersion.answer()));
    let client: Client = operations::client(server.address()).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let sent = Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: 1000, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&(ids(), ids(), ids(), ids()), |(account, gateway, route, version)| {
        let ids = [&account, &gateway, &route, &version];
        let routing = client.dynamic_routing(account.clone(), gateway.clone());
        let result = runtime.block_on(routing.get_version(route.clone(), version.clone()).send());
        if ids.into_iter().any(|id| is_a_step(id)) {
            prop_assert!(matches!(result, Err(Error::InvalidRequest(_))), "{result:?}");
            prop_assert_eq!(server.received().len(), sent.get());
            return Ok(());
        }
        result.unwrap();
        let received = server.received();
        sent.set(sent.get() + 1);
        prop_assert_eq!(received.len(), sent.get());
        let [account, gateway, route, version] = ids.map(|id| segment(id));
        let path =
            format!("/accounts/{account}/ai-gateway/gateways/{gateway}/routes/{route}/versions/{version}");
        prop_assert_eq!(&received[sent.get() - 1].target(), &path);
        prop_assert_eq!(path.split('/').count(), 10);
        Ok(())
    });
    outcome.unwrap();
    let sent = sent.get();
    assert!((100..1000).contains(&sent), "{sent} of 1000 were sent");
}

#[tokio::test(start_paused = true)]
async fn steps_to_other_resources_are_refused_in_every_operation_before_anything_is_sent() {
    let server = MisbehavingServer::scripted([Reply::status(200)]).await;
    let client = operations::client(server.address()).build().unwrap();
    for id in ["", ".", "..", "%2e", "%2E", ".%2e", "%2E.", "%2e%2E"] {
        let routing = client.dynamic_routing("a", "g");
        let refused = [
            client.dynamic_routing(id, "g").list().send().await.unwrap_err(),
            client.dynamic_routing("a", id).list().send().await.unwrap_err(),
            client.dynamic_routing("a", id).create("n", []).send().await.unwrap_err(),
            routing.get(id).send().await.unwrap_err(),
            routing.update(id, "n").send().await.unwrap_err(),
            routing.delete(id).send().await.unwrap_err(),
            routing.list_deployments(id).send().await.unwrap_err(),
            routing.create_deployment(id, "v").send().await.unwrap_err(),
            routing.list_versions(id).send().await.unwrap_err(),
            routing.create_version(id, []).send().await.unwrap_err(),
            routing.get_version(id, "v").send().await.unwrap_err(),
            routing.get_version("r", id).send().await.unwrap_err(),
            routing.list_versions(id).items().next().await.unwrap().unwrap_err(),
        ];
        for error in refused {
            assert!(matches!(error, Error::InvalidRequest(_)), "{id:?}: {error:?}");
            assert_eq!(error.tries(), 0, "{id:?}");
            assert_eq!(error.to_string().matches("the request is invalid").count(), 1, "{error}");
        }
    }
    assert_eq!(server.connections(), 0);
}
