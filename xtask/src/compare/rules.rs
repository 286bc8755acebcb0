//! The rules: what a kind of change means on the wire.
//!
//! What it means for the source is not written here: it is read off the public APIs of the two crates (`surface.rs`),
//! so that it cannot be wrong about the code that is emitted.

use super::verdict::Wire;

/// A rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, by which it is known in all output.
    pub id: &'static str,
    /// What a change under it means for programs that are built already.
    pub wire: Wire,
    /// What falls under it.
    pub says: &'static str,
}

/// Differences that no user of the crate can see.
pub static UNSEEN: Rule = Rule {
    id: "unseen",
    wire: Wire::Compatible,
    says: "the documents differ only in what neither a request, nor a response, nor the crate shows",
};
