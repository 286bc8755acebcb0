//! Names that are made of other names, and those that are the same in every crate.

use super::case::Role;
use super::media_words::media_word;
use super::reserved::Scope;
use crate::model::Name;

/// The function that makes a value of a struct from what is required.
pub(in crate::lower) fn constructor() -> Name {
    Name::checked("new".to_owned())
}

/// The argument for a body of one piece.
pub(in crate::lower) fn body() -> Name {
    Name::checked("body".to_owned())
}

/// The argument for the value that a variant of a union holds.
pub(in crate::lower) fn value() -> Name {
    Name::checked("value".to_owned())
}

/// The struct by which the constructor of a type takes its arguments: `Model` has `NewModel`.
pub(in crate::lower) fn named_arguments(type_name: &Name, is_free: impl Fn(&Name) -> bool) -> Name {
    let mut name = format!("New{type_name}");
    while !is_free(&Name::checked(name.clone())) {
        name.insert_str(0, "New");
    }
    Name::checked(name)
}

/// The methods that give the value of a variant: by reference, by mutable reference, and by value. `None` where the name
/// of the variant has nothing that can stand in one.
pub(in crate::lower) fn accessors(variant: &Name, is_free: impl Fn(&Name) -> bool) -> Option<[Name; 3]> {
    let plain = Name::new(variant.as_str(), Role::Value)?;
    let mut word = plain.as_str().trim_matches('_').to_owned();
    loop {
        let names =
            [format!("as_{word}"), format!("as_{word}_mut"), format!("into_{word}")].map(Name::checked);
        if names.iter().all(&is_free) {
            return Some(names);
        }
        word.push_str("_variant");
    }
}

/// The variant of an open type that stands for everything that is not listed: `word`, unless a listed one is called so.
pub(in crate::lower) fn catch_all<'n>(word: &str, listed: impl Iterator<Item = &'n Name> + Clone) -> Name {
    let mut name = Name::checked(word.to_owned());
    while listed.clone().any(|other| *other == name) {
        name = name.followed_by(word);
    }
    name
}

/// The method that reads the answer of an operation as a stream, beside the one that reads it whole: `create` has
/// `create_events`.
pub(in crate::lower) fn streaming_method(
    operation: &Name,
    word: &str,
    is_free: impl Fn(&Name) -> bool,
) -> Name {
    let mut name = Name::checked(format!("{}_{word}", operation.as_str().trim_end_matches('_')));
    while !is_free(&name) {
        name = Name::checked(format!("{name}_stream"));
    }
    name
}

/// The method that sends a body of another media type than the first: `create` has `create_as_xml`.
pub(in crate::lower) fn method_of_media_type(
    operation: &Name,
    media_type: &str,
    is_free: impl Fn(&Name) -> bool,
) -> Name {
    let operation = operation.as_str().trim_end_matches('_');
    let spellings = [media_word(media_type), media_type.to_owned()];
    let plain = spellings.iter().filter_map(|word| Name::new(&format!("{operation} as {word}"), Role::Value));
    for name in plain {
        if is_free(&name) {
            return name;
        }
    }
    let mut name = Name::checked(format!("{operation}_as_bytes"));
    while !is_free(&name) {
        name = Name::checked(format!("{name}_body"));
    }
    name
}

/// What follows the name of a secret in the methods that set who gives its tokens.
pub(in crate::lower) const SECRET_METHODS: [&str; 2] = ["provider", "client_credentials"];

/// A method that sets who gives the tokens of a scheme: `token` has `token_provider`.
pub(in crate::lower) fn method_of_secret(secret: &Name, word: &str, is_free: impl Fn(&Name) -> bool) -> Name {
    let mut name = Name::checked(format!("{}_{word}", secret.as_str().trim_end_matches('_')));
    while !is_free(&name) || Scope::Secrets.reserves(name.as_str()) {
        name = Name::checked(format!("{name}_of_secret"));
    }
    name
}

/// The enum of the servers that callers can choose.
pub(in crate::lower) fn type_of_servers() -> Name {
    Name::checked("Server".to_owned())
}

/// The enum of servers of some operations, from the words for the first of them, and the method that chooses one.
/// `is_free` says whether nothing else is called like one of the two.
pub(in crate::lower) fn type_of_operation_servers(
    words: &str,
    is_free: impl Fn(&Name, &Name) -> bool,
) -> Option<(Name, Name)> {
    let mut name = format!("{words} server");
    loop {
        let names = (Name::new(&name, Role::Type)?, Name::new(&name, Role::Value)?);
        let is_reserved =
            Scope::Types.reserves(names.0.as_str()) || Scope::Secrets.reserves(names.1.as_str());
        if is_free(&names.0, &names.1) && !is_reserved {
            return Some(names);
        }
        name = format!("other {name}");
    }
}

/// The enum of the values of a variable in a server's address.
pub(in crate::lower) fn type_of_variable(variable: &str, is_free: impl Fn(&Name) -> bool) -> Option<Name> {
    let mut name = Name::new(variable, Role::Type)?;
    while !is_free(&name) || Scope::Types.reserves(name.as_str()) {
        name = Name::checked(format!("{name}Value"));
    }
    Some(name)
}

/// The struct for the headers of an operation's answers: `list` has `ListHeaders`.
pub(in crate::lower) fn headers_type(operation: &Name, is_free: impl Fn(&Name) -> bool) -> Name {
    type_of_operation(operation, "Headers", is_free)
}

/// The type of the answer of an operation that has several forms: `export` has `ExportAnswer`.
pub(in crate::lower) fn answer_type(operation: &Name, is_free: impl Fn(&Name) -> bool) -> Name {
    type_of_operation(operation, "Answer", is_free)
}

/// The type of the request of an operation that has optional arguments: `list` has `ListRequest`.
pub(in crate::lower) fn request_type(operation: &Name, is_free: impl Fn(&Name) -> bool) -> Name {
    type_of_operation(operation, "Request", is_free)
}

fn type_of_operation(operation: &Name, word: &str, is_free: impl Fn(&Name) -> bool) -> Name {
    let pascal = Name::new(operation.as_str(), Role::Type);
    let pascal = pascal.as_ref().map_or("Operation", Name::as_str).trim_end_matches('_');
    let mut name = format!("{pascal}{word}");
    while !is_free(&Name::checked(name.clone())) {
        name.push_str(word);
    }
    Name::checked(name)
}

/// The method that makes the request of an operation, among those of all groups.
pub(in crate::lower) fn transport_method(
    group: &Name,
    operation: &Name,
    is_free: impl Fn(&Name) -> bool,
) -> Name {
    // What keeps a keyword from being one is not needed within a name.
    let (group, operation) =
        (group.as_str().trim_end_matches('_'), operation.as_str().trim_start_matches('_'));
    let mut name = Name::checked(format!("{group}_{operation}"));
    while !is_free(&name) {
        name = Name::checked(format!("{}_operation", name.as_str().trim_end_matches('_')));
    }
    name
}

/// The Cargo feature of a group of operations: the plain name, unless a feature of every crate or of another group is
/// called like that.
pub(in crate::lower) fn feature(accessor: &Name, is_free: impl Fn(&str) -> bool) -> String {
    let mut name = plain_feature(accessor);
    while !is_free(&name) {
        name.push_str("-operations");
    }
    name
}

/// The accessor of a group of operations with `-` for `_`.
pub(in crate::lower) fn plain_feature(accessor: &Name) -> String {
    accessor.as_str().trim_matches('_').replace('_', "-")
}

/// A type parameter that is no type of the API: one letter, unless a schema is called like that.
pub(in crate::lower) fn type_parameter(letter: &str, is_free: impl Fn(&Name) -> bool) -> Name {
    let mut name = letter.to_owned();
    while !is_free(&Name::checked(name.clone())) {
        name.push('_');
    }
    Name::checked(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::checked(text.to_owned())
    }

    #[test]
    fn no_two_operations_have_one_method_of_the_transport() {
        let method = |group, operation, taken: &str| {
            transport_method(&name(group), &name(operation), |free| free.as_str() != taken).to_string()
        };
        assert_eq!(method("a", "b_c", ""), "a_b_c");
        assert_eq!(method("a_b", "c", "a_b_c"), "a_b_c_operation");
        assert_eq!(method("type_", "_1d", ""), "type_1d");
    }

    #[test]
    fn a_feature_that_is_taken_is_followed_by_a_word() {
        let taken = |name: &str| ["default", "default-operations"].contains(&name);
        assert_eq!(feature(&name("default"), |name| !taken(name)), "default-operations-operations");
        assert_eq!(feature(&name("self_"), |name| !taken(name)), "self");
    }
}
