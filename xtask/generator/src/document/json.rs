//! Reads JSON text.

use serde_json::Value;

use super::found::Found;
use super::reader::Reader;
use crate::diagnostic::{Diagnostic, Result};

/// Reads JSON text. Diagnostics name it `file`.
pub(super) fn parse(file: &str, text: &str) -> Result<(Value, Vec<Found>)> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // serde_json stops at a depth of 128. The reader stops earlier, and knows the place.
    let mut reader = Reader::new(text, true);
    let read = reader.read(&mut deserializer).and_then(|value| deserializer.end().map(|()| value));
    let value = read.map_err(|error| {
        let place = reader.place();
        match reader.fault() {
            Some(fault) => Diagnostic::at(file, place, fault.problem, fault.remedy),
            None => malformed(file, place.into(), &error),
        }
    })?;
    Ok((value, reader.into_mended()))
}

fn malformed(file: &str, place: String, error: &serde_json::Error) -> Diagnostic {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let message = message.split_once(" at line ").map_or(message.as_str(), |(before, _)| before);
    if error.is_eof() {
        return Diagnostic::at(
            file,
            place,
            format!("the JSON ends too early, at line {line}, column {column}: {message}"),
            "the file is incomplete; get it again",
        );
    }
    let remedy = match message {
        "number out of range" => "write a number that a 64-bit floating-point number can hold",
        _ if message.contains("surrogate") || message.contains("hex escape") => {
            "write the character itself, or both halves of its surrogate pair"
        }
        _ => "correct the file, or give it a `.yaml` extension if it is YAML",
    };
    Diagnostic::at(file, place, format!("not JSON at line {line}, column {column}: {message}"), remedy)
}
