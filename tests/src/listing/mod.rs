//! The public API of a generated crate, read from its source: one line for each item, in the form of
//! [`Listing`].

mod items;
mod modules;
mod spelling;
#[cfg(test)]
mod tests;

use items::Line;
use modules::Modules;
use openapi_to_crate::model::items::{Item, Listing};
use std::collections::BTreeMap;
use std::path::Path;

/// What is generated for the API: its types, its operations and its credentials.
#[must_use]
pub fn of_api(src: &Path) -> String {
    written(read(src).values().filter(|line| line.is_of_api))
}

/// What support code adds, which is the same in every crate. What its macros make is named by the call of the macro.
#[must_use]
pub fn of_runtime(src: &Path) -> String {
    written(read(src).values().filter(|line| !line.is_of_api))
}

/// Both.
#[must_use]
pub fn of(src: &Path) -> String {
    written(read(src).values())
}

/// The names of the public types of the API.
#[must_use]
pub fn types(src: &Path) -> Vec<String> {
    let lines = read(src).into_values().filter(|line| ["struct", "enum"].contains(&line.text.as_str()));
    lines.filter_map(|line| line.path.strip_prefix("types::").map(str::to_owned)).collect()
}

/// The lines by which the code of an API differs from the listing of its data: `-` before what only the data has, `+`
/// before what only the code has.
#[must_use]
pub fn differences(src: &Path, listing: &Listing) -> Vec<String> {
    let whether_open = |line: String, is_open: bool| if is_open { line + " (open)" } else { line };
    let data: Vec<String> =
        listing.iter().map(|item: &Item| whether_open(item.to_string(), item.is_open)).collect();
    let read = read(src);
    let lines = read.values().filter(|line| line.is_of_api);
    let code: Vec<String> = lines.map(|line| whether_open(line.to_string(), line.is_open)).collect();
    let only = |sign: &'static str, here: &[String], there: &[String]| -> Vec<String> {
        let there: std::collections::BTreeSet<&String> = there.iter().collect();
        here.iter().filter(|line| !there.contains(line)).map(|line| format!("{sign} {line}")).collect()
    };
    let differences = [only("-", &data, &code), only("+", &code, &data)].concat();
    assert!(!differences.is_empty() || data == code, "the same lines, but not in the same order");
    differences
}

fn read(src: &Path) -> BTreeMap<String, Line> {
    items::lines(&Modules::read(src))
}

fn written<'l>(lines: impl Iterator<Item = &'l Line>) -> String {
    lines.map(|line| format!("{line}\n")).collect()
}
