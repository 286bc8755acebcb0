//! The format `ipv4`.

use super::text::text;
use std::net::{AddrParseError, Ipv4Addr};

/// An address of the internet protocol, `ipv4` in OpenAPI: such as `192.0.2.1`.
///
/// It holds the text as it came, and reads any. It is used as the `str` that it derefs to, and converts to
/// [`Ipv4Addr`] and from it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ipv4(String);

text!(Ipv4);

impl Ipv4 {
    /// The address.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_addr(&self) -> Result<Ipv4Addr, AddrParseError> {
        self.0.parse()
    }
}

impl From<Ipv4Addr> for Ipv4 {
    fn from(address: Ipv4Addr) -> Self {
        Self(address.to_string())
    }
}
