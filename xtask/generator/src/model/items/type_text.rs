//! The text of a type, with its names held separately, so that a renamed type can be distinguished from a changed one.

use crate::model::{Name, TupleRef, TypeRef};
use std::fmt::{self, Write as _};

/// The placeholder for a name in a template. No Rust type contains this character.
const NAME: char = '\0';

/// The text of a type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypeText {
    /// The text, with a NUL for each name.
    template: String,
    /// The names, in order.
    names: Vec<Name>,
    /// The path at which the names are found, such as `types::`.
    path: &'static str,
}

impl TypeText {
    /// A text without names of the API in it.
    #[must_use]
    pub fn fixed(text: &str) -> Self {
        Self { template: text.to_owned(), ..Self::default() }
    }

    /// The text of a type, where the types of the API are found at `path`.
    #[must_use]
    pub fn of(type_ref: &TypeRef, path: &'static str) -> Self {
        let mut text = Self { path, ..Self::default() };
        text.push(type_ref);
        text
    }

    /// Puts the text between two others.
    #[must_use]
    pub fn within(mut self, before: &str, after: &str) -> Self {
        self.template.insert_str(0, before);
        self.template.push_str(after);
        self
    }

    fn push(&mut self, type_ref: &TypeRef) {
        match type_ref {
            TypeRef::Any => self.template.push_str("Value"),
            TypeRef::AnyObject => self.template.push_str("JsonObject"),
            TypeRef::Scalar(scalar) => self.template.push_str(scalar.rust_type()),
            TypeRef::Part => self.template.push_str("Part"),
            TypeRef::Upload => self.template.push_str("Upload"),
            TypeRef::Bytes => self.template.push_str("Bytes"),
            TypeRef::Items(item) => self.push_generic("ItemUpload<", item),
            TypeRef::Array(item) => self.push_generic("Vec<", item),
            TypeRef::Tuple(tuple) => self.push_tuple(tuple),
            TypeRef::Map(value) => self.push_generic("BTreeMap<String, ", value),
            TypeRef::Nullable(inner) => self.push_generic("Option<", inner),
            TypeRef::Boxed(inner) => self.push_generic("Box<", inner),
            TypeRef::Named(name) => {
                self.template.push(NAME);
                self.names.push(name.clone());
            }
        }
    }

    fn push_generic(&mut self, begin: &str, inner: &TypeRef) {
        self.template.push_str(begin);
        self.push(inner);
        self.template.push('>');
    }

    fn push_tuple(&mut self, tuple: &TupleRef) {
        self.template.push_str("Tuple<(");
        for (index, (item, is_there)) in tuple.positions().enumerate() {
            self.template.push_str(if index == 0 { "" } else { ", " });
            match is_there {
                true => self.push(item),
                false => self.push_generic("Optional<", item),
            }
        }
        self.template.push_str(if tuple.items.len() == 1 { ",)" } else { ")" });
        if tuple.rest != TypeRef::Any {
            self.template.push_str(", ");
            self.push(&tuple.rest);
        }
        self.template.push('>');
    }

    /// The names that differ between two texts that are the same otherwise; `None` where something else differs.
    #[must_use]
    pub fn renamed<'t>(&'t self, new: &'t Self) -> Option<Vec<(&'t Name, &'t Name)>> {
        let is_same =
            self.template == new.template && self.path == new.path && self.names.len() == new.names.len();
        is_same.then(|| self.names.iter().zip(&new.names).filter(|(old, new)| old != new).collect())
    }
}

impl fmt::Display for TypeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = self.names.iter();
        for character in self.template.chars() {
            if character != NAME {
                f.write_char(character)?;
            } else if let Some(name) = names.next() {
                write!(f, "{}{name}", self.path)?;
            }
        }
        Ok(())
    }
}
