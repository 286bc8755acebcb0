//! One of several types, chosen by a tag or by trying each.

use super::constructors::Returned;
use super::ident::{ident, word};
use super::type_ref::{HERE, Twice, allow_many, converted, declared, type_here};
use super::{docs, edges, graph_rules, sentences, union_json, variant_accessors};
use crate::model::items::{Crate, Function, KindSource, TypeItem, UnionConstructor, UnionItem};
use crate::model::{Name, Presence, TypeRef, UnionType, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// A union with a variant for values that fit no other, and its JSON code.
pub(super) fn definition(
    made: &Crate,
    name: &Name,
    union: &UnionType,
    (item, offered): (&TypeItem, &UnionItem),
) -> TokenStream {
    let declared = declaration(made, name, union, &item.derives);
    let functions = functions(made, name, union, offered);
    let variants = offered.conversions.iter().filter_map(|index| union.variants.get(*index));
    let conversions = variants.map(|variant| conversion(name, variant));
    let json = union_json::json(made, name, union);
    let graph = graph_rules::implementation(&made.api, name, union, offered);
    quote! { #declared #functions #(#conversions)* #graph #json }
}

fn declaration(made: &Crate, name: &Name, union: &UnionType, derives: &[&str]) -> TokenStream {
    let type_name = ident(name);
    let docs = docs::attributes(&union.docs, &sentences::of_union(union));
    let variants = union.variants.iter().map(|variant| {
        let (name, held) = (ident(&variant.name), type_here(&variant.type_ref));
        let docs = variant_docs(made, union, variant);
        quote! { #docs #name(#held), }
    });
    let unknown = ident(&union.unknown);
    let derives = derives.iter().map(|name| word(name));
    quote! {
        #docs
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub enum #type_name {
            #(#variants)*
            /// Anything else, kept whole and written back as it came: a kind that this version of the crate does not
            /// know, or a value that does not fit its kind's schema.
            #unknown(crate::Unknown),
        }
    }
}

/// What a variant is for, as far as the type says that it holds, and what tells it apart.
fn variant_docs(made: &Crate, union: &UnionType, variant: &Variant) -> TokenStream {
    let told = match (&union.tag, &variant.tags[..]) {
        (Some(tag), [_, ..]) => {
            let values: Vec<String> =
                variant.tags.iter().map(|value| format!("`{}`", docs::code(value))).collect();
            format!("`{}` is {}.", docs::code(tag), values.join(" or "))
        }
        _ => format!("The form `{}`.", variant.name),
    };
    let held = match variant.type_ref.unboxed() {
        TypeRef::Named(held) => made.api.types.get(held).map(|held| &held.docs().text),
        _ => None,
    };
    let meaning = held.map(|text| docs::escape(sentences::first_paragraph(text))).unwrap_or_default();
    docs::lines(&match meaning.is_empty() {
        true => told,
        false => format!("{meaning}\n\n{told}"),
    })
}

/// The constructors of variants, and the methods of all variants.
fn functions(made: &Crate, name: &Name, union: &UnionType, offered: &UnionItem) -> TokenStream {
    let type_name = ident(name);
    let constructors = offered.constructors.iter().map(|made| constructor(union, made));
    let id = union.id.as_ref().map(|id| id_accessor(union, id));
    let kind = union.tag.as_ref().zip(offered.kind.as_ref());
    let kind = kind.map(|(tag, sources)| kind_accessor(union, tag, sources));
    let accessors = variant_accessors::of_union(union, &offered.accessors);
    let edges = edges::of_union(&made.api, union);
    quote! {
        impl #type_name {
            #(#constructors)*
            #id
            #kind
            #accessors
            #edges
        }
    }
}

fn constructor(union: &UnionType, made: &UnionConstructor) -> TokenStream {
    let Some(variant) = union.variants.get(made.variant) else { return TokenStream::new() };
    let Function { name, arguments } = &made.function;
    let (method, variant, holds) = (ident(name), ident(&variant.name), ident(&made.holds));
    let docs = docs::lines(&format!("Makes the variant [`{holds}`] from what it must have."));
    let allowed = allow_many(arguments.len());
    let returned = Returned { is_fallible: made.function.is_fallible() };
    let value = match (made.takes_value, arguments.as_slice()) {
        (true, [value]) => converted(value, Twice::Returned),
        _ => {
            let passed = arguments.iter().map(|argument| ident(&argument.name));
            let refused = returned.is_fallible.then(|| quote!(?));
            quote!(#holds::new(#(#passed),*) #refused)
        }
    };
    let (attributes, returns) = (returned.attributes(), returned.text());
    let result = returned.wrap(&quote!(Self::#variant(#value)));
    let arguments = arguments.iter().map(|argument| declared(argument, HERE));
    quote! {
        #docs
        #attributes
        #allowed
        pub fn #method(#(#arguments),*) -> #returns {
            #result
        }
    }
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

fn kind_accessor(union: &UnionType, tag: &str, sources: &[KindSource]) -> TokenStream {
    let arms = union.variants.iter().zip(sources).map(|(variant, source)| {
        let name = ident(&variant.name);
        match source {
            KindSource::Constant(value) => quote!(Self::#name(_) => Some(#value),),
            KindSource::Field(field, presence) => {
                let field = ident(field);
                match presence {
                    Presence::Required => quote!(Self::#name(value) => Some(&value.#field),),
                    Presence::Optional => quote!(Self::#name(value) => value.#field.as_deref(),),
                }
            }
        }
    });
    let unknown = ident(&union.unknown);
    let docs = docs::lines(&format!(
        "The kind of the value, which stands in `{}` on the wire; `None` for an unknown one that has no such string.",
        docs::code(tag)
    ));
    quote! {
        #docs
        #[must_use]
        pub fn kind(&self) -> Option<&str> {
            match self {
                #(#arms)*
                Self::#unknown(unknown) => unknown.text(#tag),
            }
        }
    }
}

/// `From` for the type that a variant holds.
fn conversion(name: &Name, variant: &Variant) -> TokenStream {
    let (type_name, variant_name, held) = (ident(name), ident(&variant.name), type_here(&variant.type_ref));
    quote! {
        impl From<#held> for #type_name {
            fn from(value: #held) -> Self {
                Self::#variant_name(value)
            }
        }
    }
}
