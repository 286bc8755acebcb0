//! The format `uri`.

use super::text::text;

/// An address, `uri` in OpenAPI: such as `https://example.com/a?b=c` (RFC 3986).
///
/// It holds the text as it came, and reads any. It is used as the `str` that it derefs to. The feature `url` converts it
/// to the type of that crate, which spells addresses its own way, and from it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri(String);

text!(Uri);

#[cfg(feature = "url")]
impl Uri {
    /// The address, as browsers read it.
    ///
    /// # Errors
    ///
    /// If the text is none, or is relative.
    pub fn to_url(&self) -> Result<::url::Url, ::url::ParseError> {
        ::url::Url::parse(&self.0)
    }
}

#[cfg(feature = "url")]
impl From<::url::Url> for Uri {
    fn from(url: ::url::Url) -> Self {
        Self(url.into())
    }
}
