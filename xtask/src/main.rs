//! The command line of the generator; see `xtask::cli`.

fn main() {}
