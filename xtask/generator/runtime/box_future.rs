//! Futures in boxes.

use std::pin::Pin;

/// A future that is `Send` wherever there are threads.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// A future that is `Send` wherever there are threads.
#[cfg(target_arch = "wasm32")]
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;
