//! Properties that no value of finite size can have, since a required property leads back to its own type with no list,
//! no null and no union between. They may be absent, so that values without them can be read and made.

use crate::model::{Definition, Name, Omission, Presence, StructType, TypeRef};
use std::collections::{BTreeMap, BTreeSet};

const REASON: &str = "the property is required and leads back to its own type, so no value of finite size has it: it may be absent";

/// Lets the properties be absent, and reports each.
pub(super) fn allow_absence(definitions: &mut BTreeMap<Name, Definition>, omissions: &mut Vec<Omission>) {
    let demands: BTreeMap<Name, BTreeSet<Name>> = definitions
        .iter()
        .filter_map(|(name, definition)| Some((name.clone(), demanded(as_struct(definition)?))))
        .collect();
    let mut endless = endless(demands);
    while let Some(name) = endless.keys().find(|name| leads_to(&endless, name, name)).cloned() {
        if let Some(Definition::Struct(structure)) = definitions.get_mut(&name) {
            for field in structure.fields.iter_mut().filter(|field| field.presence == Presence::Required) {
                let leads_back =
                    |to: &&Name| **to == name || (endless.contains_key(*to) && leads_to(&endless, to, &name));
                if in_type(&field.type_ref).iter().any(leads_back) {
                    field.presence = Presence::Optional;
                    omissions.push(Omission::new(&field.pointer, REASON));
                }
            }
            let left = demanded(structure);
            endless.insert(name, left);
        }
        endless = self::endless(endless);
    }
}

fn as_struct(definition: &Definition) -> Option<&StructType> {
    match definition {
        Definition::Struct(structure) => Some(structure),
        _ => None,
    }
}

/// The types of which each value of a struct holds one.
fn demanded(structure: &StructType) -> BTreeSet<Name> {
    structure.required().flat_map(|field| in_type(&field.type_ref)).cloned().collect()
}

/// The types of which each value of a type holds one.
fn in_type(type_ref: &TypeRef) -> Vec<&Name> {
    match type_ref {
        TypeRef::Named(name) => vec![name],
        TypeRef::Boxed(inner) => in_type(inner),
        TypeRef::Tuple(tuple) => {
            tuple.positions().filter(|(_, is_there)| *is_there).flat_map(|(item, _)| in_type(item)).collect()
        }
        _ => Vec::new(),
    }
}

/// The types that have no value of finite size, of types with what each demands. Types that are not listed have one.
fn endless(mut demands: BTreeMap<Name, BTreeSet<Name>>) -> BTreeMap<Name, BTreeSet<Name>> {
    loop {
        let count = demands.len();
        let known: BTreeSet<Name> = demands.keys().cloned().collect();
        demands.retain(|_, demanded| demanded.iter().any(|name| known.contains(name)));
        if demands.len() == count {
            return demands;
        }
    }
}

/// Whether one type demands another, directly or through others.
fn leads_to(demands: &BTreeMap<Name, BTreeSet<Name>>, from: &Name, to: &Name) -> bool {
    let (mut open, mut seen) = (vec![from], BTreeSet::new());
    while let Some(name) = open.pop() {
        for next in demands.get(name).into_iter().flatten() {
            if next == to {
                return true;
            }
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}
