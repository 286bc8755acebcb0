//! How values of structs are made: which fields a constructor takes, and which it writes empty.

use crate::lower::naming::{self, Remembered, Role, Scope, type_parameter};
use crate::model::items::{Argument, Constructor, Function, NamedArguments};
use crate::model::{Api, Definition, Field, Name, Presence, Scalar, StructType, TypeRef};
use std::collections::BTreeSet;

/// The longest chain of structs that a text is converted through: no chain that a person would convert is this long.
const LONGEST_CHAIN: usize = 8;

/// What becomes of a field that a caller does not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unset {
    /// The constructor takes it: it cannot be left out.
    Taken,
    /// It is written, without anything in it.
    Empty,
    /// It is not written.
    Absent,
}

/// What becomes of a field that a caller does not set. One that constructors write although it need not be present is
/// written empty where it may be empty.
pub(super) fn unset(api: &Api, field: &Field) -> Unset {
    match field.presence {
        Presence::Required => Unset::Taken,
        Presence::Optional if !field.by_constructors => Unset::Absent,
        Presence::Optional if may_be_empty(api, &field.type_ref) => Unset::Empty,
        Presence::Optional => Unset::Taken,
    }
}

/// Whether a type has a value that holds nothing: a map, a free-form object, or an object that requires no property.
fn may_be_empty(api: &Api, type_ref: &TypeRef) -> bool {
    match type_ref {
        TypeRef::AnyObject | TypeRef::Map(_) => true,
        TypeRef::Named(name) => api.structure(name).is_some_and(has_default),
        _ => false,
    }
}

/// Whether a struct without any property is one that a constructor would make.
fn has_default(structure: &StructType) -> bool {
    structure.fields.iter().all(|field| field.presence == Presence::Optional && !field.by_constructors)
}

/// The fields that a constructor takes.
fn taken<'a>(api: &Api, structure: &'a StructType) -> Vec<&'a Field> {
    structure.fields.iter().filter(|field| unset(api, field) == Unset::Taken).collect()
}

/// The argument for a field.
pub(super) fn argument(field: &Field) -> Argument {
    let (name, type_ref) = (field.name.clone(), field.type_ref.clone());
    Argument::new(name, type_ref, field.unit.as_deref(), field.pointer.clone())
}

/// The constructor of a struct; `None` if callers never make one. `names` are those of structs for arguments so far.
pub(super) fn constructor(
    (api, remembered): (&Api, Remembered<'_>),
    name: &Name,
    structure: &StructType,
    names: &mut BTreeSet<Name>,
) -> Option<Constructor> {
    if structure.received_only {
        return None;
    }
    let mut fields = taken(api, structure);
    // Those that the constructor took before keep their order.
    let before = remembered.constructor(name);
    let position = |field: &&Field| before.iter().position(|known| *known == field.property);
    fields.sort_by_key(|field| position(field).unwrap_or(usize::MAX));
    let mut arguments: Vec<Argument> = fields.into_iter().map(argument).collect();
    let is_named = could_be_swapped(&arguments);
    if is_named {
        // Their order means nothing, so it does not change with the document's.
        arguments.sort_by(|a, b| a.name.cmp(&b.name));
    }
    let named = is_named.then(|| {
        let is_free = |name: &Name| {
            !api.types.contains_key(name) && !names.contains(name) && !Scope::Types.reserves(name.as_str())
        };
        let is_new = |other: &Name| is_free(other) && !remembered.is_named_arguments_of_another(other, name);
        let known = remembered.named_arguments(name).filter(is_free);
        let parameters = parameters(api, &arguments);
        NamedArguments { name: known.unwrap_or_else(|| naming::named_arguments(name, is_new)), parameters }
    });
    names.extend(named.iter().map(|named| named.name.clone()));
    let is_empty = |field: &&Field| unset(api, field) == Unset::Empty;
    Some(Constructor {
        function: Function { name: naming::constructor(), arguments },
        named,
        empty: structure.fields.iter().filter(is_empty).map(|field| field.name.clone()).collect(),
    })
}

/// Whether two arguments are of one type, so that the compiler would not notice if they were swapped. All numbers are of
/// one type, and all texts: a literal is any of them.
fn could_be_swapped(arguments: &[Argument]) -> bool {
    let kinds = arguments.iter().map(|argument| kind(&argument.type_ref));
    kinds.clone().collect::<BTreeSet<_>>().len() < kinds.len()
}

fn kind(type_ref: &TypeRef) -> &TypeRef {
    const NUMBER: &TypeRef = &TypeRef::Scalar(Scalar::Number);
    const TEXT: &TypeRef = &TypeRef::Scalar(Scalar::String);
    match type_ref {
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => kind(inner),
        TypeRef::Scalar(Scalar::Integer(_)) => NUMBER,
        TypeRef::Scalar(Scalar::Formatted(_)) => TEXT,
        other => other,
    }
}

/// A type parameter for each argument that is converted: named like it, unless a type has that name.
fn parameters(api: &Api, arguments: &[Argument]) -> Vec<Option<Name>> {
    let mut taken: BTreeSet<Name> = BTreeSet::new();
    let mut named = |argument: &Argument| {
        let word = Name::new(argument.name.as_str(), Role::Type)?;
        let is_free = |name: &Name| {
            !api.types.contains_key(name) && !taken.contains(name) && !Scope::Types.reserves(name.as_str())
        };
        let name = type_parameter(word.as_str(), is_free);
        taken.insert(name.clone());
        Some(name)
    };
    arguments.iter().map(|argument| argument.is_converted().then(|| named(argument)).flatten()).collect()
}

/// The type of the one thing that makes a value of a struct, if nothing else is needed for it.
pub(super) fn only_argument<'a>(api: &Api, structure: &'a StructType) -> Option<&'a TypeRef> {
    let taken = taken(api, structure);
    let [only] = taken.as_slice() else { return None };
    let is_plain =
        structure.tag.is_none() && !structure.received_only && !argument(only).conversion.is_fallible();
    is_plain.then_some(&only.type_ref)
}

/// Whether a text can be converted into the type.
pub(super) fn is_from_text(api: &Api, type_ref: &TypeRef) -> bool {
    is_from_text_through(api, type_ref, LONGEST_CHAIN)
}

fn is_from_text_through(api: &Api, type_ref: &TypeRef, left: usize) -> bool {
    match (type_ref, left.checked_sub(1)) {
        (TypeRef::Scalar(scalar), _) => scalar.is_text(),
        (TypeRef::Named(name), Some(left)) => match api.types.get(name) {
            Some(Definition::Struct(inner)) => {
                only_argument(api, inner).is_some_and(|only| is_from_text_through(api, only, left))
            }
            Some(Definition::Enum(_)) => true,
            Some(Definition::Union(_)) | None => false,
        },
        _ => false,
    }
}
