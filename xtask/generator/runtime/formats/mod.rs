//! Texts of a known form, such as times and identifiers: what OpenAPI calls the `format` of a string.
//!
//! Each holds its text exactly as it came, so that a service which writes another form costs nothing, and converts to
//! the types of the crates that people use.

mod base64;
mod date;
mod date_time;
mod duration;
mod email;
mod ipv4;
mod ipv6;
mod text;
mod time;
mod uri;
mod uuid;

pub use base64::{Base64, Base64Error};
pub use date::Date;
pub use date_time::DateTime;
pub use duration::Duration;
pub use email::Email;
pub use ipv4::Ipv4;
pub use ipv6::Ipv6;
pub use time::Time;
pub use uri::Uri;
pub use uuid::Uuid;

#[cfg(test)]
mod tests;
