//! What the measurements share: the data, the types that a person would write for it, and how times are compared.

pub mod elements;
pub mod handwritten;
pub mod rounds;
