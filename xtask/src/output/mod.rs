//! tokens → files: the last stage of the generator, and the only one that touches the output folder.
//!
//! [`mod@format`] turns tokens into text with a header, [`Tree`] gathers the texts under checked paths, [`compare()`]
//! says how a folder differs from a tree, [`diff`] shows it, and [`replace`] makes the folder be the tree, all or
//! nothing.
//!
//! What the stage promises, and where:
//!
//! - Whatever moment a run fails or is killed at, the folder is the old tree or the new one ([`mod@write`]).
//! - Where the input changes as well, both change or neither does, as far as renames one after the other allow
//!   ([`inputs`]).
//! - Only what carries our header is deleted ([`header`]); `Cargo.lock` and `target/` at the top of the folder are
//!   Cargo's: never compared, never written, kept across a replacement ([`KEPT`]).
//! - A run that changes nothing touches no file, and one that changes something leaves the other files' times alone.

pub mod compare;
pub mod diff;
mod disk;
pub mod format;
pub mod header;
pub mod inputs;
mod lock;
mod ownership;
mod place;
mod spacing;
mod stage;
mod survey;
mod swap;
pub mod tree;
pub mod write;

#[cfg(test)]
mod crash_tests;
#[cfg(test)]
mod fixture;

pub use compare::{Difference, Found, compare};
pub use header::{MARKER, Origin};
pub use inputs::Inputs;
pub use tree::Tree;
pub use write::{Summary, replace, replace_with_inputs};

use crate::diagnostic::Diagnostic;

/// What Cargo makes at the top of a crate that is built where it stands: neither ours nor foreign.
///
/// A crate in a workspace has neither; one written with `--out` gets both at the first `cargo check`.
pub const KEPT: [&str; 2] = ["Cargo.lock", "target"];

/// A mistake of the generator itself, in the file it was about to write.
fn bug(path: &str, problem: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::file(
        path,
        format!("the generator made something that it cannot write: {problem}"),
        "this is a bug of the generator, not of the document; please report it together with the document",
    )
}
