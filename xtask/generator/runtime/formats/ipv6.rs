//! The format `ipv6`.

use super::text::text;
use std::net::{AddrParseError, Ipv6Addr};

/// An address of the internet protocol, `ipv6` in OpenAPI: such as `2001:db8::1`.
///
/// It holds the text as it came, and reads any. It is used as the `str` that it derefs to, and converts to
/// [`Ipv6Addr`] and from it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ipv6(String);

text!(Ipv6);

impl Ipv6 {
    /// The address.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_addr(&self) -> Result<Ipv6Addr, AddrParseError> {
        self.0.parse()
    }
}

impl From<Ipv6Addr> for Ipv6 {
    fn from(address: Ipv6Addr) -> Self {
        Self(address.to_string())
    }
}
