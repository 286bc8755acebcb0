//! Words of a document as identifiers: in the case that suits what is named, never a keyword, never too long.

use crate::model::Name;
use heck::{ToPascalCase, ToSnakeCase};
use sha2::{Digest, Sha256};

/// What a name is for, which decides its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Role {
    /// A struct or an enum.
    Type,
    /// A variant of an enum.
    Variant,
    /// A field, an argument, a method or a module.
    Value,
}

/// Words that are no identifiers in edition 2024, or that `r#` cannot rescue.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual",
    "where", "while", "yield", "_",
];

/// The longest name; rustdoc makes a file of the name of each type, and many systems end at 255 bytes.
const LONGEST: usize = 200;

impl Name {
    /// The Rust name for words of a document; `None` where nothing of them can stand in an identifier.
    ///
    /// Characters that an identifier cannot hold part words; words are put into the role's case; a leading digit
    /// and a keyword are led in or followed by an underscore; what is too long is cut, and told from others by its hash.
    pub(in crate::lower) fn new(raw: &str, role: Role) -> Option<Self> {
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
        Some(Self::checked(cut(name, LONGEST, role)))
    }

    /// Whether a word is an identifier as it stands.
    pub(in crate::lower) fn is_no_keyword(word: &str) -> bool {
        !KEYWORDS.contains(&word) && !word.trim_matches('_').is_empty()
    }

    /// A name of a type that follows another: `Route` and `elements` make `RouteElements`.
    pub(in crate::lower) fn followed_by(&self, raw: &str) -> Self {
        // The underscore of a keyword is not needed within a name.
        let before = self.as_str().trim_end_matches('_');
        Self::new(raw, Role::Type).map_or_else(
            || self.clone(),
            |next| Self::checked(cut(format!("{before}{next}"), LONGEST, Role::Type)),
        )
    }
}

/// A name that is no longer than `longest`, but for a hash that tells it from others that begin like it.
pub(super) fn cut(name: String, longest: usize, role: Role) -> String {
    match name.get(..longest) {
        Some(begin) if begin.len() < name.len() => {
            let hash: String =
                Sha256::digest(&name).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
            let between = if role == Role::Value { "_x" } else { "X" };
            format!("{}{between}{hash}", begin.trim_end_matches('_'))
        }
        _ => name,
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
    fn a_name_that_follows_a_keyword_makes_a_plain_one_of_it() {
        let followed = Name::new("Self", Role::Type).map(|name| name.followed_by("choice").to_string());
        assert_eq!(followed.as_deref(), Some("SelfChoice"));
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
