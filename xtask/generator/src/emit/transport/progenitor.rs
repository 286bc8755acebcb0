//! Calls progenitor; no other file does.
//!
//! ```text
//!   an operation ──▶ plan of the request ──▶ document.rs: /operation3/pets/{parameter0}, Body3
//!                                                 │ handed to progenitor
//!                                                 ▼
//!                        impl Client { async fn operation3(..) { let url = ..; let request = ..; send } }
//!                                                 │ taken back: the methods, up to the request
//!                                                 ▼
//!                    revise.rs: fn pets_get(..) -> Result<Request, Error> { let url = ".. /pets/{}"; Ok(..) }
//! ```
//!
//! progenitor sees only our own names and types, so no document can surprise it. Of its methods we keep the code that
//! makes the request and drop the code that sends it. So a request is made once and can be sent several times with the
//! same bytes, a response whose body breaks off can be retried, and no future is compiled for each operation.

use openapiv3::OpenAPI;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use progenitor::{GenerationSettings, Generator, TypeImpl};
use quote::quote;
use syn::{ImplItem, ImplItemFn, ItemImpl};

/// The methods that progenitor makes for a document, up to the request; `replacements` has the types that replace
/// schemas. An error says what progenitor refuses, or what in its code is unexpected.
pub(super) fn methods(
    document: &OpenAPI,
    replacements: impl Iterator<Item = (String, TokenStream)>,
) -> Result<Vec<ImplItemFn>, String> {
    let mut settings = GenerationSettings::new();
    for (schema, replacement) in replacements {
        settings.with_replacement(schema, replacement.to_string(), std::iter::empty::<TypeImpl>());
    }
    let tokens = Generator::new(&settings).generate_tokens(document).map_err(|error| error.to_string())?;
    let mut methods = Vec::new();
    for block in blocks_of_the_client(tokens) {
        let block: ItemImpl = syn::parse2(block).map_err(|error| error.to_string())?;
        methods.extend(block.items.into_iter().filter_map(|item| match item {
            ImplItem::Fn(method) if method.sig.asyncness.is_some() => Some(method),
            _ => None,
        }));
    }
    Ok(methods)
}

/// The blocks `impl Client { .. }` of progenitor's code. The rest is the same for every group and not kept, so it is
/// not parsed.
fn blocks_of_the_client(tokens: TokenStream) -> Vec<TokenStream> {
    let mut blocks = Vec::new();
    let mut before = [None, None];
    for token in tokens {
        match (&before, &token) {
            ([Some(TokenTree::Ident(word)), Some(TokenTree::Ident(name))], TokenTree::Group(group))
                if word == "impl" && name == "Client" && group.delimiter() == Delimiter::Brace =>
            {
                let methods: TokenStream = group.stream().into_iter().map(up_to_the_request).collect();
                blocks.push(quote!(#word #name { #methods }));
            }
            _ => {}
        }
        let [_, last] = before;
        before = [last, Some(token)];
    }
    blocks
}

/// The body of a method without the code that sends the request. That is more than half of it and is not parsed either.
/// Other tokens stay as they are.
fn up_to_the_request(token: TokenTree) -> TokenTree {
    let TokenTree::Group(body) = &token else { return token };
    if body.delimiter() != Delimiter::Brace {
        return token;
    }
    let mut is_made = false;
    let mut after_let = false;
    let mut kept = Vec::new();
    for token in body.stream() {
        let ends = matches!(&token, TokenTree::Punct(end) if end.as_char() == ';');
        if let TokenTree::Ident(word) = &token {
            is_made |= after_let && word == "request";
            after_let = word == "let" || (after_let && word == "mut");
        }
        kept.push(token);
        if is_made && ends {
            break;
        }
    }
    Group::new(Delimiter::Brace, kept.into_iter().collect()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_end_where_the_request_is_made() {
        let made = quote! {
            pub struct Client;
            impl Other { fn other() {} }
            impl Client {
                pub async fn first<'a>(&'a self) -> Answer {
                    let url = format!("{}/a", self.url);
                    let mut request = self.client.get(url).build()?;
                    self.exec(request).await
                }

                pub fn without() { let info = 1; info }
            }
        };
        let kept: Vec<String> = blocks_of_the_client(made).iter().map(ToString::to_string).collect();
        let expected = quote! {
            impl Client {
                pub async fn first<'a>(&'a self) -> Answer {
                    let url = format!("{}/a", self.url);
                    let mut request = self.client.get(url).build()?;
                }

                pub fn without() { let info = 1; info }
            }
        };
        assert_eq!(kept, [expected.to_string()]);
    }
}
