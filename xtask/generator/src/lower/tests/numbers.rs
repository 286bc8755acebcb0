//! Which numbers a type has room for.

use super::{api, object, structure};
use crate::model::{IntegerFormat, Scalar, TypeRef};
use serde_json::json;

#[test]
fn integers_have_the_type_of_their_format_or_of_the_largest_number_that_the_document_names() {
    let integers = json!({
        "tiny": {"type": "integer", "format": "int8"},
        "word": {"type": "integer", "format": "uint16"},
        "long": {"type": "integer", "format": "uint64"},
        "bound": {"type": "integer", "maximum": 18_446_744_073_709_551_615_u64},
        "listed": {"type": "integer", "enum": [1, 9_223_372_036_854_775_808_u64]},
        "plain": {"type": "integer", "minimum": 0, "maximum": 9_223_372_036_854_775_807_u64},
        "rounded": {"type": "integer", "minimum": 0, "maximum": 18_446_744_073_709_552_000.0},
        "signed": {"type": "integer", "minimum": -9_223_372_036_854_775_808.0, "maximum": 9_223_372_036_854_776_000_u64},
    });
    let api = api(&object(&integers, &[]), &json!({}));
    let structure = structure(&api, "PetsListPetsResponse");
    for (property, format) in [
        ("tiny", IntegerFormat::Int8),
        ("word", IntegerFormat::Uint16),
        ("long", IntegerFormat::Uint64),
        ("bound", IntegerFormat::Uint64),
        ("listed", IntegerFormat::Uint64),
        ("plain", IntegerFormat::Int64),
        ("rounded", IntegerFormat::Uint64),
        ("signed", IntegerFormat::Int64),
    ] {
        let type_ref = &structure.field(property).unwrap().type_ref;
        assert_eq!(*type_ref, TypeRef::Scalar(Scalar::Integer(format)), "{property}");
    }
    assert_eq!(api.omissions, []);
}

#[test]
fn integers_that_64_bits_have_no_room_for_are_in_the_report() {
    let integers = json!({
        "format": {"type": "integer", "format": "int128"},
        "most": {"type": "integer", "maximum": 1e30},
        "least": {"type": "integer", "minimum": -1e19},
        "both": {"type": "integer", "minimum": -1, "maximum": 18_446_744_073_709_551_615_u64},
        "untyped": {"type": "integer", "minimum": 0, "maximum": 1e20, "nullable": true},
    });
    let api = api(&object(&integers, &[]), &json!({}));
    let mut places: Vec<&str> =
        api.omissions.iter().filter_map(|omission| omission.pointer.rsplit('/').next()).collect();
    places.sort_unstable();
    assert_eq!(places, ["both", "format", "least", "most", "untyped"]);
}
