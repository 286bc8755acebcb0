//! The command line of the generator; see [`xtask::cli`].

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: xtask::Allocator = xtask::Allocator;

fn main() -> ExitCode {
    xtask::cli::main()
}
