//! The format `uuid`.

use super::text::text;

/// An identifier, `uuid` in OpenAPI: such as `67e55044-10b1-426f-9247-bb680e5fe0c8` (RFC 9562).
///
/// It holds the text as it came, and reads any. It is used as the `str` that it derefs to, and compares as one: two
/// spellings of one identifier differ. The feature `uuid` converts it to the type of that crate, and from it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(String);

text!(Uuid);

#[cfg(feature = "uuid")]
impl Uuid {
    /// The identifier, however it is spelled.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_uuid(&self) -> Result<::uuid::Uuid, ::uuid::Error> {
        ::uuid::Uuid::try_parse(&self.0)
    }
}

#[cfg(feature = "uuid")]
impl From<::uuid::Uuid> for Uuid {
    fn from(uuid: ::uuid::Uuid) -> Self {
        Self(uuid.to_string())
    }
}
