//! The program `openapi-to-crate`; see [`openapi_to_crate::cli`].

use openapi_to_crate::cli::{self, Program};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: openapi_to_crate::Allocator = openapi_to_crate::Allocator;

fn main() -> ExitCode {
    cli::main(Program {
        name: "openapi-to-crate",
        after_update: "review what changed before you commit it, and run your tests",
    })
}
