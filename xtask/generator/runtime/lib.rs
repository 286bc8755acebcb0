//! Support code that every generated crate carries. It is compiled, linted and tested here as a crate of its own, and
//! copied into `generated/src` as it is; only this file and `settings.rs`, whose place the generated ones take, stay here.

// What only generated code uses is unused here.
#![allow(dead_code, unused_imports, unused_macros)]

mod answer;
mod answer_forms;
mod answer_headers;
mod base_url;
mod basic;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking;
mod body_source;
mod box_future;
mod builder;
mod call;
mod client;
mod client_credentials;
mod clock;
mod connection;
mod deadline;
mod download;
mod envelope;
mod error;
#[cfg(target_arch = "wasm32")]
mod fetch;
mod form;
pub mod formats;
#[cfg(feature = "graph")]
pub mod graph;
mod header_parameters;
mod http_client;
mod incoming;
mod item_framing;
#[cfg(not(target_arch = "wasm32"))]
mod item_stream_source;
mod item_upload;
mod json;
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
mod mock_server;
mod next_page;
mod numbers;
mod one_try;
mod opened;
mod operation;
mod operation_server;
mod options;
mod pages;
mod part;
mod path;
mod request;
mod request_body;
mod response;
mod response_body;
mod retry;
mod retry_after;
mod secrets;
mod security_scheme;
mod settings;
mod span;
mod stream;
mod style;
mod timer;
mod token_provider;
mod token_source;
mod tuple;
mod unknown;
mod upload;
mod upload_request;
#[cfg(not(target_arch = "wasm32"))]
mod upload_stream;

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub use blocking::Blocking;
pub use builder::ClientBuilder;
pub use client::Client;
pub use client_credentials::ClientCredentials;
pub use download::{Download, DownloadRequest};
pub use error::{
    ApiError, ApiErrorKind, DecodeError, Error, ErrorDetail, TransportError, TransportErrorKind,
};
#[cfg(feature = "graph")]
pub use graph::Graph;
pub use item_upload::ItemUpload;
pub use json::{AdditionalProperties, JsonObject};
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
pub use mock_server::{CallCount, MockServer, When};
pub use numbers::{IntoInteger, IntoMilliseconds, IntoSeconds};
pub use pages::{Entries, Pages, Paginated};
pub use part::Part;
pub use request::Request;
pub use response::Response;
pub use retry::RetryPolicy;
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
pub use stream::WhenStream;
pub use stream::{BodyPart, Event, ItemStream, StreamRequest};
pub use token_provider::{AccessToken, TokenError, TokenFuture, TokenProvider};
pub use tuple::{Optional, Tuple};
pub use unknown::Unknown;
pub use upload::Upload;
