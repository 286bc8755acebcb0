//! Documentation and deprecation: only this file turns text of a document into doc comments.
//!
//! rustdoc compiles code blocks and runs them as tests, so text from outside must not contain any. Markdown is escaped,
//! except for paragraphs, bullets, inline code and links to plain addresses.

use crate::model::{Docs, Name};
use proc_macro2::TokenStream;
use quote::quote;

/// Doc attributes for text of the document, or for `otherwise` if that is empty, and for what is known beside it.
pub(super) fn attributes(docs: &Docs, otherwise: &str) -> TokenStream {
    let lines = lines(&text(docs, otherwise, &[]));
    let deprecated = docs.deprecated.then(|| quote!(#[deprecated]));
    quote!(#lines #deprecated)
}

/// Text of the document, or `otherwise` if that is empty, and what is known beside it: the sentences of our own before
/// those that follow from the document.
pub(super) fn text(docs: &Docs, otherwise: &str, known: &[String]) -> String {
    let text = if docs.text.trim().is_empty() { otherwise.to_owned() } else { escape(&docs.text) };
    let facts = Some(escape(&docs.facts)).filter(|facts| !facts.is_empty());
    let facts: Vec<String> = known.iter().cloned().chain(facts).collect();
    if facts.is_empty() { text } else { format!("{text}\n\n{}", facts.join(" ")) }
}

/// Doc attributes that list the arguments that the document describes.
pub(super) fn arguments<'a>(arguments: impl Iterator<Item = (&'a Name, &'a Docs)>) -> TokenStream {
    let described: Vec<String> = arguments
        .map(|(name, docs)| (name, format!("{}\n\n{}", sentence(&docs.text), docs.facts)))
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(name, text)| {
            let text = escape(&text).replace('\n', " ");
            format!("- `{name}`: {}", text.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect();
    if described.is_empty() {
        return TokenStream::new();
    }
    lines(&format!("\n{}", described.join("\n")))
}

/// A text that ends as a sentence does, so that another can follow.
fn sentence(text: &str) -> String {
    let text = text.trim();
    let is_open = text.ends_with(|last: char| last.is_alphanumeric() || "`)\"'".contains(last));
    if is_open { format!("{text}.") } else { text.to_owned() }
}

/// Doc attributes for text of our own.
pub(super) fn lines(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// Inner doc attributes for text of our own.
pub(super) fn inner(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#![doc = #line])
    });
    quote!(#(#lines)*)
}

/// Text of a document as harmless Markdown.
pub(super) fn escape(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut escaped: Vec<String> = Vec::new();
    let mut in_list = false;
    for line in text.lines() {
        let line: String = line.chars().filter(|c| !is_invisible(*c)).collect();
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            in_list = false;
            if escaped.last().is_some_and(|last| !last.is_empty()) {
                escaped.push(String::new());
            }
            continue;
        }
        // A horizontal rule, or the underline of a heading.
        if line.chars().all(|c| "-=*_~` ".contains(c)) {
            continue;
        }
        let bullet = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        if let Some(item) = bullet {
            in_list = true;
            escaped.push(format!("- {}", escape_line(item)));
        } else {
            let indent = if in_list { "  " } else { "" };
            escaped.push(format!("{indent}{}", escape_line(&line)));
        }
    }
    while escaped.last().is_some_and(String::is_empty) {
        escaped.pop();
    }
    escaped.join("\n")
}

/// A name or value of the document that is safe between backticks.
pub(super) fn code(value: &str) -> String {
    value.chars().map(|c| if c == '`' || is_invisible(c) { '\'' } else { c }).collect()
}

/// Control characters, and characters that change the direction or the joining of their neighbours.
fn is_invisible(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn escape_line(line: &str) -> String {
    let mut escaped = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        if let Some((code, after)) = code_span(rest) {
            escaped.push_str(code);
            rest = after;
        } else if let Some((address, after)) = address(rest) {
            escaped.push_str(&format!("<{address}>"));
            rest = after;
        } else {
            if first.is_ascii_punctuation() && !"'\",.:;()/%?!".contains(first) {
                escaped.push('\\');
            }
            escaped.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    leading_number(escaped)
}

/// "1. " begins a list whose item might hold a code block; "1\. " does not.
fn leading_number(line: String) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line.get(digits..) {
        Some(rest) if digits > 0 && rest.starts_with(['.', ')']) => {
            let (number, rest) = line.split_at(digits);
            format!("{number}\\{rest}")
        }
        _ => line,
    }
}

/// A code span that begins here: one backtick, words, one backtick.
fn code_span(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('`')?;
    let end = inner.find('`')?;
    let (code, after) = (inner.get(..end)?, inner.get(end + 1..)?);
    let plain = !code.trim().is_empty() && code == code.trim() && !after.starts_with('`');
    plain.then(|| text.split_at(end + 2))
}

/// A URL at the start of the text; rustdoc warns about one that is not a link.
fn address(text: &str) -> Option<(&str, &str)> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-._~/?#=%&+:@".contains(c);
    let length = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let address = text.get(..length)?.trim_end_matches(['.', ':', '?', '#', '&', '=', '-', '_', '~']);
    (address.len() > scheme.len()).then(|| text.split_at(address.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_makes_a_code_block() {
        for text in [
            "```\nfn pwn() {}\n```",
            "~~~rust\npwn();\n~~~",
            "    pwn();",
            "\tpwn();",
            "- a\n\n      pwn();",
            "-     pwn();",
            "1. a\n\n       pwn();",
            "> ```\n> pwn();\n> ```",
            "a\r```\rpwn();\r```",
        ] {
            let escaped = escape(text);
            for line in escaped.lines() {
                assert!(!line.contains("```") && !line.contains("~~~"), "{text:?} became {escaped:?}");
                assert!(!line.starts_with("   ") && !line.starts_with('\t'), "{text:?} became {escaped:?}");
            }
        }
    }

    #[test]
    fn markup_links_and_hidden_characters_do_nothing() {
        assert_eq!(escape("<script>x</script>"), r"\<script\>x\</script\>");
        assert_eq!(escape("[a](javascript:b) [broken]"), r"\[a\](javascript:b) \[broken\]");
        assert_eq!(escape("a\u{202e}b\u{200b}c\0"), "abc");
        assert_eq!(
            escape("# Title\ntext\n----\n*/ fn pwn(){} /*"),
            "\\# Title\ntext\n\\*/ fn pwn()\\{\\} /\\*"
        );
    }

    #[test]
    fn paragraphs_bullets_code_and_addresses_stay() {
        assert_eq!(escape("One `page`.\n\nTwo."), "One `page`.\n\nTwo.");
        assert_eq!(escape("- a\nmore\n* b"), "- a\n  more\n- b");
        assert_eq!(escape("See https://example.com/a_b."), "See <https://example.com/a_b>.");
        assert_eq!(escape("1. first"), "1\\. first");
    }

    /// The active parts that rustdoc's own parser finds in the text: code blocks, links and markup.
    fn active_parts(markdown: &str) -> Vec<String> {
        use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
        Parser::new_ext(markdown, Options::all())
            .filter_map(|event| match event {
                Event::Start(Tag::Link { link_type: LinkType::Autolink, .. }) => None,
                Event::Start(Tag::CodeBlock(kind)) => Some(format!("code block {kind:?}")),
                Event::Start(Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. }) => {
                    Some(format!("{event:?}"))
                }
                Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {
                    Some(format!("{event:?}"))
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn the_check_itself_finds_code_blocks_links_and_markup() {
        for text in ["```\nx\n```", "    x", "[a](b)", "<b>", "- a\n\n      x", "![a](b)"] {
            assert!(!active_parts(text).is_empty(), "{text:?}");
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 4000, failure_persistence: None, ..Default::default() })]

        #[test]
        fn whatever_the_text_it_makes_no_code_block_no_link_and_no_markup(
            text in "([ \\t]{0,9}|```|~~~|\\n|\\r|- |[*] |1[.] |> |# |<b>|</|<!--|[\\[\\]()!]|`|[|]|:|\\[a\\]: b|&lt;|https?://x|fn|[a-z]|=|\\\\|\u{202e}|[$^]){0,24}"
        ) {
            let escaped = escape(&text);
            proptest::prop_assert_eq!(active_parts(&escaped), Vec::<String>::new(), "{:?} became {:?}", text, escaped);
        }
    }
}
