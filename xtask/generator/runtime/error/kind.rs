//! The kind of a failed request, told by the types of the errors below reqwest's own, never by their texts.

#[cfg(not(target_arch = "wasm32"))]
use super::cause::chain;
#[cfg(target_arch = "wasm32")]
use super::fetch::FetchError;
use super::transport::TransportErrorKind;
#[cfg(not(target_arch = "wasm32"))]
use std::error::Error as StdError;

/// The kind of a failure; `exceeded` is the kind where a limit of time was reached.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn kind_of(error: &reqwest::Error, exceeded: TransportErrorKind) -> TransportErrorKind {
    if error.is_connect() {
        let refused = chain(error).any(is_refused_handshake);
        return if refused { TransportErrorKind::Tls } else { TransportErrorKind::Connect };
    }
    if chain(error).any(is_unprocessed) {
        TransportErrorKind::Unprocessed
    } else if error.is_timeout() {
        exceeded
    } else if chain(error).any(is_malformed) || is_compressed_wrongly(error) {
        TransportErrorKind::Malformed
    } else {
        TransportErrorKind::Interrupted
    }
}

/// The kind of a failure; `exceeded` is the kind where a limit of time was reached. A host does not say whether there was
/// a connection.
#[cfg(target_arch = "wasm32")]
pub(crate) fn kind_of(error: &FetchError, exceeded: TransportErrorKind) -> TransportErrorKind {
    match error {
        FetchError::TimedOut => exceeded,
        FetchError::Redirected => TransportErrorKind::Redirect,
        FetchError::Failed(_) => TransportErrorKind::Interrupted,
    }
}

/// Whether the two sides do not agree on TLS, which stays so: rustls hands that on as invalid data. A connection that
/// breaks while they talk is another matter.
#[cfg(not(target_arch = "wasm32"))]
fn is_refused_handshake(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "native-tls")]
    if error.is::<native_tls::Error>() {
        return !chain(error).any(|cause| cause.is::<std::io::Error>());
    }
    is_invalid_data(error)
}

#[cfg(not(target_arch = "wasm32"))]
fn is_invalid_data(error: &(dyn StdError + 'static)) -> bool {
    use std::io::ErrorKind::{InvalidData, InvalidInput};
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|error| matches!(error.kind(), InvalidData | InvalidInput))
}

/// Whether the request did not reach the service, or the server says that it left the request alone.
#[cfg(not(target_arch = "wasm32"))]
fn is_unprocessed(error: &(dyn StdError + 'static)) -> bool {
    // The streams that a GOAWAY fails are those which the server did not begin.
    #[cfg(feature = "http2")]
    if let Some(error) = error.downcast_ref::<h2::Error>() {
        let is_refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
        return error.is_remote() && (error.is_go_away() || is_refused);
    }
    // hyper calls a request canceled that it hands back before a byte of it was sent.
    error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_canceled)
}

/// Whether a body came as it should, and could not be decompressed.
#[cfg(not(target_arch = "wasm32"))]
fn is_compressed_wrongly(error: &reqwest::Error) -> bool {
    error.is_decode() && !chain(error).any(|cause| cause.is::<hyper::Error>())
}

/// Whether what came cannot be read as HTTP.
#[cfg(not(target_arch = "wasm32"))]
fn is_malformed(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "http2")]
    if error.downcast_ref::<h2::Error>().is_some_and(h2::Error::is_library) {
        return true;
    }
    error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse) || is_invalid_data(error)
}
