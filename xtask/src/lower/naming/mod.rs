//! The one owner of Rust names: how words of a document become identifiers, which identifiers are reserved in which
//! scope, and what becomes of those that clash. Nothing after this stage makes a name.

mod case;
mod clashes;
mod derived;
mod modules;
mod prefixes;
mod reserved;
mod types;

pub(super) use case::Role;
pub(super) use clashes::{names, names_prefixed};
pub(super) use derived::{
    accessors, body, catch_all, constructor, feature, named_arguments, plain_feature, request_type,
    streaming_method, transport_method, type_parameter, value,
};
pub(super) use modules::{group, private_module};
pub(super) use prefixes::Prefix;
pub(super) use reserved::Scope;
pub(crate) use types::TypeNames;
pub(super) use types::{Misfits, choose};
