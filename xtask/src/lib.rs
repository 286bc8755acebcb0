//! The generator: an OpenAPI document in, a Rust client crate out.
//!
//! The pipeline is the list of modules, and imports run one way along it: [`document`] reads, corrects and checks
//! the input; [`lower`] turns it into the [`model`]; [`emit`] turns the model into Rust; [`output`] writes it.
//! Beside it, [`compare`] says what one document changes against another, and [`update`] puts a new one in place.

pub mod cli;
pub mod compare;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod generate;
pub mod lower;
pub mod model;
pub mod output;
pub mod update;

/// What the command line takes its memory from: a run makes and drops millions of small values, on all cores.
pub use mimalloc::MiMalloc as Allocator;
