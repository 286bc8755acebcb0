//! What the host's `fetch` says in WebAssembly when there is no answer.

use js_sys::Reflect;
use std::error::Error as StdError;
use std::fmt;
use wasm_bindgen::JsValue;

/// Why there is no answer, or no more of it.
#[derive(Debug)]
pub(crate) enum FetchError {
    /// It took longer than it may.
    TimedOut,
    /// The answer is a redirect, and the host does not show it.
    Redirected,
    /// What the host says.
    Failed(String),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TimedOut => "it timed out",
            Self::Redirected => "the host does not show where to",
            Self::Failed(what) => what,
        })
    }
}

impl FetchError {
    pub(crate) fn is_timeout(&self) -> bool {
        matches!(self, Self::TimedOut)
    }
}

impl StdError for FetchError {}

impl From<JsValue> for FetchError {
    fn from(thrown: JsValue) -> Self {
        let text = |name: &str, value: &JsValue| Reflect::get(value, &name.into()).ok()?.as_string();
        let message = text("message", &thrown).or_else(|| thrown.as_string());
        // Node.js says what happened in the cause alone.
        let cause = Reflect::get(&thrown, &"cause".into()).ok().and_then(|cause| text("message", &cause));
        let messages: Vec<String> =
            message.into_iter().chain(cause).filter(|text| !text.is_empty()).collect();
        Self::Failed(if messages.is_empty() {
            "the host does not say why".to_owned()
        } else {
            messages.join(": ")
        })
    }
}
