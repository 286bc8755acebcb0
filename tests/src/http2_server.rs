//! A server on loopback that speaks HTTP/2 without TLS, and leaves requests alone as a test asks.
//!
//! It writes its frames itself, because a library would be too polite: it knows no path and no header of a request, only
//! bodies.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with the requests of one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    /// Takes this many, says so with GOAWAY while the last of them comes, and leaves all others alone. So does nginx.
    GoAwayAfter(usize),
    /// Refuses every request whose number on its connection is not a multiple of this with REFUSED_STREAM.
    TakeOnlyEach(usize),
    /// Answers with headers that are larger than clients read.
    LargeHeaders,
}

struct Shared {
    manners: Manners,
    answer: Vec<u8>,
    taken: Mutex<Vec<Vec<u8>>>,
    begun: AtomicUsize,
}

/// The server. It runs until the caller's runtime ends.
pub struct Http2Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Http2Server {
    /// Starts a server that answers each request that it takes with the same body.
    pub async fn start(manners: Manners, answer: impl ToString) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (taken, begun) = (Mutex::default(), AtomicUsize::new(0));
        let shared = Arc::new(Shared { manners, answer: answer.to_string().into_bytes(), taken, begun });
        let serving = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let shared = Arc::clone(&serving);
                tokio::spawn(async move { serve(stream, &shared).await });
            }
        });
        Self { address, shared }
    }

    /// The address, without a trailing slash.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The bodies of the requests that it took and answered.
    #[must_use]
    pub fn taken(&self) -> Vec<Vec<u8>> {
        self.shared.taken.lock().unwrap().clone()
    }

    /// How many requests have come, those included that it left alone.
    #[must_use]
    pub fn begun(&self) -> usize {
        self.shared.begun.load(Ordering::SeqCst)
    }
}

const PREFACE: usize = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".len();
const LARGEST_FRAME: usize = 16_384;

// Types of frames.
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const WINDOW_UPDATE: u8 = 8;
const CONTINUATION: u8 = 9;

// Flags of frames.
const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

// Reasons.
const NO_ERROR: u32 = 0;
const REFUSED: u32 = 7;

/// A request that is being taken.
struct Open {
    stream: u32,
    body: Vec<u8>,
}

/// Serves one connection until it ends.
async fn serve(mut stream: TcpStream, shared: &Shared) {
    stream.set_nodelay(true).unwrap();
    if stream.read_exact(&mut [0; PREFACE]).await.is_err() {
        return;
    }
    let mut out = frame(SETTINGS, 0, 0, &[]);
    let (mut begun, mut open) = (0, Vec::<Open>::new());
    loop {
        if stream.write_all(&out).await.is_err() {
            return;
        }
        out.clear();
        let Some((kind, flags, id, payload)) = next(&mut stream).await else { return };
        match kind {
            SETTINGS if flags & ACK == 0 => out.extend(frame(SETTINGS, ACK, 0, &[])),
            PING if flags & ACK == 0 => out.extend(frame(PING, ACK, 0, &payload)),
            HEADERS => {
                begun += 1;
                shared.begun.fetch_add(1, Ordering::SeqCst);
                out.extend(begin(shared.manners, begun, id, &mut open));
            }
            DATA => {
                // What was sent on this connection may be sent again.
                if !payload.is_empty() {
                    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
                    out.extend(frame(WINDOW_UPDATE, 0, 0, &length));
                }
                if let Some(request) = open.iter_mut().find(|request| request.stream == id) {
                    request.body.extend(payload);
                }
            }
            _ => {}
        }
        if matches!(kind, HEADERS | DATA) && flags & END_STREAM != 0 {
            for request in open.extract_if(.., |request| request.stream == id) {
                shared.taken.lock().unwrap().push(request.body);
                out.extend(answer(shared, id));
            }
        }
    }
}

/// Takes a request or leaves it alone; the frames say so.
fn begin(manners: Manners, number: usize, stream: u32, open: &mut Vec<Open>) -> Vec<u8> {
    let (takes, says) = match manners {
        Manners::GoAwayAfter(most) => {
            // Of a server that takes none, the last stream that it took is 0.
            let last = if most == 0 { 0 } else { stream };
            let goes = number == most || (most == 0 && number == 1);
            let payload = [last.to_be_bytes(), NO_ERROR.to_be_bytes()].concat();
            (number <= most, if goes { frame(GOAWAY, 0, 0, &payload) } else { Vec::new() })
        }
        Manners::TakeOnlyEach(step) if !number.is_multiple_of(step) => {
            (false, frame(RST_STREAM, 0, stream, &REFUSED.to_be_bytes()))
        }
        Manners::TakeOnlyEach(_) | Manners::LargeHeaders => (true, Vec::new()),
    };
    if takes {
        open.push(Open { stream, body: Vec::new() });
    }
    says
}

/// The frames of an answer with status 200.
fn answer(shared: &Shared, stream: u32) -> Vec<u8> {
    // `:status: 200` has the number 8 in the static table of HPACK.
    let mut head = vec![0x88];
    if shared.manners == Manners::LargeHeaders {
        for _ in 0..1000 {
            // A literal that is not indexed, with a name of one byte and a value of a hundred.
            head.extend([0, 1, b'x', 100]);
            head.extend([b'v'; 100]);
        }
    }
    let mut frames = Vec::new();
    let chunks: Vec<&[u8]> = head.chunks(LARGEST_FRAME).collect();
    for (index, chunk) in chunks.iter().enumerate() {
        let kind = if index == 0 { HEADERS } else { CONTINUATION };
        let flags = if index + 1 == chunks.len() { END_HEADERS } else { 0 };
        frames.extend(frame(kind, flags, stream, chunk));
    }
    frames.extend(frame(DATA, END_STREAM, stream, &shared.answer));
    frames
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut frame = length[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// The type, the flags, the stream and the payload of the next frame; `None` at the end of the connection.
async fn next(stream: &mut TcpStream) -> Option<(u8, u8, u32, Vec<u8>)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.ok()?;
    let [a, b, c, kind, flags, s, t, u, v] = head;
    let mut payload = vec![0; usize::try_from(u32::from_be_bytes([0, a, b, c])).unwrap()];
    stream.read_exact(&mut payload).await.ok()?;
    Some((kind, flags, u32::from_be_bytes([s, t, u, v]), payload))
}
