//! The attributes that compile code only with some Cargo features.

use crate::model::items::Condition;
use proc_macro2::TokenStream;
use quote::quote;

/// The attribute for a condition; nothing for [`Condition::Always`].
pub(super) fn attribute(condition: &Condition) -> TokenStream {
    match condition {
        Condition::Always => TokenStream::new(),
        Condition::Feature(feature) => quote!(#[cfg(feature = #feature)]),
        Condition::AnyOf(features) => quote!(#[cfg(any(#(feature = #features),*))]),
    }
}
