//! The whole Cloudflare API through the same pipeline. The document is too large for the repository; where it is
//! absent, the tests say that they are skipped.

#![allow(clippy::unwrap_used)]

use acceptance::command::{run, tree};
use acceptance::upstream::whole;
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

#[test]
fn it_becomes_a_crate_with_all_of_its_operations() {
    let Some(document) = whole() else { return };
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("cloudflare.json"), document).unwrap();
    let ended = run(XTASK, folder.path(), &["generate", "--spec", "cloudflare.json", "--out", "out"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("1511 operations"), "{}", ended.stdout.lines().next().unwrap_or_default());
    let methods: usize = tree(&folder.path().join("out/src/transport"))
        .values()
        .map(|bytes| String::from_utf8_lossy(bytes).matches("pub(crate) fn ").count())
        .sum();
    assert_eq!(methods, 1511);
}
