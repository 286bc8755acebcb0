//! Reads a file into a JSON value: checks its size and encoding, and decides between JSON and YAML.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::faults::Fault;
use super::found::Found;
use super::origins::Origins;
use super::pointer::Pointer;
use super::{json, yaml};
use crate::diagnostic::{Diagnostic, Result, display};

/// The largest file that is read: four times the largest API descriptions that are published.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// A file that has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The path or address as it was given, with `/` as the separator.
    pub file: String,
    /// The SHA-256 of its bytes, in hexadecimal; of several files, that of the list of theirs.
    pub sha256: String,
    /// The content, with the keys of every object sorted.
    pub json: Value,
    /// What was wrong with it, and was mended when it was read.
    pub faults: Vec<Found>,
    /// Where what stood in other files came from.
    pub origins: Origins,
}

/// Reads a file that holds JSON or YAML.
///
/// # Errors
///
/// When the file cannot be read, is too large, or is neither JSON nor YAML that can be read without loss.
pub(super) fn load(path: &Path) -> Result<Source> {
    Source::of(display(path), &read(path)?)
}

impl Source {
    /// Reads JSON or YAML from the bytes of a file.
    ///
    /// # Errors
    ///
    /// As [`parse`].
    pub fn of(file: String, bytes: &[u8]) -> Result<Self> {
        let (json, faults) = parse_with_faults(&file, bytes)?;
        Ok(Self { json, sha256: sha256(bytes), file, faults, origins: Origins::default() })
    }
}

/// Reads JSON or YAML from bytes. The extension of `file` decides the format; with any other extension, text that begins
/// with `{` is JSON.
///
/// # Errors
///
/// When the bytes are too many, or are neither JSON nor YAML that can be read without loss.
pub fn parse(file: &str, bytes: &[u8]) -> Result<Value> {
    Ok(parse_with_faults(file, bytes)?.0)
}

/// The same, with what was wrong.
pub(super) fn parse_with_faults(file: &str, bytes: &[u8]) -> Result<(Value, Vec<Found>)> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(file));
    }
    let (bytes, mark) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, Some(Fault::ByteOrderMark {}.at(Pointer::root()))),
        None => (bytes, None),
    };
    let text = decode(file, bytes)?;
    if text.trim().is_empty() {
        return Err(Diagnostic::file(file, "the file is empty", "give an OpenAPI document, as JSON or YAML"));
    }
    let extension =
        Path::new(file).extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase);
    let (mut value, mut faults) = match extension.as_deref() {
        Some("json") => json::parse(file, text)?,
        Some("yaml" | "yml") => yaml::parse(file, text)?,
        _ if text.trim_start().starts_with('{') => json::parse(file, text)?,
        _ => yaml::parse(file, text)?,
    };
    // Any crate in the build can switch on serde_json's feature `preserve_order`, with which objects keep the order of
    // the file. Nothing after this may depend on that.
    value.sort_all_objects();
    faults.extend(mark);
    Ok((value, faults))
}

/// The bytes of a file.
///
/// # Errors
///
/// When the file cannot be read or is larger than [`MAX_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let file = &display(path);
    let unreadable = |error: std::io::Error| {
        Diagnostic::file(
            file,
            format!("the file cannot be read: {error}"),
            "give a file that exists and that you may read",
        )
    };
    let mut bytes = Vec::new();
    // One byte more than is allowed shows that the file is too large, whatever size it claims to have.
    File::open(path)
        .and_then(|opened| opened.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES { Err(too_large(file)) } else { Ok(bytes) }
}

fn too_large(file: &str) -> Diagnostic {
    Diagnostic::file(
        file,
        format!("the file is larger than {} MiB", MAX_BYTES / 1024 / 1024),
        "remove the operations that you do not need first; no API description is that large",
    )
}

fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<&'b str> {
    if [b"\xFF\xFE", b"\xFE\xFF"].iter().any(|mark| bytes.starts_with(*mark)) {
        return Err(Diagnostic::file(
            file,
            "the file begins with a byte order mark (UTF-16)",
            "save it as UTF-8 without a byte order mark",
        ));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
        Diagnostic::file(
            file,
            format!(
                "the file is not UTF-8: byte {} on line {line} is not part of any character",
                error.valid_up_to()
            ),
            "save it as UTF-8",
        )
    })
}

/// The SHA-256 of bytes, in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
