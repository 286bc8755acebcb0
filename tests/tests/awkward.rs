//! Constructs that OpenAPI 3.0 allows and few documents use. Each file in `fixtures/awkward` is a document, whose first
//! line describes the construct. A configuration of the same name may stand beside it.

#![allow(clippy::unwrap_used)]

use acceptance::command::{project, run};
use acceptance::listing;
use acceptance::workspace::Workspace;
use openapi_to_crate::generate::{Input, crate_of};
use openapi_to_crate::model::items::Listing;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// The cases, by name.
fn cases() -> Vec<(String, PathBuf)> {
    let files = std::fs::read_dir(project().join("tests/fixtures/awkward")).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let mut cases: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), path))
        .collect();
    cases.sort();
    assert!(cases.len() >= 20, "only {} cases were found", cases.len());
    cases
}

/// The configuration of a case, if it has one.
fn configuration(document: &Path) -> Option<PathBuf> {
    Some(document.with_extension("toml")).filter(|path| path.exists())
}

#[test]
fn each_awkward_document_becomes_what_is_expected() {
    for (case, path) in cases() {
        let folder = TempDir::new().unwrap();
        // The lock of names is written beside the configuration.
        let config = configuration(&path).map(|config| {
            let copy = folder.path().join("generator.toml");
            std::fs::copy(config, &copy).unwrap();
            copy
        });
        let mut arguments = vec!["generate", "--spec", path.to_str().unwrap(), "--out", "out"];
        arguments.extend(config.iter().flat_map(|config| ["--config", config.to_str().unwrap()]));
        let ended = run(XTASK, folder.path(), &arguments);
        assert_eq!(ended.status, 0, "{case}: {}", ended.stderr);
        let text = std::fs::read_to_string(&path).unwrap();
        let awkward = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap();
        // The report without its last line, which contains the time, and without the place of the lock.
        let is_of_the_run = |line: &&str| line.starts_with("out: ") || line.starts_with("wrote ");
        let report: Vec<&str> = ended.stdout.lines().filter(|line| !is_of_the_run(line)).collect();
        let src = folder.path().join("out/src");
        let made = crate_of(&Input { spec: path, config, ..Input::default() }).unwrap();
        let differences = listing::differences(&src, &Listing::of(&made));
        assert!(differences.is_empty(), "{case}:\n{}", differences.join("\n"));
        let api = listing::of_api(&src);
        insta::with_settings!({ description => awkward, omit_expression => true }, {
            insta::assert_snapshot!(case, format!("{}\n\n{api}", report.join("\n")));
        });
    }
}

/// The program that calls the operations of the crates, and checks the requests.
const CALLS: [(&str, &str); 23] = [
    ("tests/calls.rs", include_str!("../fixtures/awkward/calls.rs")),
    ("tests/calls/chats.rs", include_str!("../fixtures/awkward/calls/chats.rs")),
    ("tests/calls/conditions.rs", include_str!("../fixtures/awkward/calls/conditions.rs")),
    ("tests/calls/files.rs", include_str!("../fixtures/awkward/calls/files.rs")),
    ("tests/calls/extensions.rs", include_str!("../fixtures/awkward/calls/extensions.rs")),
    ("tests/calls/formats.rs", include_str!("../fixtures/awkward/calls/formats.rs")),
    ("tests/calls/graphs.rs", include_str!("../fixtures/awkward/calls/graphs.rs")),
    ("tests/calls/headers.rs", include_str!("../fixtures/awkward/calls/headers.rs")),
    ("tests/calls/items.rs", include_str!("../fixtures/awkward/calls/items.rs")),
    ("tests/calls/media_types.rs", include_str!("../fixtures/awkward/calls/media_types.rs")),
    ("tests/calls/mocked_streams.rs", include_str!("../fixtures/awkward/calls/mocked_streams.rs")),
    ("tests/calls/names.rs", include_str!("../fixtures/awkward/calls/names.rs")),
    ("tests/calls/next_pages.rs", include_str!("../fixtures/awkward/calls/next_pages.rs")),
    ("tests/calls/parts.rs", include_str!("../fixtures/awkward/calls/parts.rs")),
    ("tests/calls/servers.rs", include_str!("../fixtures/awkward/calls/servers.rs")),
    ("tests/calls/slips.rs", include_str!("../fixtures/awkward/calls/slips.rs")),
    ("tests/calls/versions.rs", include_str!("../fixtures/awkward/calls/versions.rs")),
    ("tests/calls/streams.rs", include_str!("../fixtures/awkward/calls/streams.rs")),
    ("tests/calls/server.rs", include_str!("../fixtures/awkward/calls/server.rs")),
    ("tests/calls/secrets.rs", include_str!("../fixtures/awkward/calls/secrets.rs")),
    ("tests/calls/tokens.rs", include_str!("../fixtures/awkward/calls/tokens.rs")),
    ("tests/calls/unions.rs", include_str!("../fixtures/awkward/calls/unions.rs")),
    ("tests/calls/wire.rs", include_str!("../fixtures/awkward/calls/wire.rs")),
];

#[test]
#[ignore = "compiles the crates, which takes a minute: `cargo awkward`"]
fn the_crates_of_awkward_documents_compile_without_a_warning_and_send_what_the_document_says() {
    let mut workspace = Workspace::new("awkward");
    let mut dependencies = String::new();
    // The same document once more, with an address from the command line: that of a port which is free now.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let server = format!("http://127.0.0.1:{port}/base");
    let slips = project().join("tests/fixtures/awkward/slips-that-are-mended.yaml");
    let name = TempDir::new().unwrap();
    let config = name.path().join("generator.toml");
    std::fs::write(&config, "[package]\nname = \"slips-with-a-server\"\n").unwrap();
    let further = ["--server", &server, "--config", config.to_str().unwrap()];
    workspace.generate_with(XTASK, &slips, "slips-with-a-server", &further);
    dependencies +=
        "slips-with-a-server = { path = \"../slips-with-a-server\", package = \"slips-with-a-server\" }\n";
    for (case, path) in cases() {
        let made = workspace.generate(XTASK, &path, configuration(&path).as_deref(), &case);
        // Where there are several groups, each of them is a feature; graphs are another.
        let manifest = std::fs::read_to_string(made.join("Cargo.toml")).unwrap();
        let offers = |feature: &&str| manifest.contains(&format!("\n{feature} = "));
        // A server for tests, where the answers are unlike others.
        let mock = case.starts_with("answers-").then_some("mock");
        let features: Vec<&str> = ["full", "svg"].into_iter().filter(offers).chain(mock).collect();
        dependencies += &format!(
            "{case} = {{ path = \"../{case}\", default-features = false, features = {features:?} }}\n"
        );
    }
    let manifest = format!(
        "[package]\nname = \"calls\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dev-dependencies]\n{dependencies}serde = \"1\"\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"io-util\", \"macros\", \"net\", \"rt\", \"time\"] }}\n"
    );
    let port = format!("//! The port that a crate was made for.\n\npub const PORT: u16 = {port};\n");
    let package = [("Cargo.toml", &*manifest), ("src/lib.rs", ""), ("tests/calls/port.rs", &port)];
    workspace.write("calls", &[&package[..], &CALLS].concat());
    let printed = workspace.cargo(env!("CARGO"), &["test", "--lib", "--tests"]);
    assert!(printed.contains("tests/calls.rs"), "{printed}");
}
