//! A server on loopback that misbehaves as a test asks, byte by byte, and records every request.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

/// A request as it was received.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    /// The number of its connection; the first is 1.
    pub connection: usize,
    /// All its bytes.
    pub bytes: Vec<u8>,
}

impl Received {
    /// The whole request as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn request_line(&self) -> Vec<String> {
        self.text().lines().next().unwrap_or_default().split(' ').map(str::to_owned).collect()
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> String {
        self.request_line()[0].clone()
    }

    /// The path and the query, as in the request line.
    #[must_use]
    pub fn target(&self) -> String {
        self.request_line()[1].clone()
    }

    /// The path, as in the request line.
    #[must_use]
    pub fn path(&self) -> String {
        self.target().split('?').next().unwrap_or_default().to_owned()
    }

    /// The query, as in the request line; empty if there is none.
    #[must_use]
    pub fn query(&self) -> String {
        self.target().split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default()
    }

    /// A parameter of the query as a number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<usize> {
        let query = self.query();
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(other, _)| *other == name).and_then(|(_, value)| value.parse().ok())
    }

    /// All values of a header, given its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Vec<String> {
        let text = self.text();
        let head = text.split("\r\n\r\n").next().unwrap_or_default();
        let fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        fields
            .filter(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
            .collect()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.bytes[end_of_head(&self.bytes).unwrap()..]
    }
}

/// What the server does with one request.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Reply(Vec<Step>);

#[derive(Debug, Clone)]
enum Step {
    Send(Vec<u8>),
    Repeat(Vec<u8>),
    Trickle(Vec<u8>, Duration),
    Stall,
    Reset,
    Close,
    StopSending,
}

impl Reply {
    /// A complete answer with a status, headers, and a body with its `Content-Length`.
    pub fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let length = body.len().to_string();
        Self::head(status, &[headers, &[("content-length", &length)]].concat()).send(body)
    }

    /// A complete answer with a status and nothing else.
    pub fn status(status: u16) -> Self {
        Self::new(status, &[], "")
    }

    /// A complete answer of JSON with status 200.
    pub fn json(body: &serde_json::Value) -> Self {
        Self::new(200, &[("content-type", "application/json")], body.to_string())
    }

    /// The head of an answer. The headers decide the length of its body.
    pub fn head(status: u16, headers: &[(&str, &str)]) -> Self {
        let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        Self::default().send(format!("HTTP/1.1 {status} Status\r\n{lines}\r\n"))
    }

    /// Sends bytes.
    pub fn send(self, bytes: impl AsRef<[u8]>) -> Self {
        self.then(Step::Send(bytes.as_ref().to_vec()))
    }

    /// Sends the same bytes again and again until the client goes away.
    pub fn repeat(self, bytes: impl AsRef<[u8]>) -> Self {
        self.then(Step::Repeat(bytes.as_ref().to_vec()))
    }

    /// Sends bytes one by one, with a pause before each.
    pub fn trickle(self, bytes: impl AsRef<[u8]>, pause: Duration) -> Self {
        self.then(Step::Trickle(bytes.as_ref().to_vec(), pause))
    }

    /// Does nothing until the client goes away.
    pub fn stall(self) -> Self {
        self.then(Step::Stall)
    }

    /// Resets the connection.
    pub fn reset(self) -> Self {
        self.then(Step::Reset)
    }

    /// Closes the connection.
    pub fn close(self) -> Self {
        self.then(Step::Close)
    }

    /// Closes its own half of the connection, and goes on reading.
    pub fn stop_sending(self) -> Self {
        self.then(Step::StopSending)
    }

    fn then(mut self, step: Step) -> Self {
        self.0.push(step);
        self
    }
}

type Answering = dyn Fn(&Received) -> Reply + Send + Sync;

struct Shared {
    answering: Box<Answering>,
    received: Mutex<Vec<Received>>,
    connections: AtomicUsize,
    gone: AtomicUsize,
    written: AtomicU64,
}

/// The server. Dropping it stops it.
pub struct MisbehavingServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// The server runs until this is dropped.
    _end: oneshot::Sender<()>,
}

impl MisbehavingServer {
    /// Starts a server in the runtime of the caller.
    pub async fn start(answering: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let (server, serving) = Self::prepare(listener, answering);
        tokio::spawn(serving);
        server
    }

    /// Starts a server that gives one reply for each request, and repeats the last.
    pub async fn scripted<const N: usize>(replies: [Reply; N]) -> Self {
        Self::start(script(replies)).await
    }

    /// Starts a server in its own thread and runtime.
    pub fn in_own_thread(answering: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        // The thread of the caller may be running tasks, and could not block.
        let (runtime, listener) = std::thread::spawn(move || {
            let listener = runtime.block_on(TcpListener::bind(("127.0.0.1", 0))).unwrap();
            (runtime, listener)
        })
        .join()
        .unwrap();
        let (server, serving) = Self::prepare(listener, answering);
        std::thread::spawn(move || runtime.block_on(serving));
        server
    }

    fn prepare(
        listener: TcpListener,
        answering: impl Fn(&Received) -> Reply + Send + Sync + 'static,
    ) -> (Self, impl Future<Output = ()> + Send) {
        let shared = Arc::new(Shared {
            answering: Box::new(answering),
            received: Mutex::default(),
            connections: AtomicUsize::new(0),
            gone: AtomicUsize::new(0),
            written: AtomicU64::new(0),
        });
        let (end, ended) = oneshot::channel();
        let server = Self { address: listener.local_addr().unwrap(), shared: Arc::clone(&shared), _end: end };
        let serving = async move {
            let mut open = tokio::task::JoinSet::new();
            let accepting = async {
                while let Ok((stream, _)) = listener.accept().await {
                    let number = shared.connections.fetch_add(1, Ordering::SeqCst) + 1;
                    let shared = Arc::clone(&shared);
                    open.spawn(async move {
                        serve(stream, number, &shared).await;
                        shared.gone.fetch_add(1, Ordering::SeqCst);
                    });
                    while open.try_join_next().is_some() {}
                }
            };
            tokio::select! { () = accepting => (), _ = ended => () }
        };
        (server, serving)
    }

    /// The address, without a trailing slash.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The requests so far.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.shared.received.lock().unwrap().clone()
    }

    /// The number of connections so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// The number of bytes sent so far.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.shared.written.load(Ordering::SeqCst)
    }

    /// Waits until this number of requests has been received.
    pub async fn received_are(&self, number: usize) {
        while self.shared.received.lock().unwrap().len() < number {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Waits until all connections have ended.
    pub async fn connections_have_ended(&self) {
        while self.shared.gone.load(Ordering::SeqCst) < self.connections() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

/// Gives one reply for each request, in order, and repeats the last.
pub fn script<const N: usize>(replies: [Reply; N]) -> impl Fn(&Received) -> Reply + Send + Sync {
    let next = AtomicUsize::new(0);
    move |_| replies[next.fetch_add(1, Ordering::SeqCst).min(N - 1)].clone()
}

async fn serve(mut stream: TcpStream, connection: usize, shared: &Shared) {
    // Writes must not be delayed, or a paused clock would advance in the meantime.
    stream.set_nodelay(true).unwrap();
    let mut buffer = Vec::new();
    while let Some(bytes) = next_request(&mut stream, &mut buffer).await {
        let received = Received { connection, bytes };
        shared.received.lock().unwrap().push(received.clone());
        for step in (shared.answering)(&received).0 {
            if perform(step, &mut stream, shared).await.is_none() {
                return;
            }
        }
    }
}

/// `None` when the connection is over.
async fn perform(step: Step, stream: &mut TcpStream, shared: &Shared) -> Option<()> {
    let count = |bytes: usize| shared.written.fetch_add(bytes as u64, Ordering::SeqCst);
    match step {
        Step::Send(bytes) => {
            stream.write_all(&bytes).await.ok()?;
            count(bytes.len());
        }
        Step::Repeat(bytes) => loop {
            stream.write_all(&bytes).await.ok()?;
            count(bytes.len());
        },
        Step::Trickle(bytes, pause) => {
            for byte in bytes {
                tokio::time::sleep(pause).await;
                stream.write_all(&[byte]).await.ok()?;
                count(1);
            }
        }
        Step::Stall => {
            let _ = stream.read_to_end(&mut Vec::new()).await;
            return None;
        }
        Step::Reset => {
            stream.set_zero_linger().unwrap();
            return None;
        }
        Step::Close => return None,
        Step::StopSending => stream.shutdown().await.ok()?,
    }
    Some(())
}

fn end_of_head(bytes: &[u8]) -> Option<usize> {
    bytes.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4)
}

/// The next request on a connection; `None` if there is none.
async fn next_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Vec<u8>> {
    loop {
        if let Some(head) = end_of_head(buffer) {
            let received = Received { connection: 0, bytes: buffer[..head].to_vec() };
            let body = received.header("content-length").first().map_or(0, |length| length.parse().unwrap());
            if buffer.len() >= head + body {
                return Some(buffer.drain(..head + body).collect());
            }
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}
