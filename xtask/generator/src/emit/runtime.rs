//! The runtime: support code that is copied from `xtask/runtime` into every generated crate.

use super::file::File;
use crate::model::items::{BodyPlan, Crate};
use crate::model::{BodyKind, Operation, Parameter, Place, Serialization};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The runtime's files: their path below `src`, and their text.
macro_rules! runtime {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../runtime/", $path)))),*]
    };
}

const FILES: &[(&str, &str)] = runtime![
    "answer.rs",
    "base_url.rs",
    "basic.rs",
    "blocking.rs",
    "builder.rs",
    "call.rs",
    "client.rs",
    "clock.rs",
    "connection.rs",
    "deadline.rs",
    "envelope.rs",
    "error/api.rs",
    "error/cause.rs",
    "error/decode.rs",
    "error/fetch.rs",
    "error/kind.rs",
    "error/mod.rs",
    "error/transport.rs",
    "fetch.rs",
    "form.rs",
    "graph/change.rs",
    "graph/check.rs",
    "graph/differences.rs",
    "graph/dot.rs",
    "graph/element.rs",
    "graph/mermaid.rs",
    "graph/mod.rs",
    "graph/nodes.rs",
    "graph/problem.rs",
    "graph/shares.rs",
    "graph/svg.rs",
    "http_client.rs",
    "incoming.rs",
    "json/additional.rs",
    "json/containers.rs",
    "json/document.rs",
    "json/early.rs",
    "json/edges.rs",
    "json/entries.rs",
    "json/fields.rs",
    "json/free_form.rs",
    "json/judge.rs",
    "json/misfit.rs",
    "json/mod.rs",
    "json/object.rs",
    "json/property_name.rs",
    "json/reason.rs",
    "json/scalar.rs",
    "json/schema.rs",
    "json/typed.rs",
    "json/union.rs",
    "json/writer.rs",
    "mock_server/call_count.rs",
    "mock_server/expectation.rs",
    "mock_server/mod.rs",
    "mock_server/told.rs",
    "mock_server/when.rs",
    "numbers.rs",
    "one_try.rs",
    "operation.rs",
    "options.rs",
    "pages.rs",
    "path.rs",
    "request.rs",
    "request_body.rs",
    "response.rs",
    "response_body.rs",
    "retry.rs",
    "retry_after.rs",
    "secrets.rs",
    "security_scheme.rs",
    "span.rs",
    "stream/blocking_items.rs",
    "stream/codec.rs",
    "stream/event.rs",
    "stream/events.rs",
    "stream/item.rs",
    "stream/item_stream.rs",
    "stream/mod.rs",
    "stream/opened.rs",
    "stream/reconnects.rs",
    "stream/stream_request.rs",
    "stream/texts.rs",
    "stream/timer.rs",
    "style.rs",
    "tuple.rs",
    "unknown.rs",
];

/// The files that are copied.
pub(super) fn files<'a>(made: &Crate) -> impl Iterator<Item = File<'a>> {
    carried(made).map(|(path, text)| File::text(format!("src/{path}"), || without_tests(text).to_owned()))
}

/// The files that this API needs.
fn carried(made: &Crate) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    // Forms are such bodies, and need styles.
    let (bodies, styles, graphs) = (has_own_bodies(made), has_styles(made), made.api.has_graphs());
    let streams = has_streams(made);
    let basic = made.api.security.has_basic();
    let tuples = made.api.has_tuples();
    FILES.iter().filter(move |(path, _)| match *path {
        "form.rs" | "request_body.rs" => bodies,
        "style.rs" => styles || bodies,
        "basic.rs" => basic,
        "tuple.rs" => tuples,
        path if path.starts_with("graph/") => graphs,
        path if path.starts_with("stream/") => streams,
        _ => true,
    })
}

/// Whether a request is a form.
pub(super) fn has_forms(made: &Crate) -> bool {
    let mut bodies = operations(made).filter_map(|operation| operation.body.as_ref());
    bodies.any(|body| matches!(body.kind, BodyKind::Form(_)))
}

/// Whether an answer is a stream.
pub(super) fn has_streams(made: &Crate) -> bool {
    operations(made).any(|operation| operation.success.streamed.is_some())
}

/// Whether the body of a request is written by the runtime.
fn has_own_bodies(made: &Crate) -> bool {
    let mut plans = made.groups.iter().flat_map(|group| &group.operations).map(|item| &item.request.body);
    plans.any(|plan| matches!(plan, Some(BodyPlan { is_transported: false, .. })))
}

/// Whether a parameter is written in a way that progenitor does not support.
fn has_styles(made: &Crate) -> bool {
    let is_styled = |parameter: &Parameter| {
        parameter.serialization != Serialization::Plain || parameter.place == Place::Cookie
    };
    operations(made).flat_map(|operation| &operation.parameters).any(is_styled)
}

fn operations(made: &Crate) -> impl Iterator<Item = &Operation> {
    made.api.groups.iter().flat_map(|group| &group.operations)
}

/// The modules of the crate's root.
pub(super) fn modules(made: &Crate) -> Vec<TokenStream> {
    let roots = carried(made).filter_map(|(path, _)| match path.split_once('/') {
        None => path.strip_suffix(".rs"),
        Some((module, "mod.rs")) => Some(module),
        Some(_) => None,
    });
    let declared = roots.map(|module| {
        let name = Ident::new(module, Span::call_site());
        match module {
            // A browser can neither block nor run a server.
            "blocking" => quote! {
                #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
                mod #name;
            },
            "graph" => quote! {
                #[cfg(feature = "graph")]
                pub mod #name;
            },
            "mock_server" => quote! {
                #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
                mod #name;
            },
            "fetch" => quote! {
                #[cfg(target_arch = "wasm32")]
                mod #name;
            },
            _ => quote!(mod #name;),
        }
    });
    declared.collect()
}

/// The text without its tests, which run only in `xtask/runtime`.
fn without_tests(text: &str) -> &str {
    text.split_once("\n#[cfg(test)]\n").map_or(text, |(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_rust_without_its_tests() {
        for (path, text) in FILES {
            let problem = syn::parse_file(without_tests(text)).err();
            assert!(problem.is_none(), "{path}: {problem:?}");
            assert!(!without_tests(text).contains("mod tests"), "{path}");
        }
    }
}
