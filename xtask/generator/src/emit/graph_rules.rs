//! What makes a list of a union's values a graph: the runtime's trait, with the rules of the API.

use super::edges;
use super::ident::ident;
use crate::model::items::UnionItem;
use crate::model::{Api, GraphRules, Name, UnionType};
use proc_macro2::TokenStream;
use quote::quote;

/// The implementation of the runtime's trait, if the union's values have ids and lead to each other.
pub(super) fn implementation(
    api: &Api,
    name: &Name,
    union: &UnionType,
    offered: &UnionItem,
) -> Option<TokenStream> {
    let rules = union.graph.as_ref()?;
    let rules = literal(rules, edges::places(api, union)?);
    let (type_name, unknown) = (ident(name), ident(&union.unknown));
    // A value of a known kind that does not fit its schema has its edges where the others of its kind have them.
    let tags = || union.variants.iter().flat_map(|variant| &variant.tags);
    let is_known = match &union.tag {
        Some(tag) if tags().next().is_some() => {
            let tags = tags();
            quote!(matches!(unknown.text(#tag), Some(#(#tags)|*)))
        }
        _ => quote!(false),
    };
    let kind = if offered.kind.is_some() { quote!(self.kind()) } else { quote!(None) };
    Some(quote! {
        #[cfg(feature = "graph")]
        impl crate::graph::GraphElement for #type_name {
            const RULES: crate::graph::GraphRules = #rules;

            fn id(&self) -> Option<&str> {
                self.id()
            }

            fn kind(&self) -> Option<&str> {
                #kind
            }

            fn edges(&self) -> Vec<(&str, &str)> {
                self.edges()
            }

            fn is_known(&self) -> bool {
                match self {
                    Self::#unknown(unknown) => #is_known,
                    _ => true,
                }
            }
        }
    })
}

fn literal(
    rules: &GraphRules,
    (places, target): (impl IntoIterator<Item = Vec<String>>, &str),
) -> TokenStream {
    let GraphRules { start, end, shares, summary } = rules;
    let shares = match shares {
        Some(shares) => {
            let (kind, most) = (&shares.kind, shares.most);
            let rest = shares.rest.as_ref().map_or(quote!(None), |rest| quote!(Some(#rest)));
            quote!(Some(crate::graph::ShareRules { kind: #kind, most: #most, rest: #rest }))
        }
        None => quote!(None),
    };
    let summary = summary.iter().map(|(kind, pointers)| quote!((#kind, &[#(#pointers),*])));
    let places = places.into_iter().map(|path| quote!(&[#(#path),*]));
    quote! {
        crate::graph::GraphRules {
            start: &[#(#start),*],
            end: &[#(#end),*],
            shares: #shares,
            summary: &[#(#summary),*],
            edge_places: &[#(#places),*],
            edge_target: #target,
        }
    }
}
