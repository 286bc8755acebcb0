//! What a schema demands of a value beyond its type, in words. It is only documented: the service checks it.

use openapiv3::{SchemaKind, Type};
use std::fmt::Display;

/// The longest pattern that documentation shows.
const LONGEST_PATTERN: usize = 80;

/// The constraints of a schema, as sentences.
pub(super) fn sentences(kind: &SchemaKind) -> Option<String> {
    let mut found = Vec::new();
    match kind {
        SchemaKind::Type(Type::String(text)) => {
            found.push(count(text.min_length, text.max_length, "character"));
            found.push(pattern(text.pattern.as_deref()));
        }
        SchemaKind::Type(Type::Integer(number)) => {
            found.push(least(number.minimum, number.exclusive_minimum));
            found.push(most(number.maximum, number.exclusive_maximum));
            found.push(multiple(number.multiple_of));
        }
        SchemaKind::Type(Type::Number(number)) => {
            found.push(least(number.minimum, number.exclusive_minimum));
            found.push(most(number.maximum, number.exclusive_maximum));
            found.push(multiple(number.multiple_of));
        }
        SchemaKind::Type(Type::Array(array)) => {
            found.push(count(array.min_items, array.max_items, "item"));
            found.push(array.unique_items.then(|| "No item twice.".to_owned()));
        }
        SchemaKind::Any(any) => {
            found.push(count(any.min_length, any.max_length, "character"));
            found.push(pattern(any.pattern.as_deref()));
            found.push(least(any.minimum, any.exclusive_minimum == Some(true)));
            found.push(most(any.maximum, any.exclusive_maximum == Some(true)));
            found.push(multiple(any.multiple_of));
            found.push(count(any.min_items, any.max_items, "item"));
        }
        _ => {}
    }
    let found: Vec<String> = found.into_iter().flatten().collect();
    (!found.is_empty()).then(|| found.join(" "))
}

fn least(limit: Option<impl Display>, is_excluded: bool) -> Option<String> {
    limit.map(|limit| format!("{} {limit}.", if is_excluded { "More than" } else { "At least" }))
}

fn most(limit: Option<impl Display>, is_excluded: bool) -> Option<String> {
    limit.map(|limit| format!("{} {limit}.", if is_excluded { "Less than" } else { "At most" }))
}

fn multiple(of: Option<impl Display>) -> Option<String> {
    of.map(|of| format!("A multiple of {of}."))
}

fn count(least: Option<usize>, most: Option<usize>, unit: &str) -> Option<String> {
    let units = |count: usize| format!("{count} {unit}{}", if count == 1 { "" } else { "s" });
    match (least.filter(|least| *least > 0), most) {
        (Some(least), Some(most)) if least == most => Some(format!("Exactly {}.", units(least))),
        (Some(least), Some(most)) => Some(format!("{least} to {}.", units(most))),
        (Some(least), None) => Some(format!("At least {}.", units(least))),
        (None, Some(most)) => Some(format!("At most {}.", units(most))),
        (None, None) => None,
    }
}

/// A pattern that fits in a sentence.
fn pattern(pattern: Option<&str>) -> Option<String> {
    let is_short = |pattern: &&str| pattern.len() <= LONGEST_PATTERN && !pattern.contains('`');
    pattern.filter(is_short).map(|pattern| format!("Matches `{pattern}`."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn constraints_are_said_in_words() {
        for (schema, said) in [
            (json!({"type": "integer", "minimum": 1, "maximum": 50}), Some("At least 1. At most 50.")),
            (json!({"type": "number", "minimum": 0.5, "exclusiveMinimum": true}), Some("More than 0.5.")),
            (json!({"type": "string", "minLength": 1, "maxLength": 64}), Some("1 to 64 characters.")),
            (
                json!({"type": "string", "maxLength": 1, "pattern": "^a$"}),
                Some("At most 1 character. Matches `^a$`."),
            ),
            (json!({"type": "string", "minLength": 32, "maxLength": 32}), Some("Exactly 32 characters.")),
            (
                json!({"type": "array", "items": {}, "minItems": 2, "uniqueItems": true}),
                Some("At least 2 items. No item twice."),
            ),
            (json!({"minimum": 3}), Some("At least 3.")),
            (json!({"type": "string"}), None),
            (json!({"type": "string", "pattern": "`"}), None),
        ] {
            let kind: SchemaKind =
                serde_json::from_value(schema).unwrap_or(SchemaKind::Any(Default::default()));
            assert_eq!(sentences(&kind).as_deref(), said);
        }
    }
}
