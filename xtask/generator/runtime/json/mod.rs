//! Reading and writing JSON without losing anything.
//!
//! serde's own `Deserialize` answers "it fits" or an error, and on an error whatever was read is gone. Here a value
//! that does not fit its type is an ordinary answer, [`Reading::Misfit`], that carries the whole value and the
//! reason. So one unexpected element never costs the response it stands in: the union above it keeps it.

// An API need not use all of it.
#![allow(dead_code, unused_imports)]

mod additional;
mod containers;
mod document;
mod early;
mod edges;
mod entries;
mod fields;
mod found;
mod free_form;
mod judge;
mod misfit;
pub(crate) mod number;
mod object;
mod open_enum;
mod others;
mod property_name;
mod reason;
mod scalar;
mod schema;
mod typed;
mod union;
mod writer;

pub use additional::AdditionalProperties;
pub(crate) use document::{deserializer, from_slice};
pub(crate) use edges::{edges_at, unlisted_edges};
pub(crate) use entries::entries;
pub use fields::Fields;
pub use free_form::JsonObject;
pub(crate) use misfit::misfit_scalars;
pub use misfit::{Misfit, Reading};
#[allow(unused_imports)]
pub(crate) use object::object;
pub use object::{Object, read_object};
#[allow(unused_imports)]
pub(crate) use open_enum::open_enum;
pub use others::Others;
pub(crate) use property_name::NameSeed;
pub use reason::Reason;
pub use scalar::{Scalar, read_scalar};
pub use schema::{Constant, Described, Keyword, Property, Schema};
pub use typed::Json;
pub(crate) use typed::{Body, Seed, Written, deserialize, implement_serde, read, read_value, to_value};
pub use union::{TaggedUnion, read_tagged, read_untagged, variant};
pub use writer::ObjectWriter;

#[cfg(test)]
mod tests;
