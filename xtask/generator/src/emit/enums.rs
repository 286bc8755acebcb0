//! Strings from a known set, which may grow.

use super::ident::{ident, word};
use super::{docs, sentences};
use crate::model::{EnumType, EnumValue, Name};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// What is said of a value: how it is written, and what the document says.
fn value_docs(value: &EnumValue) -> TokenStream {
    let written = format!("The string `{}`.", docs::code(&value.value));
    if value.description.is_empty() {
        return docs::lines(&written);
    }
    docs::lines(&format!("{written}\n\n{}", docs::escape(&value.description)))
}

/// An enum with a variant for any other string, and its conversions from and to text and JSON.
pub(super) fn definition(name: &Name, enumeration: &EnumType, derives: &[&str]) -> TokenStream {
    let derives = derives.iter().map(|name| word(name));
    let type_name = ident(name);
    let docs = docs::attributes(&enumeration.docs, &sentences::of_enum(enumeration));
    let other = ident(&enumeration.other);
    let values: Vec<_> = enumeration.values.iter().map(|value| value.value.as_str()).collect();
    let variants: Vec<_> = enumeration.values.iter().map(|value| ident(&value.name)).collect();
    let value_docs = enumeration.values.iter().map(value_docs);
    let (json, booleans) = (json(&type_name), enumeration.booleans().map(|both| booleans(&type_name, both)));
    quote! {
        #docs
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub enum #type_name {
            #(#value_docs #variants,)*
            /// Any other string: services add values at any time.
            #other(String),
        }

        impl #type_name {
            /// The string on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::#other(other) => other,
                }
            }
        }

        impl From<&str> for #type_name {
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#variants,)*
                    other => Self::#other(other.to_owned()),
                }
            }
        }

        impl From<String> for #type_name {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }

        impl ::std::fmt::Display for #type_name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #booleans
        #json
    }
}

/// What an enum has whose values are a boolean as text.
fn booleans(type_name: &Ident, [is, is_not]: [&EnumValue; 2]) -> TokenStream {
    let (is, is_not) = (ident(&is.name), ident(&is_not.name));
    quote! {
        impl #type_name {
            /// The boolean that the string stands for; `None` for another string.
            #[must_use]
            pub fn as_bool(&self) -> Option<bool> {
                match self {
                    Self::#is => Some(true),
                    Self::#is_not => Some(false),
                    _ => None,
                }
            }
        }

        impl From<bool> for #type_name {
            fn from(value: bool) -> Self {
                if value { Self::#is } else { Self::#is_not }
            }
        }
    }
}

/// How the enum is read from and written to JSON.
fn json(type_name: &Ident) -> TokenStream {
    quote! {
        impl crate::json::Scalar for #type_name {
            const EXPECTED: &'static str = "a string";

            fn from_text(value: &str) -> Option<Self> {
                Some(Self::from(value))
            }
        }

        impl crate::json::Json for #type_name {
            #[inline]
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                slot: &mut Option<Self>,
            ) -> Result<crate::json::Reading, D::Error> {
                crate::json::read_scalar(deserializer, slot)
            }

            #[inline]
            fn write<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        crate::json::implement_serde!(#type_name);
    }
}
