//! Fields of one object of which each leaves no room for the other.

use serde_json::{Map, Value};

use super::faults::Fault;
use super::kinds::Kind;

/// Two fields that exclude each other.
struct Pair {
    kinds: &'static [Kind],
    one: &'static str,
    other: &'static str,
    /// Whether OpenAPI 3.2 is the first version with both.
    is_of_3_2: bool,
}

const fn of_all(kinds: &'static [Kind], one: &'static str, other: &'static str) -> Pair {
    Pair { kinds, one, other, is_of_3_2: false }
}

const fn of_3_2(kinds: &'static [Kind], one: &'static str, other: &'static str) -> Pair {
    Pair { kinds, one, other, is_of_3_2: true }
}

const PAIRS: [Pair; 9] = [
    of_all(&[Kind::Parameter, Kind::Header, Kind::MediaType], "example", "examples"),
    of_all(&[Kind::Example], "value", "externalValue"),
    of_3_2(&[Kind::Example], "value", "dataValue"),
    of_3_2(&[Kind::Example], "value", "serializedValue"),
    of_3_2(&[Kind::Example], "serializedValue", "externalValue"),
    of_3_2(&[Kind::MediaType, Kind::Encoding], "encoding", "prefixEncoding"),
    of_3_2(&[Kind::MediaType, Kind::Encoding], "encoding", "itemEncoding"),
    of_3_2(&[Kind::Schema], "xml/attribute", "xml/nodeType"),
    of_3_2(&[Kind::Schema], "xml/wrapped", "xml/nodeType"),
];

/// The faults of an object: of what all versions have, or of what only OpenAPI 3.2 has.
pub(super) fn faults(kind: Kind, fields: &Map<String, Value>, is_of_3_2: bool) -> Vec<Fault> {
    let has = |path: &str| match path.split_once('/') {
        None => fields.contains_key(path),
        Some((field, inner)) => fields.get(field).is_some_and(|value| value.get(inner).is_some()),
    };
    let found = PAIRS.iter().filter(|pair| {
        pair.is_of_3_2 == is_of_3_2 && pair.kinds.contains(&kind) && has(pair.one) && has(pair.other)
    });
    let fault = |pair: &Pair| Fault::FieldsThatExclude {
        what: kind.name().to_owned(),
        one: pair.one.replace('/', "."),
        other: pair.other.replace('/', "."),
    };
    found.map(fault).collect()
}
