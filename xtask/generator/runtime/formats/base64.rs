//! The format `byte`.

use super::text::text;
use ::base64::alphabet::{STANDARD, URL_SAFE};
use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ::base64::{DecodeError, Engine};
use bytes::Bytes;
use std::fmt;

/// Bytes as text, `byte` in OpenAPI: such as `AGVq` (base64, RFC 4648).
///
/// It holds the text as it came, and reads any; [`decode`](Self::decode) says where one is no base64. Text converts into
/// one as it is, and bytes are encoded.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(String);

text!(Base64);

impl Base64 {
    /// Encodes bytes, in the standard alphabet and with padding.
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self(::base64::prelude::BASE64_STANDARD.encode(bytes))
    }

    /// The bytes. The alphabet for addresses is read, too; padding may be left out, and line breaks make no difference.
    ///
    /// # Errors
    ///
    /// If the text is no base64.
    pub fn decode(&self) -> Result<Vec<u8>, Base64Error> {
        let alphabet = if self.0.contains(['-', '_']) { URL_SAFE } else { STANDARD };
        let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let text: String = self.0.chars().filter(|character| !character.is_ascii_whitespace()).collect();
        GeneralPurpose::new(&alphabet, config).decode(text).map_err(Base64Error)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::encode(bytes)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::encode(bytes)
    }
}

impl From<Bytes> for Base64 {
    fn from(bytes: Bytes) -> Self {
        Self::encode(bytes)
    }
}

/// Why a text is no base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base64Error(DecodeError);

impl fmt::Display for Base64Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text is no base64: {}", self.0)
    }
}

impl std::error::Error for Base64Error {}
