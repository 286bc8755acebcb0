//! Makes a Rust client crate from an OpenAPI document: Swagger 2.0, and OpenAPI 3.0, 3.1 and 3.2.
//!
//! [`Generator`] is for programs and build scripts; the program `openapi-to-crate` does the same on the command line.
//!
//! ```no_run
//! # fn main() -> Result<(), openapi_to_crate::Error> {
//! use openapi_to_crate::Generator;
//!
//! let tree = Generator::new("openapi.yaml").config("generator.toml").generate()?;
//! for note in tree.notes() {
//!     println!("{note}");
//! }
//! tree.write("client")?;
//! # Ok(())
//! # }
//! ```

// The pipeline is this list of modules, and imports run one way along it: `document` reads, corrects and checks the
// input; `lower` turns it into the `model`; `emit` turns the model into Rust; `output` writes the files. `compare` finds
// what changes between two documents, and `update` replaces the document with a new one.
//
// They are public for the other packages of this repository alone, its command line and its tests, which look at each
// stage: none of them is part of what this package promises.
#[cfg(feature = "command-line")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod compare;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod document;
#[doc(hidden)]
pub mod emit;
mod error;
#[doc(hidden)]
pub mod generate;
mod generator;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod output;
#[cfg(feature = "command-line")]
#[doc(hidden)]
pub mod update;

pub use error::{Error, Problem};
pub use generator::{Generator, Note, Tree};

/// What the command line takes its memory from: a run makes and drops millions of small values, on all cores.
#[cfg(feature = "command-line")]
#[doc(hidden)]
pub use mimalloc::MiMalloc as Allocator;
