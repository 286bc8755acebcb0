//! Names: the raw one of the document, and the Rust one made from it.

use heck::{ToPascalCase, ToSnakeCase};
use serde::Serialize;
use sha2::{Digest, Sha256};

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

/// What Windows keeps for devices, whatever the extension of the file.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];
/// And these, followed by one digit.
const NUMBERED_DEVICES: &[&str] = &["com", "lpt"];

/// The longest name; rustdoc makes a file of the name of each type, and many systems end at 255 bytes.
const LONGEST: usize = 200;

/// The longest name of a module; some file systems allow paths of no more than 260 characters.
const LONGEST_MODULE: usize = 100;

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
    /// and a keyword are led in or followed by an underscore; what is too long is cut, and told from others by its hash.
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
        Some(Self(cut(name, LONGEST, role)))
    }

    /// The name of a module, whose file bears it: no device of Windows, and shorter than others. `None` as for
    /// [`Self::new`].
    #[must_use]
    pub fn module(raw: &str) -> Option<Self> {
        let Self(name) = Self::new(raw, Role::Value)?;
        let name = Self(cut(name, LONGEST_MODULE, Role::Value));
        Some(if is_device(&name.0) { Self(format!("{name}_")) } else { name })
    }

    /// A name that follows another: `Route` and `elements` make `RouteElements`.
    #[must_use]
    pub fn followed_by(&self, raw: &str) -> Self {
        // The underscore of a keyword is not needed within a name.
        let before = self.0.trim_end_matches('_');
        Self::new(raw, Role::Type).map_or_else(
            || self.clone(),
            |next| Self(cut(format!("{before}{}", next.0), LONGEST, Role::Type)),
        )
    }

    /// The name as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A name that is no longer than `longest`, but for a hash that tells it from others that begin like it.
fn cut(name: String, longest: usize, role: Role) -> String {
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

fn is_device(name: &str) -> bool {
    let mut numbered = NUMBERED_DEVICES.iter().filter_map(|device| name.strip_prefix(device));
    DEVICES.contains(&name)
        || numbered.any(|rest| matches!(rest.as_bytes(), [digit] if digit.is_ascii_digit()))
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
    fn a_module_is_called_like_no_device_and_not_too_long() {
        let module = |raw: &str| Name::module(raw).map(|name| name.to_string()).unwrap_or_default();
        assert_eq!(["CON", "nul", "com1", "LPT9"].map(module), ["con_", "nul_", "com1_", "lpt9_"]);
        assert_eq!(["con2", "com", "com10", "icon"].map(module), ["con2", "com", "com10", "icon"]);
        let (long, other) = (module(&"a".repeat(300)), module(&"a".repeat(301)));
        assert!(long.len() <= 110 && long != other, "{long} and {other}");
        let type_name =
            Name::new(&"a".repeat(300), Role::Type).map(|name| name.followed_by("b").followed_by("c"));
        assert!(type_name.is_some_and(|name| name.as_str().len() <= 210));
    }

    #[test]
    fn code_in_a_name_becomes_words() {
        assert_eq!(name("a(){} fn pwn", Role::Value), "a_fn_pwn");
        assert_eq!(name("x\", default=\"pwn", Role::Type), "XDefaultPwn");
    }
}
