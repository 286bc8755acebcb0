//! Tokens and texts become the content of files: formatted, spaced, and under a header.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, File, Item};

use super::blank_lines;
use super::header::Origin;
use crate::diagnostic::{Diagnostic, Result};

/// How much of the code around a mistake is quoted.
const QUOTED: usize = 300;

/// The content of the Rust file at `path`: the tokens formatted, with blank lines between items, under the header.
///
/// It holds no state, so threads may format different files at the same time; each brings tokens of its own.
///
/// # Errors
///
/// When the tokens are not Rust, or hold a character that no generated file may: both are bugs of the generator.
pub fn rust(origin: &Origin, path: &str, tokens: TokenStream) -> Result<String> {
    syntax(origin, path, parse_file.parse2(tokens).map_err(|error| Diagnostic::bug(path, error))?)
}

/// The same, of what is parsed already.
///
/// # Errors
///
/// When it holds a character that no generated file may, which is a bug of the generator.
pub fn syntax(origin: &Origin, path: &str, file: File) -> Result<String> {
    // The text is not parsed once more: that takes as long as all the rest.
    finish(origin, path, &prettyplease::unparse(&blank_lines::insert(file)))
}

/// The content of the file at `path` that was made as text: the header, the text, one newline at the end.
///
/// For the manifest, the README, and support code that is carried along as it is, which is Rust already.
///
/// # Errors
///
/// When the kind of file has no header, or the text holds a character that no generated file may: both are bugs of the
/// generator.
pub fn text(origin: &Origin, path: &str, body: &str) -> Result<String> {
    // A checkout with other line ends must not change the output.
    finish(origin, path, body.replace("\r\n", "\n").trim_matches('\n'))
}

fn finish(origin: &Origin, path: &str, body: &str) -> Result<String> {
    // Nearly all of what is generated is plain ASCII, and bytes are looked at faster than characters.
    let is_plain = body.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~'));
    if !is_plain && let Some(c) = body.chars().find(|c| is_forbidden(*c)) {
        return Err(Diagnostic::bug(
            path,
            format!("the character {} stands in it as it is", c.escape_unicode()),
        ));
    }
    let mut text = origin.header(path)?;
    text.push_str(body);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// Characters that have to be escaped before they get here.
///
/// Text of a document ends up in comments, where rustc refuses a bare CR and what turns the order of letters round;
/// it would do so after the old tree is gone. The other control characters only hide what a file says.
fn is_forbidden(c: char) -> bool {
    let is_bidi = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    is_bidi || (c.is_control() && c != '\n' && c != '\t')
}

/// Like `syn::File::parse`, but a mistake is reported with the code it stands in: tokens have no line numbers.
fn parse_file(input: ParseStream<'_>) -> syn::Result<File> {
    let attrs = input.call(Attribute::parse_inner)?;
    let mut items = Vec::new();
    while !input.is_empty() {
        let start = input.fork();
        items.push(Item::parse(input).map_err(|error| quoting(&error, &start))?);
    }
    Ok(File { shebang: None, frontmatter: None, attrs, items })
}

fn quoting(error: &syn::Error, start: ParseStream<'_>) -> syn::Error {
    let code = TokenStream::parse(start).map(|tokens| tokens.to_string()).unwrap_or_default();
    let quoted: String = code.chars().take(QUOTED).collect();
    syn::Error::new(error.span(), format!("{error}, in the item that begins `{quoted}`"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use std::path::Path;

    use quote::quote;

    use super::*;

    fn origin() -> Origin {
        Origin::new(Path::new("openapi.json"))
    }

    #[test]
    fn the_text_is_formatted_spaced_and_under_a_header() {
        let text = rust(
            &origin(),
            "src/lib.rs",
            quote! {
                #![doc = " What it is."]
                #![allow(dead_code)]
                use std::fmt;
                use std::io;
                mod one;
                mod two;
                #[doc = " A thing."]
                pub struct Thing { #[doc = " Its name."] pub name: String, pub size: u8 }
                impl Thing {
                    const SMALL: u8 = 1;
                    const LARGE: u8 = 2;
                    #[doc = " Makes one."]
                    pub fn new() -> Self { todo!() }
                    pub fn name(&self) -> &str { &self.name }
                }
                pub trait Named { #[doc = " Its name."] fn name(&self) -> String; fn id(&self) -> u8 { 1 } }
                pub mod inner { #![doc = " Inside."] pub fn a() {} pub fn b() {} }
                pub mod empty {}
            },
        )
        .unwrap();
        insta::assert_snapshot!(text, @r"
        // @generated by cargo xtask generate from openapi.json.
        // Do not edit: change the document or the generator, and run it again.

        //! What it is.
        #![allow(dead_code)]

        use std::fmt;
        use std::io;

        mod one;
        mod two;

        /// A thing.
        pub struct Thing {
            /// Its name.
            pub name: String,
            pub size: u8,
        }

        impl Thing {
            const SMALL: u8 = 1;
            const LARGE: u8 = 2;

            /// Makes one.
            pub fn new() -> Self {
                todo!()
            }

            pub fn name(&self) -> &str {
                &self.name
            }
        }

        pub trait Named {
            /// Its name.
            fn name(&self) -> String;

            fn id(&self) -> u8 {
                1
            }
        }

        pub mod inner {
            //! Inside.

            pub fn a() {}

            pub fn b() {}
        }

        pub mod empty {}
        ");
    }

    #[test]
    fn blank_lines_never_end_up_inside_texts() {
        let doc = " first\n\n    second \n\nfn third() {}";
        let text = rust(
            &origin(),
            "src/lib.rs",
            quote! {
                #[doc = #doc]
                pub const A: &str = "one\n\n}\n\nfn two() {}";
                pub const B: &str = r"raw

    fn x() {}
}";
                fn c() {}
            },
        )
        .unwrap();
        let back = syn::parse_file(&text).unwrap();
        let strings: Vec<_> = back
            .items
            .iter()
            .filter_map(|item| match item {
                Item::Const(item) => Some(item.expr.clone()),
                _ => None,
            })
            .map(|expr| syn::parse2::<syn::LitStr>(quote!(#expr)).unwrap().value())
            .collect();
        assert_eq!(strings, ["one\n\n}\n\nfn two() {}", "raw\n\n    fn x() {}\n}"]);
        assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
    }

    #[test]
    fn tokens_that_are_not_rust_are_a_bug_that_quotes_the_code() {
        let error = rust(&origin(), "src/types.rs", quote!(fn good() {} struct 5;)).unwrap_err();
        assert_eq!(error.file, "src/types.rs");
        assert!(error.problem.contains("`struct 5 ;`"), "{error}");
        assert!(error.remedy.contains("bug in the generator"), "{error}");
    }

    #[test]
    fn what_rustc_would_refuse_in_a_comment_is_refused_before_anything_is_written() {
        for doc in [" one\rtwo", " one \u{202e}two", " one\u{2066}\ntwo", " \0", " \u{1b}[2J"] {
            let error = rust(&origin(), "src/types.rs", quote!(#[doc = #doc] struct A;)).unwrap_err();
            assert!(error.problem.contains("stands in it as it is"), "{error}");
            assert!(super::text(&origin(), "README.md", doc).is_err());
        }
    }

    #[test]
    fn doc_text_that_tries_to_end_its_comment_stays_text() {
        for doc in [
            "*/ fn pwn() {} /*",
            " a\n*/ fn pwn() {} /*",
            " a\n/* b",
            "* a\nb",
            "/ a",
            "/\nfn pwn() {}",
            " a\\",
        ] {
            let text =
                rust(&origin(), "a.rs", quote!(#[doc = #doc] struct A; mod b { #![doc = #doc] })).unwrap();
            let file = syn::parse_file(&text).unwrap();
            assert_eq!(file.items.len(), 2, "{text}");
            let Some(Item::Struct(item)) = file.items.first() else { panic!("{text}") };
            let syn::Meta::NameValue(meta) = &item.attrs.first().unwrap().meta else { panic!("{text}") };
            let value = &meta.value;
            assert_eq!(syn::parse2::<syn::LitStr>(quote!(#value)).unwrap().value(), doc, "{text}");
        }
    }

    #[test]
    fn texts_get_the_header_and_one_newline_at_the_end() {
        let text = super::text(&origin(), "Cargo.toml", "\n[package]\r\nname = \"a\"\n\n\n").unwrap();
        assert!(text.ends_with("run it again.\n\n[package]\nname = \"a\"\n"), "{text}");
        assert!(super::text(&origin(), "src/data.bin", "").is_err());
    }

    #[test]
    fn several_threads_format_at_once() {
        let formatted: Vec<String> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| {
                        rust(
                            &origin(),
                            "a.rs",
                            quote!(
                                fn a() {}
                                fn b() {}
                            ),
                        )
                    })
                })
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap().unwrap()).collect()
        });
        assert!(formatted.windows(2).all(|pair| pair.first() == pair.last()));
    }
}
