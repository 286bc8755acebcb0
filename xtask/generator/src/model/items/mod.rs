//! The crate as data: every item that the generator makes for an API, with its Rust name and the place in the document
//! that it comes from.
//!
//! `emit` prints a [`Crate`]; `compare` compares two. The runtime is not in it, as it is the same in every crate that one
//! version of the generator makes.

mod credentials;
mod features;
mod function;
mod krate;
mod listing;
mod operations;
mod type_text;
mod types;

pub use credentials::CredentialSet;
pub use features::{Condition, Feature};
pub use function::{Argument, Conversion, Function, Setter, Source};
pub use krate::{Crate, TypeParameters};
pub use listing::{Differing, Item, ItemKind, Listing, Piece};
pub use operations::{
    AnswerPlan, AnswerType, BodyPlan, GroupItem, OperationItem, ParameterPlan, Passed, RequestPlan,
    RequestType, Transported,
};
pub use type_text::TypeText;
pub use types::{
    Constructor, ConvertedFrom, Counters, Home, KindSource, NamedArguments, PageItem, StructItem, TypeItem,
    TypeKind, UnionConstructor, UnionItem, VariantAccessors,
};
