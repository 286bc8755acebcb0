//! Code on one line, spaced as people write it.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// Tokens on one line.
pub(super) fn spell(code: impl ToTokens) -> String {
    let mut text = String::new();
    write(code.to_token_stream(), &mut text);
    // Paths of the standard library are known by their last part.
    ["::std::collections::", "::std::string::", "::std::fmt::", "::serde_json::", "::bytes::", "crate::"]
        .iter()
        .fold(text, |text, path| text.replace(path, ""))
}

fn write(tokens: TokenStream, text: &mut String) {
    let mut glued = true;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    proc_macro2::Delimiter::Brace => ("{", "}"),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), text);
                // Trailing commas are the formatter's.
                text.truncate(text.trim_end_matches([',', ' ']).len());
                text.push_str(close);
                glued = false;
            }
            TokenTree::Punct(punct) => {
                glued = true;
                match punct.as_char() {
                    ',' => text.push_str(", "),
                    '=' if text.ends_with(' ') || punct.spacing() == Spacing::Alone => text.push_str(" = "),
                    '+' => text.push_str(" + "),
                    '-' => text.push_str(" -"),
                    '>' if text.ends_with('-') => text.push_str("> "),
                    '>' => {
                        text.truncate(text.trim_end_matches([',', ' ']).len());
                        text.push('>');
                        glued = false;
                    }
                    other => text.push(other),
                }
            }
            word => {
                if !glued {
                    text.push(' ');
                }
                text.push_str(&word.to_string());
                glued = false;
            }
        }
    }
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
            (quote!((StartElement,)), "(StartElement)"),
        ] {
            assert_eq!(spell(tokens), text);
        }
    }
}
