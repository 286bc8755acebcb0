//! Elements that lead to each other, seen as a graph: what is wrong with it, how it looks, and how it differs from
//! another; with the feature `graph` only.

mod change;
mod check;
mod differences;
mod dot;
mod element;
mod mermaid;
mod nodes;
mod problem;
mod shares;
#[cfg(feature = "svg")]
mod svg;

pub use change::{Change, Changes};
pub use element::{GraphElement, GraphRules, ShareRules};
pub use nodes::Graph;
pub use problem::Problem;
