//! One public item: its path, its signature, and the place in the document that it comes from.

use crate::model::items::{Argument, Conversion, TypeText};
use crate::model::{JsonPointer, Name};
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Something that callers can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its path, such as `types::Route.id`, `types::Route::new` or `types::Route: Clone`.
    pub path: String,
    /// Its kind and signature.
    pub kind: ItemKind,
    /// The type of the API that it belongs to.
    pub owner: Option<Name>,
    /// The operation that it belongs to, by its operationId.
    pub operation: Option<String>,
    /// The JSON pointer of the place in the document that it comes from.
    pub pointer: JsonPointer,
    /// The places that the item exists for: it is added and removed with them. Empty if it depends on more than single
    /// places, as a derived trait does.
    pub reasons: Vec<JsonPointer>,
    /// Whether it is deprecated.
    pub is_deprecated: bool,
    /// Whether it can get more parts without breaking code that names all of them.
    pub is_open: bool,
}

/// The kind and signature of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemKind {
    /// A type, a unit variant, an implementation, or a path at which a type is re-exported.
    Word(&'static str),
    /// A field, or a variant that holds a value.
    Value(Piece),
    /// A function.
    Function {
        /// `fn` or `async fn`.
        keyword: &'static str,
        /// `self` or `&self`, if it takes one.
        receiver: Option<&'static str>,
        /// Its other arguments.
        arguments: Vec<Piece>,
        /// Its return type.
        returns: Piece,
    },
}

/// A part of a signature that has a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The name of an argument; empty for others. Callers do not write it.
    pub name: String,
    /// The type.
    pub text: TypeText,
    /// The JSON pointers of the places in the document that determine it.
    pub pointers: Vec<JsonPointer>,
}

impl Item {
    /// An item whose signature is one word.
    pub(super) fn word(path: String, word: &'static str, pointer: &JsonPointer) -> Self {
        Self::new(path, ItemKind::Word(word), pointer)
    }

    /// A field, or a variant that holds a value.
    pub(super) fn value(path: String, text: TypeText, pointer: &JsonPointer) -> Self {
        Self::new(path, ItemKind::Value(Piece::new(text, pointer)), pointer).because([pointer])
    }

    /// A function.
    pub(super) fn function(
        path: String,
        receiver: Option<&'static str>,
        arguments: Vec<Piece>,
        returns: Piece,
        pointer: &JsonPointer,
    ) -> Self {
        Self::new(path, ItemKind::Function { keyword: "fn", receiver, arguments, returns }, pointer)
    }

    fn new(path: String, kind: ItemKind, pointer: &JsonPointer) -> Self {
        Self {
            path,
            kind,
            owner: None,
            operation: None,
            pointer: pointer.clone(),
            reasons: Vec::new(),
            is_deprecated: false,
            is_open: false,
        }
    }

    pub(super) fn because<'p>(mut self, pointers: impl IntoIterator<Item = &'p JsonPointer>) -> Self {
        self.reasons = pointers.into_iter().cloned().collect();
        self
    }

    pub(super) fn deprecated(mut self, is_deprecated: bool) -> Self {
        self.is_deprecated = is_deprecated;
        self
    }

    pub(super) fn open(mut self) -> Self {
        self.is_open = true;
        self
    }

    /// Whether it is a type of the API itself.
    #[must_use]
    pub fn is_type(&self) -> bool {
        self.owner.is_some() && matches!(self.kind, ItemKind::Word("struct" | "enum"))
    }

    /// The path of what it is a part of, such as the type of a field.
    #[must_use]
    pub fn parent(&self) -> Option<&str> {
        self.path.rsplit_once('.').map(|(parent, _)| parent)
    }

    /// A number that is equal for items that callers cannot tell apart, wherever they come from.
    pub(super) fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.to_string(), self.is_deprecated, self.is_open).hash(&mut hasher);
        hasher.finish()
    }

    /// Its signature without the names of arguments, which callers do not write.
    #[must_use]
    pub fn text(&self) -> String {
        self.kind.text(false)
    }
}

impl Piece {
    /// A type without a name, determined by one place.
    pub(super) fn new(text: TypeText, pointer: &JsonPointer) -> Self {
        Self { name: String::new(), text, pointers: vec![pointer.clone()] }
    }

    /// A type that does not depend on the document.
    pub(super) fn fixed(text: &str) -> Self {
        Self { name: String::new(), text: TypeText::fixed(text), pointers: Vec::new() }
    }

    /// An argument, where the types of the API are found at `path`.
    pub(super) fn argument(argument: &Argument, path: &'static str) -> Self {
        let text = TypeText::taken(&argument.type_ref, &argument.conversion, path);
        Self { name: argument.name.to_string(), ..Self::new(text, &argument.pointer) }
    }
}

impl TypeText {
    /// The type that callers may pass for an argument.
    fn taken(type_ref: &crate::model::TypeRef, conversion: &Conversion, path: &'static str) -> Self {
        use crate::model::TypeRef::{Boxed, Map};
        match (conversion, type_ref) {
            (Conversion::AsIs, _) => Self::of(type_ref, path),
            (Conversion::Entries, Map(value)) => {
                Self::of(value, path).within("impl IntoIterator<Item = (impl Into<String>, impl Into<", ">)>")
            }
            (Conversion::Integer, _) => Self::fixed("impl IntoInteger"),
            (Conversion::Milliseconds, _) => Self::fixed("impl IntoMilliseconds"),
            (Conversion::Seconds, _) => Self::fixed("impl IntoSeconds"),
            (Conversion::Boxed(conversion), Boxed(inner)) => Self::taken(inner, conversion, path),
            (Conversion::Into | Conversion::Entries | Conversion::Boxed(_), _) => {
                Self::of(type_ref, path).within("impl Into<", ">")
            }
        }
    }
}

impl ItemKind {
    /// Another name of a type.
    pub(crate) const ALIAS: &str = "type";

    fn text(&self, with_names: bool) -> String {
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Value(piece) => piece.text.to_string(),
            Self::Function { keyword, receiver, arguments, returns, .. } => {
                let named = |piece: &Piece| match piece.name.as_str() {
                    name if with_names && !name.is_empty() => format!("{name}: {}", piece.text),
                    _ => piece.text.to_string(),
                };
                let receiver = receiver.iter().map(|receiver| (*receiver).to_owned());
                let taken: Vec<String> = receiver.chain(arguments.iter().map(named)).collect();
                format!("{keyword}({}) -> {}", taken.join(", "), returns.text)
            }
        }
    }
}

/// A line of the listing.
impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let deprecated = if self.is_deprecated { " (deprecated)" } else { "" };
        match &self.kind {
            // The path already says what is implemented.
            ItemKind::Word("impl") => write!(f, "{}", self.path),
            kind => write!(f, "{}: {}{deprecated}", self.path, kind.text(true)),
        }
    }
}
