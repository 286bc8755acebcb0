//! What the tests of the generator and of the generated crate stand on: a server that behaves like the API, one that
//! records what it is sent, and the command line as a process.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod command;
pub mod listing;
pub mod memory;
pub mod misbehaving_server;
pub mod recorder;
pub mod service;
pub mod trace_recorder;

/// The README's examples, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
