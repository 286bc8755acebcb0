//! Support code that every generated crate carries. It is compiled, linted and tested here as a crate of its own, and
//! copied into `generated/src` as it is; only this file and `settings.rs`, whose place the generated ones take, stay here.

// What only generated code uses is unused here.
#![allow(dead_code, unused_imports, unused_macros)]

mod answer;
mod client;
mod error;
mod json;
mod path;
mod request;
mod security;
mod settings;
mod transport;
mod unknown;

pub use client::{Client, ClientBuilder};
pub use error::{ApiError, DecodeError, Error, ErrorDetail};
pub use request::Request;
pub use unknown::Unknown;
