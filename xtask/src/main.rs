//! `cargo xtask`: the command line of the generator, as the other packages of this repository use it.

use openapi_to_crate::cli::{self, Program};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: openapi_to_crate::Allocator = openapi_to_crate::Allocator;

fn main() -> ExitCode {
    cli::main(Program {
        name: "cargo xtask",
        after_update: "run `cargo test --workspace` next; CONTRIBUTING.md says how to review what changed",
    })
}
