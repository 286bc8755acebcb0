//! The methods of a union that give the value of one variant.

use super::docs;
use super::ident::ident;
use super::type_ref::type_here;
use crate::model::items::VariantAccessors;
use crate::model::{TypeRef, UnionType};
use proc_macro2::TokenStream;
use quote::quote;

/// The methods, for all variants.
pub(super) fn of_union(union: &UnionType, accessors: &[VariantAccessors]) -> TokenStream {
    accessors.iter().map(|accessors| of_variant(union, accessors)).collect()
}

fn of_variant(union: &UnionType, accessors: &VariantAccessors) -> TokenStream {
    let variant = accessors.variant.and_then(|index| union.variants.get(index));
    let (name, held, is_boxed) = match variant {
        Some(variant) => {
            let held = type_here(variant.type_ref.unboxed());
            (&variant.name, held, matches!(variant.type_ref, TypeRef::Boxed(_)))
        }
        None => (&union.unknown, quote!(crate::Unknown), false),
    };
    let taken_out = if is_boxed { quote!(*value) } else { quote!(value) };
    let docs = [
        format!("The value, if it is [`{name}`](Self::{name})."),
        format!("The value, to be changed in place, if it is [`{name}`](Self::{name})."),
        format!("The value by itself, if it is [`{name}`](Self::{name})."),
    ];
    let [borrowed, changed, owned] = docs.map(|text| docs::lines(&text));
    let (by_reference, by_mutable_reference, by_value) =
        (ident(&accessors.by_reference), ident(&accessors.by_mutable_reference), ident(&accessors.by_value));
    let name = ident(name);
    quote! {
        #borrowed
        #[must_use]
        pub fn #by_reference(&self) -> Option<&#held> {
            if let Self::#name(value) = self { Some(value) } else { None }
        }

        #changed
        #[must_use]
        pub fn #by_mutable_reference(&mut self) -> Option<&mut #held> {
            if let Self::#name(value) = self { Some(value) } else { None }
        }

        #owned
        #[must_use]
        pub fn #by_value(self) -> Option<#held> {
            if let Self::#name(value) = self { Some(#taken_out) } else { None }
        }
    }
}
