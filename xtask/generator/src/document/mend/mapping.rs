//! Mends the mapping of a discriminator: each of its values then leads to a schema of the document.

use serde_json::json;

use super::edit::Edit;
use crate::document::faults::Fault;
use crate::document::places::{Kind, Place, Places};
use crate::document::pointer::Pointer;
use crate::document::resolve::{as_reference, mapping, target};

/// What is wrong with the mapping of a schema, and what mends it.
pub(super) fn check(
    places: &Places<'_>,
    place: &Place<'_>,
    at: impl Fn() -> Pointer,
) -> Vec<(Pointer, Fault, Edit)> {
    let mut found = Vec::new();
    for (tag, value) in mapping(place) {
        // What is no text has gone by now.
        let Some(value) = value.as_str() else { continue };
        let Err(fault) = target(places, &as_reference(value), Kind::Schema) else { continue };
        let stands = at().join("discriminator").join("mapping").join(tag);
        if matches!(fault, Fault::ForeignReference { .. }) && !is_file(value) {
            found.push((stands.clone(), fault, Edit::Remove(stands)));
            continue;
        }
        let [problem, remedy, _] = fault.words();
        let (done, edit) = match meant(places, value) {
            Some(component) => {
                let read = format!("#{component}");
                (format!("it is read as `{read}`"), Edit::Put(stands.clone(), json!(read)))
            }
            None => ("the value is ignored".to_owned(), Edit::Remove(stands.clone())),
        };
        found.push((stands, Fault::MappingToNothing { problem, remedy, done }, edit));
    }
    found
}

/// Whether this is the relative path of a file, as it stands in a document before its files are bundled.
fn is_file(value: &str) -> bool {
    let path = value.split('#').next().unwrap_or_default();
    !path.starts_with('/') && !path.contains([':', '\\']) && !path.contains("//")
}

/// The component that is called like the last part of a reference, or like the file.
fn meant(places: &Places<'_>, value: &str) -> Option<Pointer> {
    let (path, fragment) = value.split_once('#').unwrap_or((value, ""));
    let last = |text: &str| text.rsplit('/').next().map(str::to_owned).filter(|name| !name.is_empty());
    let file = last(path).map(|name| name.split('.').next().unwrap_or_default().to_owned());
    let names = [last(fragment), file];
    names.into_iter().flatten().find_map(|name| {
        let component = Pointer::root().join("components").join("schemas").join(name);
        places.at(&component).map(|_| component)
    })
}
