//! Cargo features: one for each group of operations, where the crate is parted into groups.
//!
//! What one group alone uses stands in the group's own module; what several use is compiled where one of them is.

use crate::model::{Api, Name};
use proc_macro2::TokenStream;
use quote::quote;

/// The features that every crate has; a group that is called like one of them gets a longer name.
const OF_EVERY_CRATE: &[&str] =
    &["blocking", "default", "full", "mock", "native-tls", "rustls", "stream", "tracing"];

/// The feature of a group.
pub(super) fn name(accessor: &Name) -> String {
    let name = accessor.as_str().trim_matches('_').replace('_', "-");
    if OF_EVERY_CRATE.contains(&name.as_str()) { format!("{name}-operations") } else { name }
}

/// The attribute for what belongs to one group; nothing where the crate is not parted.
pub(super) fn of_group(api: &Api, accessor: &Name) -> TokenStream {
    if !api.group_features {
        return TokenStream::new();
    }
    let feature = name(accessor);
    quote!(#[cfg(feature = #feature)])
}

/// The attribute for what several groups use; nothing where all do, or where the crate is not parted. What no operation
/// leads to is compiled where everything is.
pub(super) fn of_shared(api: &Api, type_name: &Name) -> TokenStream {
    match api.users.get(type_name) {
        _ if !api.group_features => TokenStream::new(),
        None => quote!(#[cfg(feature = "full")]),
        Some(users) if users.len() == api.groups.len() => TokenStream::new(),
        Some(users) => {
            let features = users.iter().map(name);
            quote!(#[cfg(any(#(feature = #features),*))])
        }
    }
}
