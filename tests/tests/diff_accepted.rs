//! Changes that a maintainer has accepted count no more, neither when they come nor when they are taken back.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::changes;
use acceptance::command::{Ended, run};
use serde_json::{Value, json};
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// A folder with several editions of a document, and a file of accepted changes.
struct Editions(TempDir);

impl Editions {
    fn new(documents: &[(&str, &Value)]) -> Self {
        let folder = TempDir::new().unwrap();
        for (name, document) in documents {
            std::fs::write(folder.path().join(name), document.to_string()).unwrap();
        }
        Self(folder)
    }

    fn diff(&self, old: &str, new: &str, more: &[&str]) -> Ended {
        let arguments = [&["diff", old, new, "--accepted", "accepted.toml"], more].concat();
        run(XTASK, self.0.path(), &arguments)
    }

    fn accept(&self, old: &str, new: &str) {
        let ended = self.diff(old, new, &["--accept"]);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
    }

    fn verdict(&self, old: &str, new: &str) -> Value {
        let ended = self.diff(old, new, &["--format", "json"]);
        assert_eq!((ended.status, ended.stderr.as_str()), (0, ""));
        let report: Value = serde_json::from_str(&ended.stdout).unwrap();
        report["verdict"]["step"].clone()
    }
}

#[test]
fn every_change_that_was_accepted_counts_no_more_when_it_comes_or_is_taken_back() {
    let base = changes::base();
    let (mut breaking, mut wrong) = (0, Vec::new());
    for change in changes::all() {
        let editions = Editions::new(&[("old.json", &base), ("new.json", &change.apply(&base))]);
        for (old, new) in [("old.json", "new.json"), ("new.json", "old.json")] {
            let _ = std::fs::remove_file(editions.0.path().join("accepted.toml"));
            if editions.verdict(old, new) != "major" {
                continue;
            }
            breaking += 1;
            editions.accept(old, new);
            for (old, new) in [(old, new), (new, old)] {
                if editions.verdict(old, new) == "major" {
                    wrong.push(format!("{}: {}", change.title, editions.diff(old, new, &[]).stdout));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(breaking >= 40, "only {breaking} of them break anything");
}

#[test]
fn another_change_of_the_same_place_counts() {
    let base = changes::base();
    let with = |value: &str| {
        let mut document = base.clone();
        document["components"]["schemas"]["Status"]["enum"] = json!([value]);
        document
    };
    let (one, two, three) = (with("well"), with("ill"), with("gone"));
    let editions = Editions::new(&[("1.json", &one), ("2.json", &two), ("3.json", &three)]);
    editions.accept("1.json", "2.json");
    assert_eq!(editions.verdict("1.json", "2.json"), "none");
    assert_eq!(editions.verdict("2.json", "1.json"), "none");
    for (old, new) in [("1.json", "3.json"), ("3.json", "1.json"), ("2.json", "3.json")] {
        assert_eq!(editions.verdict(old, new), "major", "{old} to {new}");
    }
}

#[test]
fn what_was_accepted_is_shown_folded_and_fails_nothing() {
    let base = changes::base();
    let new = changes::named("response: a required property becomes optional").apply(&base);
    let editions = Editions::new(&[("old.json", &base), ("new.json", &new)]);
    assert_eq!(editions.diff("old.json", "new.json", &["--fail-on", "breaking"]).status, 1);
    let ended = editions.diff("old.json", "new.json", &["--accept", "--fail-on", "breaking"]);
    assert_eq!(
        (ended.status, ended.stderr.as_str()),
        (1, "2 breaking changes, there and back, are accepted now\n")
    );
    let ended = editions.diff("old.json", "new.json", &["--fail-on", "breaking"]);
    assert_eq!(ended.status, 0, "{}", ended.stdout);
    let accepted = "\naccepted before, and not counted in the verdict\n  `Keeper.level` can be absent, ";
    assert!(ended.stdout.contains(accepted), "{}", ended.stdout);
    assert!(ended.stdout.contains("\n1 change: 1 accepted\nverdict: none "), "{}", ended.stdout);
    let markdown = editions.diff("old.json", "new.json", &["--format", "markdown"]).stdout;
    let accepted =
        "<details><summary>Accepted before, and not counted in the verdict</summary>\n\n- `Keeper.level` can";
    assert!(markdown.contains(accepted) && !markdown.contains("### Breaking"), "{markdown}");
    // Accepting it again adds nothing.
    let file = editions.0.path().join("accepted.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    editions.accept("old.json", "new.json");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn a_file_of_accepted_changes_that_is_wrong_is_refused() {
    let base = changes::base();
    let editions = Editions::new(&[("old.json", &base), ("new.json", &base)]);
    for (text, said) in [
        ("[[accepted]]\nrule = 'no-such-rule'\nplaces = ['/a']\nchange = 'x'\n", "no rule `no-such-rule`"),
        ("[[accepted]]\nrule = 'deprecated'\n", "missing field `places`"),
        ("[[accepted]]\nrule = 'deprecated'\nplaces = []\nchange = ''\nwhy = ''\n", "unknown field `why`"),
        ("accepted = 1", "invalid type"),
    ] {
        std::fs::write(editions.0.path().join("accepted.toml"), text).unwrap();
        let ended = editions.diff("old.json", "new.json", &[]);
        assert_eq!((ended.status, ended.stdout.as_str()), (2, ""), "{}", ended.stderr);
        assert!(ended.stderr.starts_with("error: accepted.toml"), "{}", ended.stderr);
        assert!(ended.stderr.contains(said) && ended.stderr.contains("\n  help: "), "{}", ended.stderr);
    }
    let ended = run(XTASK, editions.0.path(), &["diff", "old.json", "new.json", "--accept"]);
    assert!(ended.status == 2 && ended.stderr.contains("--accepted FILE"), "{}", ended.stderr);
}

#[test]
fn the_file_beside_the_configuration_is_read_unasked() {
    let base = changes::base();
    let new = changes::named("response: a required property becomes optional").apply(&base);
    let editions = Editions::new(&[("old.json", &base), ("new.json", &new)]);
    editions.accept("old.json", "new.json");
    std::fs::create_dir(editions.0.path().join("spec")).unwrap();
    let moved = editions.0.path().join("spec/accepted.toml");
    std::fs::rename(editions.0.path().join("accepted.toml"), &moved).unwrap();
    std::fs::write(editions.0.path().join("spec/generator.toml"), "").unwrap();
    let arguments =
        ["diff", "old.json", "new.json", "--config", "spec/generator.toml", "--fail-on", "breaking"];
    assert_eq!(run(XTASK, editions.0.path(), &arguments).status, 0);
    std::fs::remove_file(moved).unwrap();
    assert_eq!(run(XTASK, editions.0.path(), &arguments).status, 1);
}
