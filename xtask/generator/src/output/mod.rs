//! The last stage: tokens become files. It is the only one that touches the output folder.
//!
//! [`mod@format`] turns tokens into text with a header, [`Tree`] collects the texts under checked paths,
//! [`differences()`] finds how a folder differs from a tree, [`unified_diff`] shows that, and [`replace()`] makes the
//! folder equal to the tree, all or nothing.
//!
//! What the stage promises, and where:
//!
//! - If a run fails or is killed, at whatever moment, the folder holds the old tree or the new one ([`mod@replace`]).
//! - Where the input changes together with the output, both change or neither does, as far as one rename after the
//!   other allows ([`inputs`]).
//! - Only files that carry our header are deleted ([`header`]). `Cargo.lock` and `target/` at the top of the folder
//!   belong to Cargo: they are not compared and not written, and a replacement keeps them ([`KEPT`]).
//! - A run that changes nothing touches no file. One that changes something keeps the times of the other files.

mod blank_lines;
pub mod differences;
mod disk;
pub mod format;
pub mod header;
pub mod inputs;
mod location;
pub mod one_file;
mod ownership;
pub mod replace;
mod run_lock;
mod stage;
mod survey;
mod swap;
pub mod tree;
pub mod unified_diff;

#[cfg(test)]
mod crash_tests;
#[cfg(test)]
mod fixture;

pub use differences::{Difference, Found, differences};
pub use header::{MARKER, Origin};
pub use inputs::Inputs;
pub use location::KEPT;
pub use one_file::replace_file;
pub use replace::{Summary, replace, replace_with_inputs};
pub use tree::Tree;
