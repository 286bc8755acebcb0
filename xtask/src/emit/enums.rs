//! Strings from a known set, which may grow.

use super::docs;
use super::ident::{ident, word};
use crate::model::{EnumType, Name};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// An enum with a variant for any other string, and its conversions from and to text and JSON.
pub(super) fn definition(name: &Name, enumeration: &EnumType, derives: &[&str]) -> TokenStream {
    let derives = derives.iter().map(|name| word(name));
    let type_name = ident(name);
    let docs = docs::attributes(&enumeration.docs, &format!("The values of `{name}`."));
    let other = ident(&enumeration.other);
    let values: Vec<_> = enumeration.values.iter().map(|value| value.value.as_str()).collect();
    let variants: Vec<_> = enumeration.values.iter().map(|value| ident(&value.name)).collect();
    let value_docs = values.iter().map(|value| docs::lines(&format!("The string `{}`.", docs::code(value))));
    let json = json(&type_name);
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

        #json
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
