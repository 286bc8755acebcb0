//! Mends `content`, where OpenAPI wants one media type, or at least one.

use serde_json::{Map, Value, json};

use super::edit::Edit;
use super::misuse::Misuse;
use crate::document::faults::Fault;
use crate::document::places::{Kind, Place};
use crate::document::pointer::Pointer;

/// What is wrong with the content of an object.
pub(super) fn check(place: &Place<'_>, object: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    let what = place.kind.name().to_owned();
    let content = object.get("content");
    let at = base.join("content");
    let listed = content.and_then(Value::as_object);
    match place.kind {
        Kind::RequestBody if listed.is_none_or(Map::is_empty) => {
            let edits = vec![Edit::Put(at.clone(), json!({ "*/*": {} }))];
            let at = if content.is_some() { at } else { base.clone() };
            let done = "it is bytes".to_owned();
            Some(Misuse { at, fault: Fault::NoMediaType { what, done }, edits })
        }
        Kind::Parameter | Kind::Header => {
            let listed = listed?;
            if object.contains_key("schema") {
                let problem = format!("the {what} has both a `schema` and `content`");
                let fault = Fault::BrokenField { what, problem, field: "content".to_owned() };
                return Some(Misuse { edits: vec![Edit::Remove(at.clone())], at, fault });
            }
            if listed.is_empty() {
                let edits = vec![
                    Edit::Remove(at.clone()),
                    Edit::Put(base.join("schema"), json!({ "type": "string" })),
                ];
                let done = "it is text".to_owned();
                return Some(Misuse { at, fault: Fault::NoMediaType { what, done }, edits });
            }
            if listed.len() == 1 {
                return None;
            }
            let json = listed.iter().find(|(name, _)| name.contains("json"));
            let (used, described) = json.or_else(|| listed.iter().next())?;
            let edits = vec![Edit::Put(at.clone(), json!({ used: described }))];
            Some(Misuse { at, fault: Fault::SeveralMediaTypes { what, used: used.clone() }, edits })
        }
        _ => None,
    }
}
