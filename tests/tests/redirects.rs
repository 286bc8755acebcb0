//! Redirects are not followed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use cloudflare_dynamic_routing::{ApiErrorKind, Client, Error};
use operations::Operation::*;
use operations::{ALL, hasty};

#[tokio::test(start_paused = true)]
async fn a_redirect_is_an_error_that_says_where_to_and_nobody_goes_there() {
    let elsewhere = MisbehavingServer::scripted([Reply::json(&Get.answer())]).await;
    let location = format!("{}/elsewhere", elsewhere.address());
    for status in [301, 302, 303, 307, 308] {
        let server =
            MisbehavingServer::scripted([Reply::new(status, &[("location", location.as_str())], "")]).await;
        for client in [
            Client::builder().api_token("canary"),
            Client::builder().api_email("canary@example.com").api_key("canary"),
        ] {
            let client = client.base_url(server.address()).retry(hasty().with_non_idempotent(true));
            let routing = client.build().unwrap().dynamic_routing("a", "g");
            for operation in ALL {
                let before = server.received().len();
                let error = operation.call(&routing).await.unwrap_err();
                let Error::Api(api) = &error else { panic!("{operation:?}: {error:?}") };
                assert_eq!((api.status().as_u16(), api.kind()), (status, ApiErrorKind::Other));
                assert_eq!(api.headers()["location"], location.as_str());
                assert_eq!(server.received().len(), before + 1, "{operation:?}, {status}");
            }
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}

/// Not on the same server either, since the answer would be to another request.
#[tokio::test(start_paused = true)]
async fn a_redirect_to_the_same_server_is_not_followed() {
    let replies = [Reply::new(307, &[("location", "/accounts/b")], ""), Reply::json(&Get.answer())];
    let server = MisbehavingServer::scripted(replies).await;
    let client = operations::client(server.address());
    let error = operations::routing(client).get("r").send().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 307);
    assert_eq!(server.received().len(), 1);
}
