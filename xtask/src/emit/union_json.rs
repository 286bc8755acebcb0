//! How unions are read from and written to JSON.

use super::ident::ident;
use super::type_ref::type_here;
use crate::model::items::Crate;
use crate::model::{Api, Definition, Name, TypeRef, UnionType};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The implementations that read and write a union.
pub(super) fn json(made: &Crate, name: &Name, union: &UnionType) -> TokenStream {
    let known = known_properties(&made.api, union);
    let (deserializer, serializer) =
        (ident(&made.type_parameters.deserializer), ident(&made.type_parameters.serializer));
    let (type_name, unknown) = (ident(name), ident(&union.unknown));
    let names = union.variants.iter().map(|variant| ident(&variant.name));
    let tagged = union.tag.as_ref().map(|tag| tagged(made, name, union, tag));
    let read = match &union.tag {
        Some(_) => quote!(crate::json::read_tagged(deserializer, slot)),
        None => read_untagged(union),
    };
    quote! {
        #tagged

        impl crate::json::Json for #type_name {
            #known

            #[inline]
            fn read<'de, #deserializer: ::serde::Deserializer<'de>>(
                deserializer: #deserializer,
                slot: &mut Option<Self>,
            ) -> Result<crate::json::Reading, #deserializer::Error> {
                #read
            }

            #[inline]
            fn write<#serializer: ::serde::Serializer>(
                &self,
                serializer: #serializer,
            ) -> Result<#serializer::Ok, #serializer::Error> {
                match self {
                    #(Self::#names(value) => value.write(serializer),)*
                    Self::#unknown(unknown) => unknown.write(serializer),
                }
            }
        }

        crate::json::implement_serde!(#type_name);
    }
}

/// How the variant of a tagged union is chosen.
fn tagged(made: &Crate, name: &Name, union: &UnionType, tag: &str) -> TokenStream {
    let map_access = ident(&made.type_parameters.map_access);
    let is_field = union.variants.iter().any(|variant| made.api.tag_field(variant, tag).is_some());
    let is_field = is_field.then(|| {
        quote!(
            const TAG_IS_FIELD: bool = true;
        )
    });
    let (type_name, unknown) = (ident(name), ident(&union.unknown));
    let arms = union.variants.iter().map(|variant| {
        let (values, name, held) =
            (&variant.tags, ident(&variant.name), type_here(variant.type_ref.unboxed()));
        let wrap = if matches!(variant.type_ref, TypeRef::Boxed(_)) {
            quote!(|held: #held| Self::#name(Box::new(held)))
        } else {
            quote!(Self::#name)
        };
        quote! {
            #(#values)|* => fields.variant(slot, #wrap),
        }
    });
    quote! {
        impl crate::json::TaggedUnion for #type_name {
            const TAG: &'static str = #tag;
            #is_field

            #[inline]
            fn read_variant<'de, #map_access: ::serde::de::MapAccess<'de>>(
                tag: &str,
                fields: &mut crate::json::Fields<'de, #map_access>,
                slot: &mut Option<Self>,
            ) -> Result<crate::json::Reading, #map_access::Error> {
                match tag {
                    #(#arms)*
                    _ => fields.unknown(),
                }
            }

            fn unknown(value: ::serde_json::Value, reason: crate::json::Reason) -> Self {
                Self::#unknown(crate::Unknown::new(value, reason))
            }
        }
    }
}

/// The call that tries the variants of a union without a tag.
fn read_untagged(union: &UnionType) -> TokenStream {
    let unknown = ident(&union.unknown);
    let names = union.variants.iter().map(|variant| ident(&variant.name));
    let held = union.variants.iter().map(|variant| type_here(&variant.type_ref));
    quote! {
        crate::json::read_untagged(
            deserializer,
            slot,
            &[#((
                |value, slot| crate::json::variant(value, slot, Self::#names),
                <#held as crate::json::Json>::KNOWN_PROPERTIES,
            )),*],
            |value, reason| Self::#unknown(crate::Unknown::new(value, reason)),
        )
    }
}

/// The properties that any variant knows, so that a union within a union can be chosen by them.
fn known_properties(api: &Api, union: &UnionType) -> TokenStream {
    let mut properties = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![union];
    while let Some(union) = open.pop() {
        properties.extend(union.tag.as_deref());
        for variant in &union.variants {
            let TypeRef::Named(held) = variant.type_ref.unboxed() else { continue };
            match api.types.get(held).filter(|_| seen.insert(held)) {
                Some(Definition::Struct(structure)) => {
                    properties.extend(structure.fields.iter().map(|field| field.property.as_str()));
                }
                Some(Definition::Union(inner)) => open.push(inner),
                Some(Definition::Enum(_)) | None => {}
            }
        }
    }
    if properties.is_empty() {
        return TokenStream::new();
    }
    let properties = properties.iter();
    quote!(const KNOWN_PROPERTIES: &'static [&'static str] = &[#(#properties),*];)
}
