//! Bodies that are streams of items: JSON lines, and JSON text sequences.

// An API need not use all of it.
#![allow(dead_code)]

use crate::item_framing::ItemFraming;
use crate::json::{Body, Json};
use crate::request::Request;
use crate::upload::Upload;
#[cfg(not(target_arch = "wasm32"))]
use crate::{
    item_stream_source,
    upload_stream::{self, Progress, Source},
};
use bytes::Bytes;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// Items that are sent as the body of a request, each as JSON: a list, or what a stream or an iterator gives.
///
/// What a stream or an iterator gives is written while it is sent, and never held in memory as a whole. A list converts
/// into it, and so does an [`Upload`] that holds the items as they are sent, such as a file:
///
/// ```ignore
/// things.import(ItemUpload::iter((0..1_000_000).map(Thing::new))).send().await?;
/// things.import(Upload::file("things.jsonl")).send().await?;
/// ```
///
/// The time limit of a try holds for sending the body, too: raise [`timeout`](crate::Request::timeout) for long ones. A
/// call is tried again only where its items can be had again: lists, files, and what nothing was taken from.
///
/// In WebAssembly the items are a list, since not every host's `fetch` can send a stream.
pub struct ItemUpload<T> {
    content: Content,
    #[cfg(not(target_arch = "wasm32"))]
    progress: Option<Progress>,
    items: PhantomData<fn(T)>,
}

/// What the items are taken from.
#[derive(Clone)]
enum Content {
    /// As they are sent.
    Framed(Upload),
    /// The JSON texts of a list, or why they cannot be written.
    List(Arc<Result<Vec<Bytes>, String>>),
    /// A stream of JSON texts.
    #[cfg(not(target_arch = "wasm32"))]
    Read(Arc<dyn Source>),
}

/// An item as JSON. No line ends within it.
pub(crate) fn text<T: Json>(item: T) -> serde_json::Result<Bytes> {
    serde_json::to_vec(&Body(item)).map(Bytes::from)
}

impl<T> ItemUpload<T> {
    fn new(content: Content) -> Self {
        Self {
            content,
            #[cfg(not(target_arch = "wasm32"))]
            progress: None,
            items: PhantomData,
        }
    }

    /// The bytes that are sent.
    fn framed(&self, framing: ItemFraming) -> Result<Upload, String> {
        let upload = match &self.content {
            Content::Framed(upload) => upload.clone(),
            Content::List(texts) => {
                let mut bytes = Vec::new();
                for text in texts.as_ref().as_ref().map_err(String::clone)? {
                    framing.write(&mut bytes, text);
                }
                Upload::new(bytes)
            }
            #[cfg(not(target_arch = "wasm32"))]
            Content::Read(texts) => {
                Upload::from_source(item_stream_source::framed(Arc::clone(texts), framing))
            }
        };
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(progress) = self.progress.clone() {
            return Ok(upload.on_progress(move |sent, length| progress(sent, length)));
        }
        Ok(upload)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<T: Json + 'static> ItemUpload<T> {
    /// What an iterator gives, on the thread that sends it. It can be sent once only.
    pub fn iter<I>(items: I) -> Self
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: Send + 'static,
    {
        let mut items = items.into_iter();
        let texts = upload_stream::of_pieces(move || items.next().map(|item| Ok(text(item)?)));
        Self::new(Content::Read(upload_stream::once(texts)))
    }

    /// What a stream gives. It can be sent once only.
    pub fn stream(items: impl futures_core::Stream<Item = T> + Send + 'static) -> Self {
        let texts = item_stream_source::texts(items, |item| Ok(text(item)?));
        Self::new(Content::Read(upload_stream::once(texts)))
    }

    /// What a stream gives that can fail, and the call with it. It can be sent once only.
    pub fn try_stream(items: impl futures_core::Stream<Item = std::io::Result<T>> + Send + 'static) -> Self {
        let texts = item_stream_source::texts(items, |item| Ok(text(item?)?));
        Self::new(Content::Read(upload_stream::once(texts)))
    }

    /// What a function makes a stream of each time that the body is sent: so it can be tried again.
    pub fn again<S>(make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: futures_core::Stream<Item = T> + Send + 'static,
    {
        let texts = move || item_stream_source::texts(make(), |item| Ok(text(item)?));
        Self::new(Content::Read(upload_stream::made(texts)))
    }

    /// Sets what is told how many bytes have been handed to the connection, and how many there are where that is known. A
    /// call that is tried again begins at 0.
    #[must_use]
    pub fn on_progress(mut self, progress: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(progress));
        self
    }
}

impl<T: Json> From<Vec<T>> for ItemUpload<T> {
    fn from(items: Vec<T>) -> Self {
        let texts = items.into_iter().map(|item| text(item).map_err(|error| error.to_string()));
        Self::new(Content::List(Arc::new(texts.collect())))
    }
}

impl<T: Json, const N: usize> From<[T; N]> for ItemUpload<T> {
    fn from(items: [T; N]) -> Self {
        Vec::from(items).into()
    }
}

impl<T> From<Upload> for ItemUpload<T> {
    fn from(upload: Upload) -> Self {
        Self::new(Content::Framed(upload))
    }
}

impl<T> Clone for ItemUpload<T> {
    fn clone(&self) -> Self {
        Self {
            content: self.content.clone(),
            #[cfg(not(target_arch = "wasm32"))]
            progress: self.progress.clone(),
            items: PhantomData,
        }
    }
}

/// Items can be many, and hold what should stand in no log.
impl<T> fmt::Debug for ItemUpload<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemUpload").finish_non_exhaustive()
    }
}

impl<T> Request<T> {
    /// Sends items under a media type, if there are any.
    pub(crate) fn with_items<I>(
        self,
        media_type: &'static str,
        framing: ItemFraming,
        items: Option<ItemUpload<I>>,
    ) -> Self {
        match items.map(|items| items.framed(framing)).transpose() {
            Ok(upload) => self.with_upload(media_type, upload),
            Err(problem) => self.revised(|_| Err(problem)),
        }
    }
}
