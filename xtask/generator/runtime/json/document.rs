//! Whole documents of JSON.

use super::reason::Reason;
use super::typed::{Json, read};
use serde_json::de::StrRead;

/// Reads a whole document; the error is the reason and where in the document it lies.
pub(crate) fn from_slice<T: Json>(bytes: &[u8]) -> Result<T, Reason> {
    let mut deserializer = deserializer(bytes)?;
    let value = read(&mut deserializer).map_err(Reason::syntax)?;
    deserializer.end().map_err(Reason::syntax)?;
    value.map_err(|misfit| misfit.reason)
}

/// Reads JSON from bytes. Whether they are UTF-8 is asked once of all of them, which is faster than of each string. A
/// byte order mark is no part of the JSON.
pub(crate) fn deserializer(bytes: &[u8]) -> Result<serde_json::Deserializer<StrRead<'_>>, Reason> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map(serde_json::Deserializer::from_str).map_err(Reason::encoding)
}
