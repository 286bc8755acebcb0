//! One of several types: told apart by a tag, or tried.

use super::ident::{ident, prefixed};
use super::type_ref::{allow_many, argument, type_tokens};
use super::{docs, edges};
use crate::model::{
    Api, Definition, Field, Name, Presence, Role, Scalar, StructType, TypeRef, UnionType, Variant,
};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// A union with a variant that keeps what fits no other, and its way from and to JSON.
pub(super) fn definition(api: &Api, name: &Name, union: &UnionType) -> TokenStream {
    let declared = declaration(name, union);
    let accessors = accessors(api, name, union);
    let conversions = conversions(name, union);
    let json = match &union.tag {
        Some(tag) => tagged(api, name, union, tag),
        None => untagged(api, name, union),
    };
    let type_name = ident(name);
    quote! { #declared #accessors #conversions #json crate::json::implement_serde!(#type_name); }
}

fn held(variant: &Variant) -> TokenStream {
    type_tokens(&variant.type_ref, &TokenStream::new())
}

fn declaration(name: &Name, union: &UnionType) -> TokenStream {
    let type_name = ident(name);
    let docs = docs::attributes(&union.docs, &format!("One of the kinds of `{name}`."));
    let variants = union.variants.iter().map(|variant| {
        let (name, held) = (ident(&variant.name), held(variant));
        let says = match (&union.tag, variant.tags.first()) {
            (Some(tag), Some(value)) => {
                format!("Where `{}` is `{}`.", docs::code(tag), docs::code(value))
            }
            _ => format!("The form `{}`.", variant.name),
        };
        let says = docs::lines(&says);
        quote! { #says #name(#held), }
    });
    let unknown = ident(&union.unknown);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #type_name {
            #(#variants)*
            /// Anything else, kept whole and written back as it came: a kind that this version of the crate does not
            /// know, or a value that does not fit its kind's schema.
            #unknown(crate::Unknown),
        }
    }
}

/// What all variants have, and a constructor for each of them.
fn accessors(api: &Api, name: &Name, union: &UnionType) -> TokenStream {
    let type_name = ident(name);
    let id = union.id.as_ref().map(|id| id_accessor(union, id));
    let kind = union.tag.as_ref().and_then(|tag| kind_accessor(api, union, tag));
    let edges = edges::of_union(api, union);
    let constructors = union.variants.iter().filter_map(|variant| {
        let TypeRef::Named(held) = &variant.type_ref else { return None };
        constructor(variant, held, constructed(api, union, variant)?)
    });
    quote! {
        impl #type_name {
            #(#constructors)*
            #id
            #kind
            #edges
        }
    }
}

/// The struct that a variant's constructor makes; `None` where it has no constructor.
pub(super) fn constructed<'a>(api: &'a Api, union: &UnionType, variant: &Variant) -> Option<&'a StructType> {
    let (Some(_), TypeRef::Named(held)) = (&union.tag, &variant.type_ref) else { return None };
    api.structure(held)
}

fn constructor(variant: &Variant, held: &Name, structure: &StructType) -> Option<TokenStream> {
    // `Element::start`; a name that Rust reserves, or that an accessor has, is led in.
    let name = Name::new(variant.name.as_str(), Role::Value)?;
    let method =
        if ["id", "kind", "edges"].contains(&name.as_str()) { prefixed("new_", &name) } else { ident(&name) };
    let (variant_name, held_name) = (ident(&variant.name), ident(held));
    let nowhere = TokenStream::new();
    let arguments = structure.required().map(|field| {
        let name = ident(&field.name);
        let (taken, _) = argument(&field.type_ref, &quote!(#name), &nowhere);
        quote!(#name: #taken)
    });
    let passed = structure.required().map(|field| ident(&field.name));
    let says = docs::lines(&format!("Makes the variant [`{held}`] from its required properties."));
    let allowed = allow_many(structure.required().count());
    Some(quote! {
        #says
        #allowed
        #[must_use]
        pub fn #method(#(#arguments),*) -> Self {
            Self::#variant_name(#held_name::new(#(#passed),*))
        }
    })
}

fn id_accessor(union: &UnionType, id: &Name) -> TokenStream {
    let variants = union.variants.iter().map(|variant| ident(&variant.name));
    let (unknown, field, property) = (ident(&union.unknown), ident(id), id.as_str());
    quote! {
        /// What identifies the value among others; `None` for an unknown one that has no such string.
        #[must_use]
        pub fn id(&self) -> Option<&str> {
            match self {
                #(Self::#variants(value) => Some(&value.#field),)*
                Self::#unknown(unknown) => unknown.text(#property),
            }
        }
    }
}

fn kind_accessor(api: &Api, union: &UnionType, tag: &str) -> Option<TokenStream> {
    let arms: Option<Vec<TokenStream>> = union
        .variants
        .iter()
        .map(|variant| {
            let (name, value) = (ident(&variant.name), variant.tags.first()?);
            match tag_field(api, variant, tag) {
                None => Some(quote!(Self::#name(_) => Some(#value),)),
                Some(field) if field.type_ref == TypeRef::Scalar(Scalar::String) => {
                    let held = ident(&field.name);
                    Some(match field.presence {
                        Presence::Required => quote!(Self::#name(value) => Some(&value.#held),),
                        Presence::Optional => quote!(Self::#name(value) => value.#held.as_deref(),),
                    })
                }
                // It is of a type that has a name: whoever wants it takes it from there.
                Some(_) => None,
            }
        })
        .collect();
    let arms = arms?;
    let unknown = ident(&union.unknown);
    let says = docs::lines(&format!(
        "The kind of the value, which stands in `{}` on the wire; `None` for an unknown one that has no such string.",
        docs::code(tag)
    ));
    Some(quote! {
        #says
        #[must_use]
        pub fn kind(&self) -> Option<&str> {
            match self {
                #(#arms)*
                Self::#unknown(unknown) => unknown.text(#tag),
            }
        }
    })
}

/// The field of what a variant holds that is the tag, where the variant does not fix it to a value.
fn tag_field<'a>(api: &'a Api, variant: &Variant, tag: &str) -> Option<&'a Field> {
    let TypeRef::Named(held) = unboxed(&variant.type_ref) else { return None };
    api.structure(held)?.fields.iter().find(|field| field.property == tag)
}

/// `From` for what a variant holds, where no other variant holds the same.
fn conversions(name: &Name, union: &UnionType) -> TokenStream {
    let type_name = ident(name);
    let mut conversions = TokenStream::new();
    for variant in &union.variants {
        let is_only = union.variants.iter().filter(|other| other.type_ref == variant.type_ref).count() == 1;
        let (variant_name, held) = (ident(&variant.name), held(variant));
        if is_only {
            conversions.extend(quote! {
                impl From<#held> for #type_name {
                    fn from(value: #held) -> Self {
                        Self::#variant_name(value)
                    }
                }
            });
        }
    }
    conversions
}

fn tagged(api: &Api, name: &Name, union: &UnionType, tag: &str) -> TokenStream {
    let known = known_properties(api, union);
    let is_field = union.variants.iter().any(|variant| tag_field(api, variant, tag).is_some());
    let is_field = is_field.then(|| {
        quote!(
            const TAG_IS_FIELD: bool = true;
        )
    });
    let (type_name, unknown) = (ident(name), ident(&union.unknown));
    let names: Vec<_> = union.variants.iter().map(|variant| ident(&variant.name)).collect();
    let arms = union.variants.iter().map(|variant| {
        let (values, name, held) = (
            &variant.tags,
            ident(&variant.name),
            type_tokens(unboxed(&variant.type_ref), &TokenStream::new()),
        );
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
            fn read_variant<'de, A: ::serde::de::MapAccess<'de>>(
                tag: &str,
                fields: &mut crate::json::Fields<'de, A>,
                slot: &mut Option<Self>,
            ) -> Result<crate::json::Reading, A::Error> {
                match tag {
                    #(#arms)*
                    _ => fields.unknown(),
                }
            }

            fn unknown(value: ::serde_json::Value, reason: crate::json::Reason) -> Self {
                Self::#unknown(crate::Unknown::new(value, reason))
            }
        }

        impl crate::json::Json for #type_name {
            #known

            #[inline]
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                slot: &mut Option<Self>,
            ) -> Result<crate::json::Reading, D::Error> {
                crate::json::read_tagged(deserializer, slot)
            }

            #[inline]
            fn write<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#names(value) => value.write(serializer),)*
                    Self::#unknown(unknown) => unknown.write(serializer),
                }
            }
        }
    }
}

fn unboxed(type_ref: &TypeRef) -> &TypeRef {
    match type_ref {
        TypeRef::Boxed(inner) => inner,
        other => other,
    }
}

/// The properties that some variant has a place for, so that a union within a union is found by them.
fn known_properties(api: &Api, union: &UnionType) -> TokenStream {
    let mut properties = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![union];
    while let Some(union) = open.pop() {
        properties.extend(union.tag.as_deref());
        for variant in &union.variants {
            let TypeRef::Named(held) = unboxed(&variant.type_ref) else { continue };
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

fn untagged(api: &Api, name: &Name, union: &UnionType) -> TokenStream {
    let known = known_properties(api, union);
    let (type_name, unknown) = (ident(name), ident(&union.unknown));
    let names: Vec<_> = union.variants.iter().map(|variant| ident(&variant.name)).collect();
    let held = union.variants.iter().map(|variant| type_tokens(&variant.type_ref, &TokenStream::new()));
    quote! {
        impl crate::json::Json for #type_name {
            #known

            #[inline]
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                slot: &mut Option<Self>,
            ) -> Result<crate::json::Reading, D::Error> {
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

            #[inline]
            fn write<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(Self::#names(value) => value.write(serializer),)*
                    Self::#unknown(unknown) => unknown.write(serializer),
                }
            }
        }
    }
}
