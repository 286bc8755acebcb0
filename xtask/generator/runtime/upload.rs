//! Bodies that are bytes: in memory, or read while they are sent.

// An API need not use all of it.
#![allow(dead_code)]

#[cfg(not(target_arch = "wasm32"))]
use crate::upload_stream::{self, ByteStream, Progress, Source};
use bytes::Bytes;
use std::fmt;
#[cfg(not(target_arch = "wasm32"))]
use std::{path::PathBuf, sync::Arc};

/// What is sent as the body of a request, or as a part of a form: bytes in memory, a file, or anything that can be read.
///
/// Bytes and text convert into it as they are. A file, a reader or a stream is read while it is sent, and never held in
/// memory as a whole:
///
/// ```ignore
/// Upload::file("video.mp4").on_progress(|sent, length| println!("{sent} of {length:?}"))
/// ```
///
/// The time limit of a try holds for sending the body, too: raise [`timeout`](crate::Request::timeout) for long ones. A
/// call is tried again only where its body can be read again: bytes, files, and readers that nothing was read from.
///
/// In WebAssembly a body is bytes in memory, since not every host's `fetch` can send a stream.
#[derive(Clone)]
pub struct Upload {
    content: Content,
    length: Option<u64>,
    #[cfg(not(target_arch = "wasm32"))]
    progress: Option<Progress>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    #[cfg(not(target_arch = "wasm32"))]
    Read(Arc<dyn Source>),
}

impl Upload {
    /// Bytes in memory.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let length = Some(bytes.len() as u64);
        Self {
            content: Content::Bytes(bytes),
            length,
            #[cfg(not(target_arch = "wasm32"))]
            progress: None,
        }
    }

    /// The bytes, where they are in memory and nobody wants to know how far they are sent.
    pub(crate) fn in_memory(&self) -> Option<&Bytes> {
        match &self.content {
            #[cfg(not(target_arch = "wasm32"))]
            _ if self.progress.is_some() => None,
            Content::Bytes(bytes) => Some(bytes),
            #[cfg(not(target_arch = "wasm32"))]
            Content::Read(_) => None,
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Upload {
    /// A file, which is opened each time that it is sent. One that cannot be read is an
    /// [`Error::InvalidRequest`](crate::Error::InvalidRequest) when the request is sent.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::from_source(upload_stream::of_file(path.into()))
    }

    /// What a reader gives. It can be read once only.
    pub fn reader(reader: impl tokio::io::AsyncRead + Send + 'static) -> Self {
        Self::from_source(upload_stream::once(upload_stream::of_reader(reader)))
    }

    /// What a reader without async gives, for `send_blocking`: it is read on the thread
    /// that sends it. It can be read once only.
    pub fn read(reader: impl std::io::Read + Send + 'static) -> Self {
        Self::from_source(upload_stream::once(upload_stream::of_read(reader)))
    }

    /// What a stream gives. It can be read once only.
    pub fn stream(stream: impl futures_core::Stream<Item = std::io::Result<Bytes>> + Send + 'static) -> Self {
        Self::from_source(upload_stream::once(Box::pin(stream)))
    }

    /// What a function makes a stream of each time that the body is sent: so it can be tried again.
    pub fn again<S>(make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: futures_core::Stream<Item = std::io::Result<Bytes>> + Send + 'static,
    {
        Self::from_source(upload_stream::made(move || Box::pin(make())))
    }

    pub(crate) fn from_source(source: Arc<dyn Source>) -> Self {
        Self { content: Content::Read(source), length: None, progress: None }
    }

    /// Says how long it is. Without it, a reader or a stream is sent in chunks, which not every service takes. Where
    /// something else comes than was said, the call fails.
    #[must_use]
    pub fn length(mut self, length: u64) -> Self {
        self.length = Some(length);
        self
    }

    /// Sets what is told how much has been handed to the connection, and the length where it is known. A call that is
    /// tried again begins at 0.
    #[must_use]
    pub fn on_progress(mut self, progress: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(progress));
        self
    }

    /// The length, where it is known; or why it cannot be sent.
    pub(crate) fn known_length(&self) -> Result<Option<u64>, String> {
        match (&self.content, self.length) {
            (_, Some(length)) => Ok(Some(length)),
            (Content::Bytes(bytes), None) => Ok(Some(bytes.len() as u64)),
            (Content::Read(source), None) => source.length(),
        }
    }

    /// Its bytes from the beginning.
    pub(crate) fn open(&self) -> Result<ByteStream, String> {
        let length = self.known_length()?;
        let stream = match &self.content {
            Content::Bytes(bytes) => upload_stream::of_bytes(bytes.clone()),
            Content::Read(source) => source.open()?,
        };
        Ok(upload_stream::checked(stream, length, self.progress.clone()))
    }

    /// Whether another try can send it.
    pub(crate) fn is_whole(&self) -> bool {
        match &self.content {
            Content::Bytes(_) => true,
            Content::Read(source) => source.is_whole(),
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl crate::body_source::BodySource for Upload {
    fn body(&self) -> Result<reqwest::Body, String> {
        self.open().map(reqwest::Body::wrap_stream)
    }

    fn can_be_sent(&self) -> bool {
        self.is_whole()
    }
}

/// Files can be long, and hold what should stand in no log.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload").field("length", &self.length).finish_non_exhaustive()
    }
}

/// Conversions of what is in memory.
macro_rules! uploads {
    ($($type:ty),*) => {
        $(
            impl From<$type> for Upload {
                fn from(content: $type) -> Self {
                    Self::new(content)
                }
            }
        )*
    };
}

uploads!(Bytes, Vec<u8>, Box<[u8]>, String, &'static [u8], &'static str);
