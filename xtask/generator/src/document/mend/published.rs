//! Mends the objects of a document before it is lifted: in the words of its own version, at the places that it has.

use serde_json::Value;

use super::misuse::Misuse;
use super::objects::{in_rounds, is_gap, wrong_fields};
use super::wrong_types::not_an_object;
use super::{json_schema, security, small_objects, swagger};
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::places::{Kind, Place, Places, pointer};
use crate::document::pointer::Pointer;
use crate::document::version::Version;

/// Mends a document of any version in the words of that version, before it is lifted.
pub(in crate::document) fn mend(document: &mut Value, version: Version, faults: &mut Faults) -> Result<()> {
    let (of_security, of_small, gaps) = {
        let places = Places::of(document);
        (security::holders(&places), small_objects::holders(&places), gaps(&places))
    };
    security::mend(document, of_security, version, faults)?;
    small_objects::mend(document, of_small, faults)?;
    for gap in gaps {
        let (what, found, done) = ("parameter".to_owned(), "null".to_owned(), "it is ignored".to_owned());
        faults.add(gap, Fault::NotAnObject { what, found, done })?;
    }
    // Lifting changes nothing in a document of OpenAPI 3.0.
    if version == Version::OpenApi3_0 {
        return Ok(());
    }
    in_rounds(document, faults, &|list, at, place, is_first| check(version, list, at, place, is_first))
}

/// The entries of lists of parameters that are null. They stay, as nothing is done with them.
fn gaps(places: &Places<'_>) -> Vec<Pointer> {
    let all = places.list().iter().enumerate();
    all.filter(|(_, place)| is_gap(place)).map(|(at, _)| places.pointer(at)).collect()
}

fn check(version: Version, list: &[Place<'_>], at: usize, place: &Place<'_>, is_first: bool) -> Vec<Misuse> {
    let base = || pointer(list, at);
    let Value::Object(object) = place.value else {
        let is_boolean_schema =
            version.has_json_schema() && place.kind == Kind::Schema && place.value.is_boolean();
        let is_good = is_gap(place) || is_boolean_schema;
        return if is_good { Vec::new() } else { vec![not_an_object(place, base())] };
    };
    if version == Version::Swagger2_0 {
        let mut found = swagger::beside_reference(place, object, &base);
        if !object.contains_key("$ref") || !place.kind.may_be_a_reference() {
            found.extend(wrong_fields(version, place, object, &base));
            if found.is_empty() {
                found.extend(swagger::check(place, object, &base(), is_first));
            }
        }
        return found;
    }
    if place.kind.may_be_a_reference() && object.contains_key("$ref") && place.kind != Kind::Schema {
        return Vec::new();
    }
    let mut found = wrong_fields(version, place, object, &base);
    let has_more = object.contains_key("const") || (is_first && object.contains_key("nullable"));
    if place.kind == Kind::Schema && found.is_empty() && has_more {
        found.extend(json_schema::check(version, object, &base()));
    }
    found
}
