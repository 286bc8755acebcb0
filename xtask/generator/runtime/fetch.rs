//! Requests by the host's `fetch`, in WebAssembly.
//!
//! reqwest's client lets the host follow redirects there, and a host sends all headers to wherever they point, but for
//! `Authorization`. So the request is handed to `fetch` here, with the order to follow none.

use crate::error::FetchError;
use crate::incoming::Incoming;
use bytes::Bytes;
use futures_core::Stream;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use reqwest::StatusCode;
use reqwest::header::{CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue};
use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_streams::ReadableStream;
use web_sys::{AbortController, Headers, RequestInit, RequestRedirect, ResponseType};

/// Sends a request. The time limit is one for the answer as a whole, its body included.
pub(crate) async fn execute(
    _: &reqwest::Client,
    request: reqwest::Request,
    timeout: Duration,
) -> Result<Incoming<Body>, FetchError> {
    let guard = Guard::new(timeout)?;
    let init = RequestInit::new();
    init.set_method(request.method().as_str());
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(Some(&guard.controller.signal()));
    init.set_headers(&headers_of(&request)?.into());
    if let Some(body) = request.body().and_then(reqwest::Body::as_bytes).filter(|body| !body.is_empty()) {
        init.set_body(&Uint8Array::from(body));
    }
    let sent = web_sys::Request::new_with_str_and_init(request.url().as_str(), &init)?;
    let fetch: Function = Reflect::get(&js_sys::global(), &"fetch".into())?.dyn_into()?;
    let answer: Promise = fetch.call1(&JsValue::UNDEFINED, &sent)?.dyn_into()?;
    let answer = JsFuture::from(answer).await.map_err(|thrown| guard.error(thrown))?;
    let answer: web_sys::Response = answer.dyn_into()?;
    if answer.type_() == ResponseType::Opaqueredirect {
        return Err(FetchError::Redirected);
    }
    let status = StatusCode::from_u16(answer.status())
        .map_err(|_| FetchError::Failed(format!("the status {} is none of HTTP", answer.status())))?;
    let headers = headers_from(&answer.headers())?;
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    let stream = answer.body().map(|body| ReadableStream::from_raw(body).into_stream());
    Ok(Incoming { status, headers, announced, body: Body { stream, guard } })
}

fn headers_of(request: &reqwest::Request) -> Result<Headers, FetchError> {
    let headers = Headers::new()?;
    for (name, value) in request.headers() {
        let value = value.to_str().map_err(|_| FetchError::Failed(format!("`{name}` is no text")))?;
        headers.append(name.as_str(), value)?;
    }
    Ok(headers)
}

/// The headers of an answer. One that Rust's types do not allow is left out.
fn headers_from(headers: &Headers) -> Result<HeaderMap, FetchError> {
    let mut read = HeaderMap::new();
    for entry in headers.entries() {
        let entry: Array = entry?.dyn_into()?;
        let (name, value) = (entry.get(0).as_string(), entry.get(1).as_string());
        let (Some(name), Some(value)) = (name, value) else { continue };
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(&value)) {
            read.append(name, value);
        }
    }
    Ok(read)
}

/// The body of an answer, as it comes.
pub(crate) struct Body {
    /// `None` where there is none.
    stream: Option<wasm_streams::readable::IntoStream<'static>>,
    guard: Guard,
}

impl Stream for Body {
    type Item = Result<Bytes, FetchError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { stream, guard } = &mut *self;
        let Some(stream) = stream else { return Poll::Ready(None) };
        Poll::Ready(match ready!(Pin::new(stream).poll_next(context)) {
            Some(Ok(chunk)) => Some(Ok(Uint8Array::new(&chunk).to_vec().into())),
            Some(Err(thrown)) => Some(Err(guard.error(thrown))),
            None => None,
        })
    }
}

/// Ends the request when its time is over, and when nobody waits for it any longer.
struct Guard {
    controller: AbortController,
    timed_out: Rc<Cell<bool>>,
    _timer: Option<Timeout>,
}

impl Guard {
    fn new(timeout: Duration) -> Result<Self, FetchError> {
        let (controller, timed_out) = (AbortController::new()?, Rc::new(Cell::new(false)));
        let (aborted, marked) = (controller.clone(), Rc::clone(&timed_out));
        // A longer time than timers count, some weeks, is none.
        let milliseconds = i32::try_from(timeout.as_millis()).ok().and_then(|time| u32::try_from(time).ok());
        let timer = milliseconds.map(|milliseconds| {
            Timeout::new(milliseconds, move || {
                marked.set(true);
                aborted.abort();
            })
        });
        Ok(Self { controller, timed_out, _timer: timer })
    }

    /// The error for what `fetch` threw: a timeout, if the time was over.
    fn error(&self, thrown: JsValue) -> FetchError {
        if self.timed_out.get() { FetchError::TimedOut } else { thrown.into() }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.controller.abort();
    }
}
