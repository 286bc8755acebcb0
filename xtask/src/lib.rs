//! The generator: an OpenAPI document in, a Rust client crate out.
//!
//! The pipeline is the list of modules, and imports run one way along it: [`document`] reads, corrects and checks
//! the input; [`lower`] turns it into the [`model`]; [`emit`] turns the model into Rust; [`output`] writes the files.
//! [`compare`] finds what changes between two documents, and [`update`] replaces the document with a new one.

pub mod cli;
pub mod compare;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod generate;
pub mod generator;
pub mod lower;
pub mod model;
pub mod output;
pub mod update;

/// What the command line takes its memory from: a run makes and drops millions of small values, on all cores.
pub use mimalloc::MiMalloc as Allocator;
