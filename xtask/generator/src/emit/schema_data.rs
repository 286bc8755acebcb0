//! Prints what the document says of values, by which the variants of a union are told apart.

use super::ident::{ident, word};
use crate::model::{Api, Constant, Keyword, Name, Property, Schema};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Number;

/// The schema of a type, where a union needs it.
pub(super) fn of_type(api: &Api, name: &Name) -> Option<TokenStream> {
    let schema = constructor(&api.schemas.get(name)?.schema);
    let type_name = ident(name);
    Some(quote! {
        impl crate::json::Described for #type_name {
            fn schema() -> &'static crate::json::Schema {
                use crate::json;
                static SCHEMA: json::Schema = #schema;
                &SCHEMA
            }
        }
    })
}

fn constructor(schema: &Schema) -> TokenStream {
    let plain = |name: &str| {
        let name = word(name);
        quote!(json::Schema::#name)
    };
    let of_one = |name: &str, inner: &Schema| {
        let (name, inner) = (word(name), constructor(inner));
        quote!(json::Schema::#name(&#inner))
    };
    match schema {
        Schema::Any => plain("Any"),
        Schema::Null => plain("Null"),
        Schema::Boolean => plain("Boolean"),
        Schema::Integer => plain("Integer"),
        Schema::Number => plain("Number"),
        Schema::String => plain("String"),
        Schema::Array(item) => of_one("Array", item),
        Schema::Tuple(items, rest) => {
            let (items, rest) = (items.iter().map(constructor), constructor(rest));
            quote!(json::Schema::Tuple(&[#(#items),*], &#rest))
        }
        Schema::Map(value) => of_one("Map", value),
        Schema::Object { properties, others } => {
            let properties = properties.iter().map(property);
            let others = constructor(others);
            quote!(json::Schema::Object(&[#(#properties),*], &#others))
        }
        Schema::Union(variants) => {
            let variants = variants.iter().map(constructor);
            quote!(json::Schema::Union(&[#(#variants),*]))
        }
        Schema::OneOf(variants) => {
            let variants = variants.iter().map(constructor);
            quote!(json::Schema::OneOf(&[#(#variants),*]))
        }
        Schema::Discriminated { property, names, variants } => {
            let names = names.iter().map(discriminated);
            let variants = variants.iter().map(constructor);
            quote!(json::Schema::Discriminated(#property, &[#(#names),*], &[#(#variants),*]))
        }
        Schema::Nullable(inner) => of_one("Nullable", inner),
        Schema::Tag(value) => {
            let value = constant(value);
            quote!(json::Schema::Tag(#value))
        }
        Schema::Of(name) => {
            let name = ident(name);
            quote!(json::Schema::Of(<#name as json::Described>::schema))
        }
        Schema::With(inner, keywords) => {
            let (inner, keywords) = (constructor(inner), keywords.iter().map(keyword));
            quote!(json::Schema::With(&#inner, &[#(#keywords),*]))
        }
    }
}

/// A value of a discriminator, and the alternative that it stands for.
fn discriminated((name, index): &(Option<String>, usize)) -> TokenStream {
    let index = Literal::usize_unsuffixed(*index);
    match name {
        Some(name) => quote!((Some(#name), #index)),
        None => quote!((None, #index)),
    }
}

fn property(Property { name, required, schema }: &Property) -> TokenStream {
    let schema = constructor(schema);
    quote!((#name, #required, #schema))
}

fn keyword(keyword: &Keyword) -> TokenStream {
    let bound = |name: &str, bound: &Number| {
        let (name, bound) = (word(name), float(bound));
        quote!(json::Keyword::#name(#bound))
    };
    let count = |name: &str, count: &usize| {
        let (name, count) = (word(name), Literal::usize_unsuffixed(*count));
        quote!(json::Keyword::#name(#count))
    };
    let names = |name: &str, names: &[String]| {
        let name = word(name);
        quote!(json::Keyword::#name(&[#(#names),*]))
    };
    let lists = |name: &str, lists: &[Vec<String>]| {
        let name = word(name);
        let lists = lists.iter().map(|names| quote!(&[#(#names),*]));
        quote!(json::Keyword::#name(&[#(#lists),*]))
    };
    match keyword {
        Keyword::Enum(values) => {
            let values = values.iter().map(constant);
            quote!(json::Keyword::Enum(&[#(#values),*]))
        }
        Keyword::Minimum(number) => bound("Minimum", number),
        Keyword::Maximum(number) => bound("Maximum", number),
        Keyword::ExclusiveMinimum(number) => bound("ExclusiveMinimum", number),
        Keyword::ExclusiveMaximum(number) => bound("ExclusiveMaximum", number),
        Keyword::MultipleOf(number) => bound("MultipleOf", number),
        Keyword::MinLength(least) => count("MinLength", least),
        Keyword::MaxLength(most) => count("MaxLength", most),
        Keyword::MinItems(least) => count("MinItems", least),
        Keyword::MaxItems(most) => count("MaxItems", most),
        Keyword::UniqueItems => quote!(json::Keyword::UniqueItems),
        Keyword::MinProperties(least) => count("MinProperties", least),
        Keyword::MaxProperties(most) => count("MaxProperties", most),
        Keyword::Only(listed) => names("Only", listed),
        Keyword::NotAll(listed) => names("NotAll", listed),
        Keyword::AnyRequired(listed) => lists("AnyRequired", listed),
        Keyword::OneRequired(listed) => lists("OneRequired", listed),
    }
}

/// A value that the document lists, as the crate knows it.
fn constant(constant: &Constant) -> TokenStream {
    constant_text(constant).parse().unwrap_or_default()
}

/// The same, as text, in a module that has `json`.
pub(super) fn constant_text(constant: &Constant) -> String {
    match constant {
        Constant::Boolean(value) => format!("json::Constant::Boolean({value})"),
        Constant::String(value) => format!("json::Constant::String({})", Literal::string(value)),
        Constant::Number(number) => {
            let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
            match whole {
                Some(whole) => format!("json::Constant::Integer({whole})"),
                None => format!("json::Constant::Number({})", float(number)),
            }
        }
    }
}

/// A number with its sign as a token of its own, as in source code.
fn float(number: &Number) -> TokenStream {
    let value = number.as_f64().unwrap_or_default();
    let (sign, value) = (minus(value < 0.0), Literal::f64_unsuffixed(value.abs()));
    quote!(#sign #value)
}

fn minus(is_negative: bool) -> Option<TokenStream> {
    is_negative.then(|| quote!(-))
}
