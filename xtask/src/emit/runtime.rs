//! The runtime: support code that every generated crate carries, copied as it stands in `xtask/runtime`.

use super::File;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The runtime's files: their path below `src`, and their text.
macro_rules! runtime {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../runtime/src/", $path)))),*]
    };
}

const FILES: &[(&str, &str)] = runtime![
    "answer.rs",
    "authorization.rs",
    "base_url.rs",
    "blocking.rs",
    "body.rs",
    "builder.rs",
    "client.rs",
    "clock.rs",
    "connection.rs",
    "error/api.rs",
    "error/decode.rs",
    "error/mod.rs",
    "error/transport.rs",
    "exchange.rs",
    "json/additional.rs",
    "json/containers.rs",
    "json/early.rs",
    "json/edges.rs",
    "json/mod.rs",
    "json/object.rs",
    "json/reason.rs",
    "json/scalar.rs",
    "json/union.rs",
    "json/writer.rs",
    "mock_server.rs",
    "operation.rs",
    "options.rs",
    "pages.rs",
    "path.rs",
    "request.rs",
    "response.rs",
    "retry.rs",
    "retry_after.rs",
    "security.rs",
    "trace.rs",
    "unknown.rs",
];

/// The files as they are carried along.
pub(super) fn files<'a>() -> impl Iterator<Item = File<'a>> {
    FILES.iter().map(|(path, text)| File::text(format!("src/{path}"), || without_tests(text).to_owned()))
}

/// The modules that stand in the crate's root.
pub(super) fn modules() -> Vec<TokenStream> {
    let roots = FILES.iter().filter_map(|(path, _)| match path.split_once('/') {
        None => path.strip_suffix(".rs"),
        Some((module, "mod.rs")) => Some(module),
        Some(_) => None,
    });
    let declared = roots.map(|module| {
        let name = Ident::new(module, Span::call_site());
        match module {
            // A browser can neither wait nor serve.
            "blocking" => quote! {
                #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
                mod #name;
            },
            "mock_server" => quote! {
                #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
                mod #name;
            },
            _ => quote!(mod #name;),
        }
    });
    declared.collect()
}

/// The runtime is tested where it stands, under settings made for that; its tests stay there.
fn without_tests(text: &str) -> &str {
    text.split_once("\n#[cfg(test)]\n").map_or(text, |(code, _)| code)
}
