//! Support for the tests of the generator and of the generated crate: a server that behaves like the API, one that
//! records requests, those that misbehave over HTTP/1, HTTP/2 and TLS, the command line as a process, documents as upstream publishes them, and
//! changes of a document with their expected verdicts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod changes;
pub mod command;
pub mod fixtures;
pub mod graphs;
pub mod http2_server;
pub mod imports;
pub mod listing;
pub mod locked_names;
pub mod memory;
pub mod misbehaving_server;
pub mod recorder;
pub mod reports;
pub mod service;
pub mod tls_server;
pub mod trace_recorder;
pub mod upstream;
pub mod workspace;

/// The README's examples, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
