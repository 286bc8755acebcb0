//! The place of the generated transport; there, progenitor's methods stand beside the connection.

mod connection;

pub(crate) use connection::{Authorization, Client};
