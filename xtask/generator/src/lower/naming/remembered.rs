//! The names that were given before, as the lock has them. What is not a name of Rust in it is not taken.

use super::case::Role;
use crate::config::NamesLock;
use crate::model::Name;
use std::collections::{BTreeSet, HashSet};

/// Looks up names in the lock.
#[derive(Clone, Copy)]
pub(in crate::lower) struct Remembered<'l>(&'l NamesLock);

impl<'l> Remembered<'l> {
    pub(in crate::lower) fn new(lock: &'l NamesLock) -> Self {
        Self(lock)
    }

    /// The kind and the name of the type that a place has, or else had before it was of another kind or was gone.
    pub(super) fn type_at(self, place: &str, kind: &str) -> Option<(&'l str, Name)> {
        let known = self.0.types.get(place).and_then(|text| text.split_once(' '));
        let again = || {
            let mut retired = self.0.retired.iter().map(|(name, text)| (name, retired(text)));
            retired
                .find_map(|(name, (_, was, at))| (at == place && was == kind).then_some((was, name.as_str())))
        };
        let (kind, name) = known.filter(|(is, _)| *is == kind).or_else(again).or(known)?;
        Some((kind, checked(name, Role::Type)?))
    }

    /// The places that have types.
    pub(super) fn places(self) -> impl Iterator<Item = &'l str> {
        self.0.types.keys().map(String::as_str)
    }

    /// The names that no new type may have.
    pub(super) fn type_names(self) -> HashSet<&'l str> {
        let types = self.0.types.values().filter_map(|text| text.split_once(' ')).map(|(_, name)| name);
        let others = self.0.named_arguments.values().chain(self.0.retired.keys()).map(String::as_str);
        types.chain(others).collect()
    }

    /// What the shape of a type was that stands at several places.
    pub(super) fn shape(self, name: &Name) -> Option<&'l str> {
        self.0.shapes.get(name.as_str()).map(String::as_str)
    }

    /// The name of a field or a variant.
    pub(in crate::lower) fn member(self, type_name: &Name, member: &str, role: Role) -> Option<Name> {
        if self.0.members.is_empty() && self.0.retired.is_empty() {
            return None;
        }
        let known = self.0.members.get(&format!("{type_name}.{member}")).map(String::as_str);
        let again = || self.retired_of(type_name).find_map(|(name, at)| (at == member).then_some(name));
        checked(known.or_else(again)?, role)
    }

    /// The name of the variant of an event.
    pub(in crate::lower) fn event(self, event: &str) -> Option<Name> {
        checked(self.0.members.get(&event_member(event))?, Role::Variant)
    }

    /// The name of the field for a header of an operation's answers.
    pub(in crate::lower) fn header(self, operation: &str, header: &str) -> Option<Name> {
        checked(self.0.members.get(&header_member(operation, header))?, Role::Value)
    }

    /// The name of the secret of a security scheme.
    pub(in crate::lower) fn secret(self, scheme: &str) -> Option<Name> {
        checked(self.0.secrets.get(scheme)?, Role::Value)
    }

    /// The name of the package.
    pub(in crate::lower) fn package(self) -> Option<&'l str> {
        self.0.package.as_deref()
    }

    /// The names that no variant of a type may have now, where `present` are on the wire: those that are retired, and that
    /// of the variant for all other values.
    pub(in crate::lower) fn no_variants(
        self,
        type_name: Option<&Name>,
        present: &[&str],
        catch_all: &'static str,
    ) -> Vec<&'l str> {
        let mut names = self.retired_members(type_name, present);
        if present.iter().any(|raw| raw.eq_ignore_ascii_case(catch_all)) {
            names.extend(self.catch_all(type_name, catch_all));
        }
        names
    }

    /// The names of fields or variants that a type no longer has, where those on the wire are `present`.
    pub(in crate::lower) fn retired_members(
        self,
        type_name: Option<&Name>,
        present: &[&str],
    ) -> Vec<&'l str> {
        let retired = type_name.into_iter().flat_map(|of| self.retired_of(of));
        retired.filter(|(_, at)| !present.contains(at)).map(|(name, _)| name).collect()
    }

    /// The same, each with what it was called on the wire.
    fn retired_of(self, type_name: &Name) -> impl Iterator<Item = (&'l str, &'l str)> {
        let prefix = retired_member(type_name.as_str(), "");
        let begin = prefix.clone();
        let members = self.0.retired.range(prefix..).take_while(move |(name, _)| name.starts_with(&begin));
        members.filter_map(|(name, text)| Some((name.split_once("::")?.1, retired(text).2)))
    }

    /// The family of keys that some operations use: the one that had most of these operations, and is not taken.
    pub(super) fn family(self, operations: &BTreeSet<String>, taken: &HashSet<String>) -> Option<String> {
        let common =
            |known: &[String]| known.iter().filter(|operation| operations.contains(*operation)).count();
        let free = self.0.families.iter().filter(|(name, _)| !taken.contains(*name));
        let most = free.map(|(name, known)| (common(known), name)).filter(|(common, _)| *common > 0);
        most.max_by_key(|(common, name)| (*common, std::cmp::Reverse(*name))).map(|(_, name)| name.clone())
    }

    /// The names of all families of keys.
    pub(super) fn families(self) -> HashSet<&'l str> {
        self.0.families.keys().map(String::as_str).collect()
    }

    /// The name of the variant for all other values, where it is older than a listed value that would be called the same.
    fn catch_all(self, type_name: Option<&Name>, word: &'static str) -> Vec<&'static str> {
        let is_known = |name: &Name| self.0.types.values().any(|text| text.ends_with(&format!(" {name}")));
        let is_listed = |name: &Name| {
            let prefix = format!("{name}.");
            let members =
                self.0.members.range(prefix.clone()..).take_while(|(key, _)| key.starts_with(&prefix));
            members.into_iter().any(|(_, member)| member == word)
        };
        Vec::from_iter(type_name.filter(|name| is_known(name) && !is_listed(name)).map(|_| word))
    }

    /// The properties that the constructor of a type took, in their order.
    pub(in crate::lower) fn constructor(self, type_name: &Name) -> &'l [String] {
        self.0.constructors.get(type_name.as_str()).map_or(&[], Vec::as_slice)
    }

    /// The struct by which the constructor of a type takes its arguments.
    pub(in crate::lower) fn named_arguments(self, type_name: &Name) -> Option<Name> {
        checked(self.0.named_arguments.get(type_name.as_str())?, Role::Type)
    }

    /// The struct of that name which takes the arguments of another type's constructor.
    pub(in crate::lower) fn is_named_arguments_of_another(self, name: &Name, type_name: &Name) -> bool {
        let mut structs = self.0.named_arguments.iter();
        structs.any(|(of, known)| known == name.as_str() && of != type_name.as_str())
    }

    /// The accessor of the group and the method of an operation.
    pub(in crate::lower) fn method(self, operation: &str) -> Option<(&'l str, Name)> {
        let (group, method) = self.0.operations.get(operation)?.split_once('.')?;
        Some((group, checked(method, Role::Value)?))
    }

    /// Whether a method of a group is that of an operation which the document no longer has.
    pub(in crate::lower) fn is_retired_method(self, group: &str, method: &Name) -> bool {
        !self.0.retired.is_empty() && self.0.retired.contains_key(&format!("{group}.{method}"))
    }

    /// The name of an argument of an operation.
    pub(in crate::lower) fn argument(self, operation: &str, part: &str) -> Option<Name> {
        let mut arguments =
            self.0.arguments.get(operation)?.iter().filter_map(|text| text.rsplit_once(" = "));
        arguments.find_map(|(known, name)| (known == part).then(|| checked(name, Role::Value)).flatten())
    }

    /// Where an argument stands among those of an operation; after all others, where it is new.
    pub(in crate::lower) fn position(self, operation: &str, part: &str) -> usize {
        let arguments = self.0.arguments.get(operation).map_or(&[][..], Vec::as_slice);
        let is_it = |text: &String| text.rsplit_once(" = ").is_some_and(|(known, _)| known == part);
        arguments.iter().position(is_it).unwrap_or(usize::MAX)
    }
}

/// How the lock calls the variant of an event.
pub(super) fn event_member(event: &str) -> String {
    format!("Event.{event}")
}

/// How the lock calls the field for a header of an operation's answers.
pub(super) fn header_member(operation: &str, header: &str) -> String {
    format!("{operation} answer.{}", header.to_ascii_lowercase())
}

/// How a retired field or variant is called.
pub(super) fn retired_member(type_name: &str, member: &str) -> String {
    format!("{type_name}::{member}")
}

/// The version, the kind and the place of a retired name.
pub(super) fn retired(text: &str) -> (&str, &str, &str) {
    let mut parts = text.splitn(3, ' ');
    let mut next = || parts.next().unwrap_or_default();
    (next(), next(), next())
}

/// A name of the lock, unless someone wrote something else into it.
fn checked(name: &str, role: Role) -> Option<Name> {
    Name::new(name, role).filter(|made| made.as_str() == name).or_else(|| {
        // What clashes was spelled out in words that do not come out of a second spelling as they went in.
        let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let begins_well = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        (is_plain && begins_well && Name::is_no_keyword(name)).then(|| Name::checked(name.to_owned()))
    })
}
