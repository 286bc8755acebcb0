//! The runtime: support code that is copied from `xtask/generator/runtime` into every generated crate.

use super::file::File;
use super::formats;
use super::needs::Needs;
use crate::model::items::Crate;
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
    "answer_forms.rs",
    "answer_headers.rs",
    "base_url.rs",
    "basic.rs",
    "blocking.rs",
    "body_source.rs",
    "box_future.rs",
    "builder.rs",
    "call.rs",
    "client.rs",
    "client_credentials.rs",
    "clock.rs",
    "connection.rs",
    "deadline.rs",
    "download/blocking_download.rs",
    "download/content_range.rs",
    "download/download_request.rs",
    "download/file.rs",
    "download/file_name.rs",
    "download/mod.rs",
    "download/resumption.rs",
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
    "formats/base64.rs",
    "formats/date.rs",
    "formats/date_time.rs",
    "formats/duration.rs",
    "formats/email.rs",
    "formats/ipv4.rs",
    "formats/ipv6.rs",
    "formats/text.rs",
    "formats/time.rs",
    "formats/uri.rs",
    "formats/uuid.rs",
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
    "header_parameters.rs",
    "http_client.rs",
    "incoming.rs",
    "item_framing.rs",
    "item_stream_source.rs",
    "item_upload.rs",
    "json/additional.rs",
    "json/containers.rs",
    "json/document.rs",
    "json/early.rs",
    "json/edges.rs",
    "json/entries.rs",
    "json/fields.rs",
    "json/found.rs",
    "json/free_form.rs",
    "json/judge.rs",
    "json/misfit.rs",
    "json/mod.rs",
    "json/number.rs",
    "json/object.rs",
    "json/open_enum.rs",
    "json/others.rs",
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
    "next_page.rs",
    "numbers.rs",
    "one_try.rs",
    "opened.rs",
    "operation.rs",
    "operation_server.rs",
    "options.rs",
    "pages.rs",
    "part.rs",
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
    "stream/body_part.rs",
    "stream/codec.rs",
    "stream/event.rs",
    "stream/events.rs",
    "stream/framing.rs",
    "stream/item.rs",
    "stream/item_stream.rs",
    "stream/mod.rs",
    "stream/parts.rs",
    "stream/reconnects.rs",
    "stream/stream_request.rs",
    "stream/texts.rs",
    "stream/when_stream.rs",
    "stream/write.rs",
    "style.rs",
    "timer.rs",
    "token_provider.rs",
    "token_source.rs",
    "tuple.rs",
    "unknown.rs",
    "upload.rs",
    "upload_request.rs",
    "upload_stream.rs",
];

/// The files that are copied.
pub(super) fn files<'a>(made: &Crate) -> impl Iterator<Item = File<'a>> {
    carried(made).map(|(path, text)| File::text(format!("src/{path}"), || without_tests(text).to_owned()))
}

/// The files that this API needs.
fn carried(made: &Crate) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let (needs, used) = (Needs::of(made), made.api.formats());
    FILES.iter().filter(move |(path, _)| match path.starts_with("formats/") {
        true => formats::is_carried(path, &used),
        false => needs.has(path),
    })
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
            "item_stream_source" | "upload_stream" => quote! {
                #[cfg(not(target_arch = "wasm32"))]
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
