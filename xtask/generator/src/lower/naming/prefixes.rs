//! The prefixes of functions: of setters, and of functions whose own name is taken.

use crate::model::Name;

/// A prefix of the name of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Prefix {
    /// `with_`: sets an optional field of a struct.
    With,
    /// `set_`: sets an optional argument whose own name every request has as a method.
    Set,
    /// `new_`: makes a variant of a union whose own name another function of the union has.
    New,
}

impl Prefix {
    fn as_str(self) -> &'static str {
        match self {
            Self::With => "with_",
            Self::Set => "set_",
            Self::New => "new_",
        }
    }

    /// A name with the prefix: `limit` becomes `with_limit`, and `_1d` becomes `with_1d`.
    pub(in crate::lower) fn of(self, name: &Name) -> Name {
        Name::checked(format!("{}{}", self.as_str(), name.as_str().trim_start_matches('_')))
    }

    /// The name itself where `is_free` says so, else the name with the prefix, as often as it takes.
    pub(in crate::lower) fn where_taken(self, name: &Name, is_free: impl Fn(&Name) -> bool) -> Name {
        let mut free = name.clone();
        while !is_free(&free) {
            free = self.of(&free);
        }
        free
    }
}
