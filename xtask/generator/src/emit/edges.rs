//! The edges of a union's values, found by following its types to every place that has an edge.

use super::ident::ident;
use crate::model::{AdditionalProperties, Api, Name, Presence, TypeRef, UnionType};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The method `edges` of a union, if the configuration names an edge type.
pub(super) fn of_union(api: &Api, union: &UnionType) -> Option<TokenStream> {
    let edge = union.edge.as_ref()?;
    let target = target(api, edge)?;
    let (arms, containers) = walk_variants(api, union, edge);
    let unknown = ident(&union.unknown);
    let places = containers.iter().map(|path| quote!(&[#(#path),*]));
    Some(quote! {
        /// Where the value leads: the label of each way out, and the id of the value at its end.
        ///
        /// Ways that the schema does not name are found too, as far as they have the form of those that it does.
        #[must_use]
        pub fn edges(&self) -> Vec<(&str, &str)> {
            let mut edges = Vec::new();
            match self {
                #(#arms)*
                Self::#unknown(unknown) => {
                    #(crate::json::edges_at(unknown.json(), #places, #target, &mut edges);)*
                }
            }
            edges
        }
    })
}

/// The arms that collect the edges of each variant, and the paths to the objects that hold edges by label.
fn walk_variants(api: &Api, union: &UnionType, edge: &Name) -> (Vec<TokenStream>, BTreeSet<Vec<String>>) {
    let mut containers = BTreeSet::new();
    let arms = union
        .variants
        .iter()
        .map(|variant| {
            let name = ident(&variant.name);
            let TypeRef::Named(held) = &variant.type_ref else { return quote!(Self::#name(_) => {}) };
            let mut walk = Walk { api, edge, containers: &mut containers };
            let found = walk.structure(held, &quote!(value), &mut Vec::new());
            if found.is_empty() {
                quote!(Self::#name(_) => {})
            } else {
                quote!(Self::#name(value) => { #found })
            }
        })
        .collect();
    (arms, containers)
}

/// Where the edges of a union's values are: the paths to the objects that hold them by label, and the property of an
/// edge that holds its target.
pub(super) fn places<'a>(api: &'a Api, union: &UnionType) -> Option<(BTreeSet<Vec<String>>, &'a str)> {
    let edge = union.edge.as_ref()?;
    Some((walk_variants(api, union, edge).1, target(api, edge)?))
}

/// The property that holds the target of an edge.
fn target<'a>(api: &'a Api, edge: &Name) -> Option<&'a str> {
    api.structure(edge)?.target().map(|field| field.property.as_str())
}

struct Walk<'a> {
    api: &'a Api,
    edge: &'a Name,
    /// The paths to the objects that hold edges by label.
    containers: &'a mut BTreeSet<Vec<String>>,
}

impl Walk<'_> {
    /// The statements that collect the edges of a struct that `value` refers to.
    fn structure(&mut self, name: &Name, value: &TokenStream, path: &mut Vec<String>) -> TokenStream {
        let Some(structure) = self.api.structure(name) else { return TokenStream::new() };
        // Recursive types have no end; edges are near the top.
        if path.len() > 4 {
            return TokenStream::new();
        }
        let mut found = TokenStream::new();
        let mut holds_edges = false;
        for field in &structure.fields {
            let label = &field.property;
            let field_name = ident(&field.name);
            let place = quote!(#value.#field_name);
            let inner = match field.presence {
                Presence::Required => place.clone(),
                Presence::Optional => quote!(inner),
            };
            path.push(label.clone());
            let collected = match &field.type_ref {
                TypeRef::Named(held) if held == self.edge => {
                    holds_edges = true;
                    self.edge_field().map(|target| quote!(edges.push((#label, #inner.#target.as_str()));))
                }
                TypeRef::Named(held) => {
                    let binding = quote!(inner);
                    let nested = self.structure(held, &binding, path);
                    (!nested.is_empty()).then(|| match field.presence {
                        Presence::Required => quote!({ let inner = &#place; #nested }),
                        Presence::Optional => nested,
                    })
                }
                TypeRef::Map(held) if **held == TypeRef::Named(self.edge.clone()) => {
                    self.containers.insert(path.clone());
                    self.edge_field().map(|target| {
                        quote!(edges.extend(#inner.iter().map(|(label, edge)| (label.as_str(), edge.#target.as_str())));)
                    })
                }
                _ => None,
            };
            path.pop();
            if let Some(collected) = collected {
                found.extend(match field.presence {
                    Presence::Required => collected,
                    Presence::Optional => quote!(if let Some(inner) = &#place { #collected }),
                });
            }
        }
        if holds_edges {
            self.containers.insert(path.clone());
            if structure.additional == AdditionalProperties::Any
                && let Some(target) = target(self.api, self.edge)
            {
                found.extend(
                    quote!(crate::json::unlisted_edges(&#value.additional_properties, #target, &mut edges);),
                );
            }
        }
        found
    }

    fn edge_field(&self) -> Option<proc_macro2::Ident> {
        self.api.structure(self.edge)?.target().map(|field| ident(&field.name))
    }
}
