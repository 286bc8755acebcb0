//! How environment variables affect a client. Each test runs itself again in a separate process.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use cloudflare_dynamic_routing::{Client, Error, MockServer};
use operations::Operation::Get;
use std::ffi::OsString;
use std::process::Command;

/// Set in the process that a test starts.
const STARTED: &str = "STARTED_BY_A_TEST";

/// Runs a test of this file in a process with these variables and no others of ours. Returns whether this is that
/// process.
fn runs_in_own_process(test: &str, variables: &[(&str, OsString)]) -> bool {
    if std::env::var_os(STARTED).is_some() {
        return true;
    }
    let mut command = Command::new(std::env::current_exe().unwrap());
    for name in ["API_TOKEN", "EMAIL", "API_KEY", "BASE_URL"] {
        command.env_remove(format!("CLOUDFLARE_{name}"));
    }
    for name in ["NO_PROXY", "no_proxy"] {
        command.env_remove(name);
    }
    command.args(["--exact", test, "--nocapture"]).env(STARTED, "1");
    let output = command.envs(variables.iter().cloned()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("1 passed"), "{printed}");
    false
}

/// `http:` is only used for this machine, because anyone on the way could read the secrets. So it never uses a proxy.
#[test]
fn what_is_said_to_this_machine_goes_through_no_proxy() {
    let proxy = MisbehavingServer::in_own_thread(|_| Reply::status(502));
    let variables = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
    let variables = variables.map(|name| (name, proxy.address().into()));
    if !runs_in_own_process("what_is_said_to_this_machine_goes_through_no_proxy", &variables) {
        assert_eq!(proxy.connections(), 0);
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let server = MisbehavingServer::scripted([Reply::json(&Get.answer())]).await;
        let routing = operations::routing(operations::client(server.address()));
        assert_eq!(routing.get("r").send().await.unwrap().id, "r");
        let mock = MockServer::start().await.unwrap();
        let error = mock.client().dynamic_routing("a", "g").get("r").send().await.unwrap_err();
        // The mock server itself says so, and not the proxy.
        assert_eq!(error.status().map(|status| status.as_u16()), Some(501), "{error}");
        assert_eq!(mock.requests().await.len(), 1);
    });
}

#[test]
fn a_client_is_made_of_the_variables() {
    let variables = [
        ("CLOUDFLARE_API_TOKEN", "token".into()),
        ("CLOUDFLARE_EMAIL", "".into()),
        ("CLOUDFLARE_BASE_URL", "https://example.com/v4/".into()),
    ];
    if runs_in_own_process("a_client_is_made_of_the_variables", &variables) {
        assert_eq!(Client::from_env().unwrap().base_url(), "https://example.com/v4");
    }
}

/// A token that is not text is still a token. Ignoring it would mean using the other secrets.
#[cfg(unix)]
#[test]
fn a_variable_that_is_no_text_is_not_passed_over() {
    use std::os::unix::ffi::OsStringExt;
    let variables = [
        ("CLOUDFLARE_API_TOKEN", OsString::from_vec(b"canary\xff".to_vec())),
        ("CLOUDFLARE_EMAIL", "a@example.com".into()),
        ("CLOUDFLARE_API_KEY", "key".into()),
    ];
    if runs_in_own_process("a_variable_that_is_no_text_is_not_passed_over", &variables) {
        let error = Client::from_env().unwrap_err();
        assert!(
            matches!(&error, Error::Configuration(_)) && !error.to_string().contains("canary"),
            "{error}"
        );
        assert!(error.to_string().contains("CLOUDFLARE_API_TOKEN"), "{error}");
        assert!(Client::builder().environment().api_token("t").build().is_ok());
    }
}
