//! Shared by the benchmarks: the data, handwritten types for it, and the comparison of times.

pub mod elements;
pub mod handwritten;
pub mod rounds;
