//! How unions are read from and written to JSON.

use super::ident::ident;
use super::type_ref::type_here;
use crate::model::items::Crate;
use crate::model::{Name, TypeRef, UnionType};
use proc_macro2::TokenStream;
use quote::quote;

/// The implementations that read and write a union.
pub(super) fn json(made: &Crate, name: &Name, union: &UnionType) -> TokenStream {
    let (deserializer, serializer) =
        (ident(&made.type_parameters.deserializer), ident(&made.type_parameters.serializer));
    let (type_name, unknown) = (ident(name), ident(&union.unknown));
    let names = union.variants.iter().map(|variant| ident(&variant.name));
    let tagged = union.tag.as_ref().map(|tag| tagged(made, name, union, tag));
    let read = match &union.tag {
        Some(_) => quote!(crate::json::read_tagged(deserializer, place)),
        None => read_untagged(made, name, union),
    };
    quote! {
        #tagged

        impl crate::json::Json for #type_name {
            fn placeholder() -> Self {
                Self::#unknown(crate::json::Json::placeholder())
            }

            #[inline]
            fn read<'de, #deserializer: ::serde::Deserializer<'de>>(
                deserializer: #deserializer,
                place: &mut Self,
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

            fn is_unknown(&self) -> bool {
                matches!(self, Self::#unknown(_))
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
            #(#values)|* => fields.variant(place, #wrap),
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
                place: &mut Self,
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

/// The call that reads a union without a tag.
fn read_untagged(made: &Crate, name: &Name, union: &UnionType) -> TokenStream {
    let unknown = ident(&union.unknown);
    let read_as = made.api.schemas.get(name).into_iter().flat_map(|described| &described.read_as);
    let names = read_as.filter_map(|at| union.variants.get(*at)).map(|variant| ident(&variant.name));
    quote! {
        crate::json::read_untagged(
            deserializer,
            place,
            &[#(|value, slot| crate::json::variant(value, slot, Self::#names)),*],
            |value, reason| Self::#unknown(crate::Unknown::new(value, reason)),
        )
    }
}
