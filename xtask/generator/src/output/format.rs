//! Makes the content of files from tokens and texts: formatted, with blank lines and a header.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Attribute, File, Item};

use super::blank_lines;
use super::header::Origin;
use crate::diagnostic::{Diagnostic, Result};

/// How many characters of the code around a mistake are quoted.
const QUOTED: usize = 300;

/// The content of the Rust file at `path`: the header, and the formatted tokens with blank lines between items.
///
/// # Errors
///
/// When the tokens are not Rust, or contain a forbidden character. Both are bugs in the generator.
pub fn rust(origin: &Origin, path: &str, tokens: TokenStream) -> Result<String> {
    syntax(origin, path, parse_file.parse2(tokens).map_err(|error| Diagnostic::bug(path, error))?)
}

/// As [`rust`], for a file that is parsed already.
///
/// # Errors
///
/// When it contains a forbidden character, which is a bug in the generator.
pub fn syntax(origin: &Origin, path: &str, file: File) -> Result<String> {
    finish(origin, path, &unparse(file))
}

fn unparse(file: File) -> String {
    prettyplease::unparse(&blank_lines::insert(file))
}

/// The content of a Rust file, part by part.
pub struct Body<'a> {
    path: &'a str,
    text: String,
}

impl<'a> Body<'a> {
    /// That of the file at `path`, which is empty yet.
    #[must_use]
    pub fn new(path: &'a str) -> Self {
        Self { path, text: String::new() }
    }

    /// Adds items.
    ///
    /// # Errors
    ///
    /// When the tokens are not Rust, which is a bug in the generator.
    pub fn tokens(&mut self, tokens: TokenStream) -> Result<()> {
        self.parsed(parse_file.parse2(tokens))
    }

    /// Adds items whose text is not formatted yet.
    ///
    /// # Errors
    ///
    /// When the text is not Rust, which is a bug in the generator.
    pub fn unformatted(&mut self, code: &str) -> Result<()> {
        self.parsed(parse_file.parse_str(code))
    }

    fn parsed(&mut self, file: syn::Result<File>) -> Result<()> {
        self.text(&unparse(file.map_err(|error| Diagnostic::bug(self.path, error))?));
        Ok(())
    }

    /// Adds text as it is.
    pub fn text(&mut self, text: &str) {
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
    }

    /// The content of the file: the header, and the parts with blank lines between them.
    ///
    /// # Errors
    ///
    /// When it contains a forbidden character, which is a bug in the generator.
    pub fn finish(&self, origin: &Origin) -> Result<String> {
        finish(origin, self.path, &self.text)
    }
}

/// The content of a file at `path` that is made as text: the header, and the text with one newline at its end. For the
/// manifest, the README, and the runtime.
///
/// # Errors
///
/// When the kind of file has no header, or the text contains a forbidden character. Both are bugs in the generator.
pub fn text(origin: &Origin, path: &str, body: &str) -> Result<String> {
    // A checkout with other line endings must not change the output.
    finish(origin, path, body.replace("\r\n", "\n").trim_matches('\n'))
}

fn finish(origin: &Origin, path: &str, body: &str) -> Result<String> {
    if let Some(c) = body.chars().find(|c| is_forbidden(*c)) {
        return Err(Diagnostic::bug(
            path,
            format!("it contains the character {} unescaped", c.escape_unicode()),
        ));
    }
    let mut text = origin.header(path)?;
    text.push_str(body);
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// Characters that must be escaped before they get here.
///
/// Text of a document becomes comments, and in these rustc refuses a bare CR and characters that change the direction of
/// text. It would do so only after the old tree is gone. The other control characters could hide what a file says.
fn is_forbidden(c: char) -> bool {
    let is_bidi = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    is_bidi || (c.is_control() && c != '\n' && c != '\t')
}

/// As `syn::File::parse`, but an error quotes the code of the item, since tokens have no line numbers.
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
        // @generated by openapi-to-crate from openapi.json.
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
            assert!(error.problem.contains("unescaped"), "{error}");
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
