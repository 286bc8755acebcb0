//! Code on one line, spaced as people write it.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{GenericParam, Generics};

/// Tokens on one line. Paths of the crate and of the standard library are shortened.
pub(super) fn spell(code: impl ToTokens) -> String {
    let mut text = String::new();
    write(code.to_token_stream(), &mut text);
    [
        "::std::collections::",
        "::std::string::",
        "::std::fmt::",
        "::serde_json::",
        "::bytes::",
        "::reqwest::header::",
        "crate::",
    ]
    .iter()
    .fold(text, |text, path| text.replace(path, ""))
}

/// What the parameters of an item have to be; empty where nothing is demanded.
pub(super) fn bounds(generics: &Generics) -> String {
    let bounded = generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Type(parameter) if !parameter.bounds.is_empty() => Some(spell(parameter)),
        GenericParam::Lifetime(parameter) if !parameter.bounds.is_empty() => Some(spell(parameter)),
        GenericParam::Const(parameter) => Some(spell(parameter)),
        GenericParam::Type(_) | GenericParam::Lifetime(_) => None,
    });
    let demanded = generics.where_clause.iter().flat_map(|clause| clause.predicates.iter().map(spell));
    let all: Vec<String> = bounded.chain(demanded).collect();
    if all.is_empty() { String::new() } else { format!(" where {}", all.join(", ")) }
}

fn write(tokens: TokenStream, text: &mut String) {
    // Whether the next word follows without a space.
    let mut is_glued = true;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                // Among the parameters of a type, the comma says that it is a tuple.
                let is_tuple_of_one = text.ends_with('<') && is_one(group.stream());
                text.push_str(open);
                write(group.stream(), text);
                without_comma(text);
                text.push_str(if is_tuple_of_one { "," } else { "" });
                text.push_str(close);
                is_glued = false;
            }
            TokenTree::Punct(punct) => {
                is_glued = true;
                match punct.as_char() {
                    ',' => text.push_str(", "),
                    ':' if punct.spacing() == Spacing::Alone && !text.ends_with(':') => text.push_str(": "),
                    '=' if text.ends_with(' ') || punct.spacing() == Spacing::Alone => text.push_str(" = "),
                    '+' => text.push_str(" + "),
                    '-' => text.push_str(" -"),
                    '>' if text.ends_with('-') => text.push_str("> "),
                    '>' => {
                        without_comma(text);
                        text.push('>');
                        is_glued = false;
                    }
                    other => text.push(other),
                }
            }
            word => {
                if !is_glued {
                    text.push(' ');
                }
                text.push_str(&word.to_string());
                is_glued = false;
            }
        }
    }
}

/// Whether the only comma between the parts of a list is at its end.
fn is_one(list: TokenStream) -> bool {
    // A comma between `<` and `>` is none between parts.
    let mut depth = 0_i32;
    let mut commas = 0;
    let mut ends_with_comma = false;
    for token in list {
        ends_with_comma = false;
        if let TokenTree::Punct(punct) = token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' => depth -= 1,
                ',' if depth == 0 => {
                    commas += 1;
                    ends_with_comma = true;
                }
                _ => {}
            }
        }
    }
    commas == 1 && ends_with_comma
}

/// Takes off a comma at the end, which is the formatter's.
fn without_comma(text: &mut String) {
    text.truncate(text.trim_end_matches([',', ' ']).len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn types_are_spaced_as_people_write_them() {
        for (tokens, text) in [
            (
                quote!(Option<::std::collections::BTreeMap<String, crate::types::Edge>>),
                "Option<BTreeMap<String, types::Edge>>",
            ),
            (
                quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<Edge>)>),
                "impl IntoIterator<Item = (impl Into<String>, impl Into<Edge>)>",
            ),
            (quote!(-> Result<T, crate::Error>), " -> Result<T, Error>"),
            (quote!(&mut self), "&mut self"),
            (quote!(Vec<(&str, &str)>), "Vec<(&str, &str)>"),
            (quote!((StartElement,)), "(StartElement)"),
            (quote!({ api_email: SecretString, }), "{ api_email: SecretString }"),
            (quote!(When<'_, T>), "When<'_, T>"),
            (quote!(T: Clone + 'static), "T: Clone + 'static"),
        ] {
            assert_eq!(spell(tokens), text);
        }
    }
}
