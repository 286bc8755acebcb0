//! Responses that are pages of a list: the fields that lead to their entries, and their counters.

use crate::model::items::{Counters, PageItem};
use crate::model::{Api, Field, Name, Operation, Page, Presence, StructType, TypeRef};
use std::collections::BTreeMap;

/// The responses that are pages of a list, each once, however many operations return it.
pub(super) fn pages(api: &Api) -> BTreeMap<Name, PageItem> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    let mut pages = BTreeMap::new();
    for operation in operations {
        if let (Some(TypeRef::Named(response)), Some(page)) =
            (&operation.success.type_ref, page_of(api, operation))
        {
            // One with counters says more.
            let known: &mut PageItem = pages.entry(response.clone()).or_insert_with(|| page.clone());
            if page.counters.is_some() {
                *known = page;
            }
        }
    }
    pages
}

/// Forgets that answers are pages where their entries have no type, or another operation finds others in them.
pub(super) fn forget_unreadable(api: &mut Api) {
    let pages = pages(api);
    let is_readable = |operation: &Operation| match &operation.success.type_ref {
        Some(TypeRef::Array(_)) => true,
        Some(TypeRef::Named(response)) => page_of(api, operation)
            .zip(pages.get(response))
            .is_some_and(|(page, known)| page.entries == known.entries),
        _ => false,
    };
    let readable: Vec<bool> =
        api.groups.iter().flat_map(|group| &group.operations).map(is_readable).collect();
    let operations = api.groups.iter_mut().flat_map(|group| &mut group.operations);
    for (operation, is_readable) in operations.zip(readable) {
        operation.next_page = operation.next_page.take().filter(|_| is_readable);
    }
}

fn page_of(api: &Api, operation: &Operation) -> Option<PageItem> {
    let Some(TypeRef::Named(response)) = &operation.success.type_ref else { return None };
    let response = api.structure(response)?;
    match (&operation.page, &operation.next_page) {
        (Some(page), _) => numbered(api, response, page),
        (None, Some(next)) => {
            let (entries, entry) = entries(api, response, &next.items)?;
            Some(PageItem { entries, entry, counters: None })
        }
        (None, None) => None,
    }
}

fn numbered(api: &Api, response: &StructType, page: &Page) -> Option<PageItem> {
    let (entries, entry) = entries(api, response, &[page.container.clone(), page.items.clone()])?;
    let container = response.field(&page.container)?;
    let TypeRef::Named(inside) = &container.type_ref else { return None };
    let inside = api.structure(inside)?;
    let counter =
        |property: &str| inside.field(property).map(|field| (field.name.clone(), field.type_ref.clone()));
    let counters = Counters {
        container: container.name.clone(),
        number: counter(&page.number)?,
        size: counter(&page.size)?,
    };
    Some(PageItem { entries, entry, counters: Some(counters) })
}

/// The fields that lead to the entries, and the type of an entry.
fn entries(api: &Api, response: &StructType, path: &[String]) -> Option<(Vec<(Name, usize)>, TypeRef)> {
    let (last, containers) = path.split_last()?;
    let (mut fields, mut object) = (Vec::new(), response);
    for property in containers {
        let (step, held) = step(object.field(property)?);
        let TypeRef::Named(name) = held else { return None };
        fields.push(step);
        object = api.structure(name)?;
    }
    let (step, held) = step(object.field(last)?);
    let TypeRef::Array(entry) = held else { return None };
    fields.push(step);
    Some((fields, (**entry).clone()))
}

/// A field with the number of `Option`s around its value, and the type of that.
fn step(field: &Field) -> ((Name, usize), &TypeRef) {
    let mut options = usize::from(field.presence == Presence::Optional);
    let mut held = field.type_ref.unboxed();
    while let TypeRef::Nullable(inner) = held {
        options += 1;
        held = inner.unboxed();
    }
    ((field.name.clone(), options), held)
}
