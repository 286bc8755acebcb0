//! What uploads are read from, and the streams that are sent.

// An API need not use all of it.
#![allow(dead_code)]

use bytes::Bytes;
use futures_core::Stream;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};

/// The bytes of a body.
pub(crate) type ByteStream = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// What is told how much was sent, of how much where that is known.
pub(crate) type Progress = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

/// How much is read at once.
const PIECE: usize = 64 * 1024;

/// Something that a body is read from.
pub(crate) trait Source: Send + Sync {
    /// Its length, where it is known; or why it cannot be read.
    fn length(&self) -> Result<Option<u64>, String>;
    /// Its bytes from the beginning.
    fn open(&self) -> Result<ByteStream, String>;
    /// Whether it can be read from the beginning.
    fn is_whole(&self) -> bool;
}

pub(crate) fn of_file(path: PathBuf) -> Arc<dyn Source> {
    Arc::new(FileSource(path))
}

pub(crate) fn once(stream: ByteStream) -> Arc<dyn Source> {
    Arc::new(Once(Arc::new(Mutex::new(Some(stream)))))
}

pub(crate) fn made(make: impl Fn() -> ByteStream + Send + Sync + 'static) -> Arc<dyn Source> {
    Arc::new(Made(make))
}

struct FileSource(PathBuf);

impl FileSource {
    fn problem(&self, error: &io::Error) -> String {
        format!("the file {} cannot be read: {error}", self.0.display())
    }
}

impl Source for FileSource {
    fn length(&self) -> Result<Option<u64>, String> {
        let metadata = std::fs::metadata(&self.0).map_err(|error| self.problem(&error))?;
        if metadata.is_dir() {
            return Err(self.problem(&io::ErrorKind::IsADirectory.into()));
        }
        // A pipe or a device has no length.
        Ok(metadata.is_file().then_some(metadata.len()))
    }

    fn open(&self) -> Result<ByteStream, String> {
        let file = std::fs::File::open(&self.0).map_err(|error| self.problem(&error))?;
        Ok(of_reader(tokio::fs::File::from_std(file)))
    }

    fn is_whole(&self) -> bool {
        true
    }
}

struct Made<F>(F);

impl<F: Fn() -> ByteStream + Send + Sync> Source for Made<F> {
    fn length(&self) -> Result<Option<u64>, String> {
        Ok(None)
    }

    fn open(&self) -> Result<ByteStream, String> {
        Ok((self.0)())
    }

    fn is_whole(&self) -> bool {
        true
    }
}

/// A stream that can be read once. A try that reads nothing of it leaves it to the next one.
struct Once(Arc<Mutex<Option<ByteStream>>>);

impl Source for Once {
    fn length(&self) -> Result<Option<u64>, String> {
        Ok(None)
    }

    fn open(&self) -> Result<ByteStream, String> {
        match self.is_whole() {
            true => Ok(Box::pin(WhenRead { from: Arc::clone(&self.0), stream: None })),
            false => Err("its body can only be read once".to_owned()),
        }
    }

    fn is_whole(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

/// Takes a stream when it is read for the first time.
struct WhenRead {
    from: Arc<Mutex<Option<ByteStream>>>,
    stream: Option<ByteStream>,
}

impl Stream for WhenRead {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.stream.is_none() {
            let taken = self.from.lock().unwrap_or_else(PoisonError::into_inner).take();
            self.stream = taken;
        }
        match &mut self.stream {
            Some(stream) => stream.as_mut().poll_next(context),
            None => Poll::Ready(Some(Err(io::Error::other("the body can only be read once")))),
        }
    }
}

/// Bytes in memory, in pieces, so that it can be told how far they are sent.
pub(crate) fn of_bytes(mut bytes: Bytes) -> ByteStream {
    of_pieces(move || {
        let piece = bytes.split_to(bytes.len().min(PIECE));
        (!piece.is_empty()).then_some(Ok(piece))
    })
}

/// What a function gives that never waits.
pub(crate) fn of_pieces(next: impl FnMut() -> Option<io::Result<Bytes>> + Send + 'static) -> ByteStream {
    Box::pin(Pieces(next))
}

/// What a reader without async gives. It is read where the stream is.
pub(crate) fn of_read(mut reader: impl io::Read + Send + 'static) -> ByteStream {
    of_pieces(move || {
        let mut piece = vec![0; PIECE];
        let length = loop {
            match reader.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(length) => break length,
                Err(error) => return Some(Err(error)),
            }
        };
        piece.truncate(length);
        (length > 0).then(|| Ok(piece.into()))
    })
}

// Nothing in it is pinned.
impl<F> Unpin for Pieces<F> {}

struct Pieces<F>(F);

impl<F: FnMut() -> Option<io::Result<Bytes>>> Stream for Pieces<F> {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready((self.0)())
    }
}

pub(crate) fn of_reader(reader: impl AsyncRead + Send + 'static) -> ByteStream {
    Box::pin(Reading { reader: Box::pin(reader), buffer: Vec::new() })
}

struct Reading<R> {
    reader: Pin<Box<R>>,
    buffer: Vec<u8>,
}

impl<R: AsyncRead> Stream for Reading<R> {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { reader, buffer } = &mut *self;
        buffer.resize(PIECE, 0);
        let mut read = ReadBuf::new(buffer);
        ready!(reader.as_mut().poll_read(context, &mut read))?;
        let length = read.filled().len();
        let mut piece = std::mem::take(buffer);
        piece.truncate(length);
        Poll::Ready((!piece.is_empty()).then(|| Ok(piece.into())))
    }
}

/// A stream that is as long as was said, and tells how far it is read.
pub(crate) fn checked(stream: ByteStream, length: Option<u64>, progress: Option<Progress>) -> ByteStream {
    Box::pin(Checked { stream, length, progress, sent: 0 })
}

struct Checked {
    stream: ByteStream,
    length: Option<u64>,
    progress: Option<Progress>,
    sent: u64,
}

impl Stream for Checked {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let read = ready!(self.stream.as_mut().poll_next(context)?);
        let sent = self.sent.saturating_add(read.as_ref().map_or(0, |piece| piece.len() as u64));
        let is_wrong = self.length.is_some_and(|length| sent > length || (read.is_none() && sent < length));
        if is_wrong {
            let problem = "the body is not as long as was said";
            return Poll::Ready(Some(Err(io::Error::new(io::ErrorKind::InvalidData, problem))));
        }
        self.sent = sent;
        if let (Some(progress), Some(_)) = (&self.progress, &read) {
            progress(sent, self.length);
        }
        Poll::Ready(read.map(Ok))
    }
}

/// Several streams, one after the other.
// Only forms join streams.
#[allow(dead_code)]
pub(crate) fn joined(streams: Vec<ByteStream>) -> ByteStream {
    Box::pin(Joined(streams.into_iter().rev().collect()))
}

/// The next one is the last of the list.
struct Joined(Vec<ByteStream>);

impl Stream for Joined {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(stream) = self.0.last_mut() {
            if let Some(piece) = ready!(stream.as_mut().poll_next(context)?) {
                return Poll::Ready(Some(Ok(piece)));
            }
            self.0.pop();
        }
        Poll::Ready(None)
    }
}
