//! A server on loopback that does as it is told.

use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

/// What the server does on a connection, after it has read a request.
#[derive(Clone)]
pub(super) enum Step {
    /// Sends text.
    Send(String),
    /// Sends each byte by itself.
    Bytes(String),
    Wait(Duration),
    /// Breaks the connection off, so that the client cannot take it for the end.
    Reset,
    /// Sends text again and again, until the client takes no more for a while, or has gone.
    Flood(String),
}

/// The beginning of an answer.
pub(super) fn begin(media_type: &str) -> Step {
    Step::Send(format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\nconnection: close\r\n\r\n"))
}

/// What the server tells of.
pub(super) struct Served {
    pub(super) address: String,
    /// The heads of the requests.
    pub(super) heads: mpsc::UnboundedReceiver<String>,
    /// How many bytes were sent in each flood, and whether the client had gone.
    pub(super) floods: mpsc::UnboundedReceiver<(usize, bool)>,
}

/// Starts a server with the steps of each connection.
pub(super) async fn serve(connections: Vec<Vec<Step>>) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (send_head, heads) = mpsc::unbounded_channel();
    let (send_flood, floods) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        for steps in connections {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            let _ = send_head.send(head(&mut stream).await);
            for step in steps {
                match step {
                    Step::Send(text) => drop(stream.write_all(text.as_bytes()).await),
                    Step::Bytes(text) => {
                        for byte in text.bytes() {
                            let _ = stream.write_all(&[byte]).await;
                            tokio::task::yield_now().await;
                        }
                    }
                    Step::Wait(time) => tokio::time::sleep(time).await,
                    Step::Reset => stream.set_zero_linger().unwrap(),
                    Step::Flood(text) => drop(send_flood.send(flood(&mut stream, &text).await)),
                }
            }
        }
    });
    Served { address, heads, floods }
}

/// The head of a request, in lower case, with its body.
async fn head(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    while !read.windows(4).any(|end| end == b"\r\n\r\n") {
        let mut bytes = [0; 4096];
        let length = stream.read(&mut bytes).await.unwrap();
        if length == 0 {
            break;
        }
        read.extend_from_slice(bytes.get(..length).unwrap());
    }
    String::from_utf8(read).unwrap().to_lowercase()
}

async fn flood(stream: &mut TcpStream, text: &str) -> (usize, bool) {
    let mut sent = 0;
    loop {
        let written = tokio::time::timeout(Duration::from_millis(300), stream.write(text.as_bytes())).await;
        match written {
            Ok(Ok(length)) => sent += length,
            Ok(Err(_)) => return (sent, true),
            Err(_) => return (sent, false),
        }
    }
}
