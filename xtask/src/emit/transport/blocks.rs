//! What of progenitor's tokens is parsed: its methods, up to the request that each makes.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

/// The blocks `impl Client { .. }` of what progenitor made. All else of it is the same for every group and not kept, so
/// it is not parsed.
pub(super) fn of_the_client(tokens: TokenStream) -> Vec<TokenStream> {
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

/// The body of a method without what sends the request: more than half of it, which is not parsed either. Other tokens
/// stay as they are.
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
        let kept: Vec<String> = of_the_client(made).iter().map(ToString::to_string).collect();
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
