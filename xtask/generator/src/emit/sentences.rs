//! What the generator knows of an item without a description in the document, as sentences.

use super::docs::{self, code};
use crate::model::{EnumType, Field, Presence, Scalar, StructType, TypeRef, UnionType};

/// The most names that a sentence lists.
const MOST_LISTED: usize = 6;

/// The type of a value, and whether it is always there.
pub(super) fn of_value(type_ref: &TypeRef, presence: Presence) -> String {
    let words = of_type(type_ref);
    let mut letters = words.chars();
    let begin = letters.next().map(|letter| letter.to_ascii_uppercase()).into_iter();
    let sentence: String = begin.chain(letters).collect();
    match presence {
        Presence::Required => format!("{sentence}. Required."),
        Presence::Optional => format!("{sentence}. Optional."),
    }
}

/// A type, in words that can stand within a sentence.
fn of_type(type_ref: &TypeRef) -> String {
    match type_ref {
        TypeRef::Any => "any JSON value".to_owned(),
        TypeRef::AnyObject => "any JSON object".to_owned(),
        TypeRef::Part => "text or a file".to_owned(),
        TypeRef::Upload | TypeRef::Bytes => "bytes".to_owned(),
        TypeRef::Array(item) | TypeRef::Items(item) => format!("a list: {}", of_type(item)),
        TypeRef::Tuple(tuple) => {
            let items: Vec<String> = tuple
                .positions()
                .map(
                    |(item, is_there)| {
                        if is_there { of_type(item) } else { format!("{} or none", of_type(item)) }
                    },
                )
                .collect();
            format!("a list of items by their position: {}", items.join("; "))
        }
        TypeRef::Map(value) => format!("an object with properties of any name: {}", of_type(value)),
        TypeRef::Nullable(inner) => format!("{}, or null", of_type(inner)),
        TypeRef::Boxed(inner) => of_type(inner),
        TypeRef::Named(name) => format!("`{name}`"),
        TypeRef::Scalar(Scalar::Boolean) => "`true` or `false`".to_owned(),
        TypeRef::Scalar(scalar) => scalar.description().to_owned(),
    }
}

/// The documentation of a property of an object.
pub(super) fn of_field(field: &Field) -> String {
    let unit = field.unit.as_ref().map(|unit| format!("Unit: {}.", docs::escape(unit)));
    let format = field.format.as_ref().map(|format| format!("Format: `{}`.", code(format)));
    let known: Vec<String> = unit.into_iter().chain(format).collect();
    docs::text(&field.docs, &of_value(&field.type_ref, field.presence), &known)
}

/// An object, by its properties.
pub(super) fn of_struct(structure: &StructType) -> String {
    let names: Vec<&str> = structure.fields.iter().map(|field| field.property.as_str()).collect();
    let tag = structure.tag.as_ref();
    let tagged = tag.map(|tag| format!(" whose `{}` is `{}`", code(&tag.property), code(&tag.value.text())));
    let comma = if tagged.is_some() { "," } else { "" };
    let tagged = tagged.unwrap_or_default();
    match names.is_empty() {
        true => format!("An object{tagged}."),
        false => format!("An object{tagged}{comma} with {}.", list(&names, "and", "others")),
    }
}

/// An enum, by its values.
pub(super) fn of_enum(enumeration: &EnumType) -> String {
    let values: Vec<&str> = enumeration.values.iter().map(|value| value.value.as_str()).collect();
    format!("One of the texts {}, or another one.", list(&values, "and", "others"))
}

/// A union, by its variants.
pub(super) fn of_union(union: &UnionType) -> String {
    let names: Vec<&str> = union.variants.iter().map(|variant| variant.name.as_str()).collect();
    let listed = list(&names, "or", "others");
    match &union.tag {
        Some(tag) => format!("One of {listed}, told apart by `{}`.", code(tag)),
        None => format!("One of {listed}."),
    }
}

/// Names as a list, of which the first are said.
fn list(names: &[&str], word: &str, others: &str) -> String {
    let quoted =
        |name: &&str| if name.is_empty() { "the empty text".to_owned() } else { format!("`{}`", code(name)) };
    let mut listed: Vec<String> = names.iter().take(MOST_LISTED).map(quoted).collect();
    if names.len() > MOST_LISTED {
        listed.push(format!("{} {others}", names.len() - MOST_LISTED));
    }
    match listed.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} {word} {last}", before.join(", ")),
        Some((only, _)) => only.clone(),
        None => "nothing".to_owned(),
    }
}

/// Words as the first sentence of a text: up to the first empty line.
pub(super) fn first_paragraph(text: &str) -> &str {
    text.trim().split("\n\n").next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::IntegerFormat;

    #[test]
    fn a_value_is_said_by_its_type_and_whether_it_is_always_there() {
        let whole = TypeRef::Scalar(Scalar::Integer(IntegerFormat::Int64));
        assert_eq!(of_value(&whole, Presence::Required), "A whole number of 64 bits. Required.");
        let list = TypeRef::Array(Box::new(TypeRef::Scalar(Scalar::String)));
        assert_eq!(of_value(&list, Presence::Optional), "A list: text. Optional.");
        let map = TypeRef::Map(Box::new(TypeRef::Nullable(Box::new(TypeRef::Any))));
        assert_eq!(
            of_value(&map, Presence::Required),
            "An object with properties of any name: any JSON value, or null. Required."
        );
    }

    #[test]
    fn long_lists_are_cut_short() {
        assert_eq!(list(&["a"], "and", "others"), "`a`");
        assert_eq!(list(&["a", "b"], "or", "others"), "`a` or `b`");
        let many = ["a", "b", "c", "d", "e", "f", "g", "h"];
        assert_eq!(list(&many, "and", "others"), "`a`, `b`, `c`, `d`, `e`, `f` and 2 others");
    }
}
