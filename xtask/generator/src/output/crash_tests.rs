//! All or nothing: failures and kills at every step of a replacement, and real processes killed at arbitrary moments.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use super::disk::fault::{self, Fault};
use super::fixture::{Room, file, new_tree, old_tree};
use super::location::Location;
use super::{Tree, differences, replace};

fn is(room: &Room, tree: &Tree) -> bool {
    differences(&room.out(), tree).unwrap().is_empty()
}

/// The old tree after a `cargo check` inside it.
fn built_room() -> Room {
    let room = Room::with(&old_tree());
    room.put("Cargo.lock", "locked");
    room.put("target/debug/x", "built");
    room
}

fn assert_cargos_are_there(room: &Room, context: &str) {
    assert_eq!(room.read("Cargo.lock").unwrap(), "locked", "{context}");
    assert_eq!(room.read("target/debug/x").unwrap(), "built", "{context}");
}

/// Injects the fault at each step of a replacement in turn, and calls `check` after each.
fn at_each_step(fault: Fault, plain: bool, check: impl Fn(&Room, crate::diagnostic::Result<()>, &str)) {
    let mut step = 0;
    loop {
        let room = built_room();
        let (result, reached) = fault::on_a_plain_system(plain, || {
            fault::at(fault, step, || replace(&room.out(), &new_tree()).map(drop))
        });
        if !reached {
            assert!(step > 15, "only {step} steps were seen");
            return;
        }
        check(&room, result, &format!("step {step}, without exchange: {plain}"));
        step += 1;
    }
}

#[test]
fn a_failure_at_any_step_leaves_the_old_tree_or_ends_with_the_new() {
    for plain in [false, true] {
        at_each_step(Fault::Fails, plain, |room, result, context| {
            let expected = if result.is_ok() { new_tree() } else { old_tree() };
            assert!(is(room, &expected), "{context}: {result:?}");
            assert_eq!(replace(&room.out(), &new_tree()).unwrap().left_behind, None, "{context}");
            assert!(is(room, &new_tree()), "{context}");
            assert!(room.beside().is_empty(), "{context}: {:?}", room.beside());
            assert_cargos_are_there(room, context);
        });
    }
}

#[test]
fn an_old_tree_that_cannot_be_deleted_is_a_warning() {
    let room = built_room();
    let warned = (0..60).filter_map(|step| {
        replace(&room.out(), &old_tree()).unwrap();
        let (result, _) = fault::at(Fault::Fails, step, || replace(&room.out(), &new_tree()));
        result.ok()?.left_behind
    });
    let warned: Vec<_> = warned.collect();
    assert!(warned.iter().all(|warning| warning.problem.contains("all files are written")), "{warned:?}");
    assert!(!warned.is_empty());
}

#[test]
fn a_kill_at_any_step_leaves_the_old_tree_or_the_new() {
    at_each_step(Fault::Killed, false, |room, _, context| {
        assert!(is(room, &old_tree()) || is(room, &new_tree()), "{context}");
    });
}

#[test]
fn the_next_run_puts_what_a_kill_left_in_order() {
    for plain in [false, true] {
        for next in [old_tree(), new_tree()] {
            at_each_step(Fault::Killed, plain, |room, _, context| {
                let summary = fault::on_a_plain_system(plain, || replace(&room.out(), &next)).unwrap();
                assert_eq!(summary.left_behind, None, "{context}");
                assert!(is(room, &next), "{context}");
                assert!(room.beside().is_empty(), "{context}: {:?}", room.beside());
                assert_cargos_are_there(room, context);
            });
        }
    }
}

#[test]
fn a_run_killed_while_it_puts_things_in_order_is_no_worse() {
    at_each_step(Fault::Killed, true, |room, _, context| {
        for step in 0..6 {
            let _ = fault::at(Fault::Killed, step, || replace(&room.out(), &new_tree()));
        }
        replace(&room.out(), &new_tree()).unwrap();
        assert!(is(room, &new_tree()), "{context}");
        assert!(room.beside().is_empty(), "{context}: {:?}", room.beside());
        assert_cargos_are_there(room, context);
    });
}

#[test]
fn a_killed_first_run_leaves_nothing_or_everything() {
    for step in 0..30 {
        let room = Room::empty();
        let _ = fault::at(Fault::Killed, step, || replace(&room.out(), &new_tree()));
        assert!(!room.out().exists() || is(&room, &new_tree()), "step {step}");
        replace(&room.out(), &new_tree()).unwrap();
        assert!(is(&room, &new_tree()) && room.beside().is_empty(), "step {step}");
    }
}

#[test]
fn what_stands_where_the_new_tree_is_staged_is_not_followed() {
    let room = Room::with(&old_tree());
    fs::write(Location::of(&room.out()).unwrap().staged, "mine").unwrap();
    let error = replace(&room.out(), &new_tree()).unwrap_err();
    assert!(error.file.ends_with(".generated.staged"), "{error}");
    assert!(is(&room, &old_tree()));
}

/// A tree that is large enough for a kill to hit while it is written.
fn wide_tree(text: &str) -> Tree {
    let mut tree = Tree::new();
    for number in 0..300 {
        let path = format!("src/types/part{number}.rs");
        tree.insert(path.clone(), file(&path, if number % 3 == 0 { "same" } else { text })).unwrap();
    }
    tree
}

const OUT: &str = "XTASK_CRASH_TEST_OUT";

/// The process that the test below kills; not a test itself.
#[test]
#[ignore = "run by a_process_killed_at_any_moment_leaves_the_old_tree_or_the_new"]
fn writer() {
    let Some(out) = env::var_os(OUT) else { return };
    let trees = [wide_tree("new"), wide_tree("old")];
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(20) {
        for tree in &trees {
            replace(out.as_ref(), tree).unwrap();
        }
    }
}

struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_process_killed_at_any_moment_leaves_the_old_tree_or_the_new() {
    let (old, new) = (wide_tree("old"), wide_tree("new"));
    let room = Room::with(&old);
    let started = env::current_exe().unwrap();
    for round in 0..25_u64 {
        let mut command = Command::new(&started);
        command.args(["--exact", "output::crash_tests::writer", "--ignored"]).env(OUT, room.out());
        let child = Killed(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        thread::sleep(Duration::from_micros(15_000 + round * 3_791));
        drop(child);
        assert!(is(&room, &old) || is(&room, &new), "round {round}: {:?}", room.beside());
    }
    replace(&room.out(), &new).unwrap();
    assert!(is(&room, &new) && room.beside().is_empty());
}
