//! Names: the raw one of the document, and the Rust one made from it.

use heck::{ToPascalCase, ToSnakeCase};
use serde::Serialize;

/// What a name is for, which decides its case and what it must not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A struct or an enum.
    Type,
    /// A variant of an enum.
    Variant,
    /// A field, an argument, a method or a module.
    Value,
}

/// A name as it is written in Rust: never empty, never a bare keyword.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Name(String);

/// Words that are no identifiers in edition 2024, or that `r#` cannot rescue.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield", "_",
];

/// The variant of an open type that stands for everything that is not listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CatchAll {
    /// Of an enum: any other string.
    Other,
    /// Of a union: any other value.
    Unknown,
}

impl CatchAll {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Other => "Other",
            Self::Unknown => "Unknown",
        }
    }
}

impl Name {
    /// The name of the variant that stands for everything that is not listed.
    #[must_use]
    pub fn catch_all(kind: CatchAll) -> Self {
        Self(kind.as_str().to_owned())
    }

    /// The Rust name for a raw one; `None` where nothing of it can stand in an identifier.
    ///
    /// Characters that an identifier cannot hold part words; words are put into the role's case; a leading digit
    /// and a keyword are led in or followed by an underscore.
    #[must_use]
    pub fn new(raw: &str, role: Role) -> Option<Self> {
        let words: String = raw.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
        let mut name = match role {
            Role::Type | Role::Variant => words.to_pascal_case(),
            Role::Value => words.to_snake_case(),
        };
        if name.is_empty() {
            return None;
        }
        if name.starts_with(|first: char| first.is_ascii_digit()) {
            name.insert(0, if role == Role::Value { '_' } else { 'N' });
        }
        if KEYWORDS.contains(&name.as_str()) {
            name.push('_');
        }
        Some(Self(name))
    }

    /// A name that follows another: `Route` and `elements` make `RouteElements`.
    #[must_use]
    pub fn followed_by(&self, raw: &str) -> Self {
        Self::new(raw, Role::Type).map_or_else(|| self.clone(), |next| Self(format!("{}{}", self.0, next.0)))
    }

    /// The name as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(raw: &str, role: Role) -> String {
        Name::new(raw, role).map(|name| name.to_string()).unwrap_or_default()
    }

    #[test]
    fn words_are_put_into_the_case_of_their_role() {
        for (raw, pascal, snake) in [
            ("elementId", "ElementId", "element_id"),
            ("per-page", "PerPage", "per_page"),
            ("X-Auth-Email", "XAuthEmail", "x_auth_email"),
            ("AI Gateway Dynamic Routes", "AiGatewayDynamicRoutes", "ai_gateway_dynamic_routes"),
            ("10%", "N10", "_10"),
        ] {
            assert_eq!(
                (name(raw, Role::Type), name(raw, Role::Value)),
                (pascal.to_owned(), snake.to_owned())
            );
        }
    }

    #[test]
    fn keywords_are_followed_by_an_underscore() {
        for raw in ["self", "Self", "crate", "type", "async", "gen", "true"] {
            assert_eq!(name(raw, Role::Value), format!("{}_", raw.to_lowercase()));
        }
        assert_eq!(name("self", Role::Type), "Self_");
    }

    #[test]
    fn what_holds_no_letter_and_no_digit_makes_no_name() {
        for raw in ["", "_", "$", "😀", "\u{202e}", "../"] {
            assert_eq!(Name::new(raw, Role::Value), None, "{raw:?}");
        }
    }

    #[test]
    fn code_in_a_name_becomes_words() {
        assert_eq!(name("a(){} fn pwn", Role::Value), "a_fn_pwn");
        assert_eq!(name("x\", default=\"pwn", Role::Type), "XDefaultPwn");
    }
}
