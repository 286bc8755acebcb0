//! The one owner of Rust names: how words of a document become identifiers, which identifiers are reserved in which
//! scope, and what becomes of those that clash. Nothing after this stage makes a name.

mod before;
mod case;
mod clashes;
mod components;
mod configured;
mod derived;
mod fingerprint;
mod keys;
mod media_words;
mod modules;
mod places;
mod prefixes;
mod record;
mod remembered;
mod reserved;
mod singular;
mod types;
mod variants;

pub(super) use before::{Conflict, kind_of};
pub(super) use case::Role;
pub(super) use clashes::{names, names_kept, names_prefixed};
pub(super) use configured::{Misfits, configured};
pub(super) use derived::{
    SECRET_METHODS, accessors, answer_type, body, catch_all, constructor, feature, headers_type,
    method_of_media_type, method_of_secret, named_arguments, plain_feature, request_type, streaming_method,
    transport_method, type_of_operation_servers, type_of_servers, type_of_variable, type_parameter, value,
};
pub(super) use keys::Keys;
pub(super) use media_words::{status_word, variants_of_forms};
pub(super) use modules::{group, private_module};
pub(super) use prefixes::Prefix;
pub(super) use record::{Given, part};
pub(super) use remembered::Remembered;
pub(super) use reserved::Scope;
pub(crate) use types::TypeNames;
pub(super) use types::choose;
