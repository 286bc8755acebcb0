//! Boxes the places through which a type would hold itself, as such a type would have no size. Lists and maps need no
//! box: they keep their items on the heap.

use crate::model::{Definition, Name, TypeRef};
use std::collections::{BTreeMap, BTreeSet};

/// Boxes every place through which a type would hold itself.
pub(super) fn box_recursion(definitions: &mut BTreeMap<Name, Definition>) {
    let held: BTreeMap<Name, BTreeSet<Name>> = definitions
        .iter_mut()
        .map(|(name, definition)| {
            let held = places(definition).into_iter().filter_map(|place| held_type(place).cloned());
            (name.clone(), held.collect())
        })
        .collect();
    for (name, definition) in definitions.iter_mut() {
        for place in places(definition) {
            if held_type(place).is_some_and(|inner| reaches(&held, inner, name)) {
                *place = boxed(place.clone());
            }
        }
    }
}

/// The places of a type that hold a value themselves.
fn places(definition: &mut Definition) -> Vec<&mut TypeRef> {
    match definition {
        Definition::Struct(structure) => {
            structure.fields.iter_mut().map(|field| &mut field.type_ref).collect()
        }
        Definition::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.type_ref).collect(),
        Definition::Enum(_) => Vec::new(),
    }
}

fn held_type(type_ref: &TypeRef) -> Option<&Name> {
    match type_ref {
        TypeRef::Named(name) => Some(name),
        TypeRef::Nullable(inner) => held_type(inner),
        _ => None,
    }
}

fn boxed(type_ref: TypeRef) -> TypeRef {
    match type_ref {
        TypeRef::Nullable(inner) => TypeRef::Nullable(Box::new(boxed(*inner))),
        other => TypeRef::Boxed(Box::new(other)),
    }
}

/// Whether a type holds another, directly or through others.
fn reaches(held: &BTreeMap<Name, BTreeSet<Name>>, from: &Name, to: &Name) -> bool {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        open.extend(held.get(name).into_iter().flatten().filter(|next| seen.insert(next)));
    }
    false
}
