//! Answers that are files: read while they come, with their names, in part, and taken up again where they break off.

// An API need not use all of it.
#![allow(dead_code, unused_imports)]

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking_download;
mod content_range;
mod download_request;
mod file;
mod file_name;
mod resumption;

pub use download_request::DownloadRequest;
pub(crate) use download_request::download_ends;
pub use file::Download;

#[cfg(test)]
mod tests;
