//! Files that come in part, break off, and go on.

#![allow(clippy::unwrap_used)]

use super::content_range::ContentRange;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_RANGE, HeaderMap, HeaderValue};

fn range(said: &'static str) -> Option<ContentRange> {
    let headers = HeaderMap::from_iter([(CONTENT_RANGE, HeaderValue::from_static(said))]);
    ContentRange::of(StatusCode::PARTIAL_CONTENT, &headers)
}

#[test]
fn a_range_is_read_where_it_makes_sense() {
    assert_eq!(range("bytes 5-9/100"), Some(ContentRange { first: 5, last: 9, of: Some(100) }));
    assert_eq!(range("bytes 0-0/*"), Some(ContentRange { first: 0, last: 0, of: None }));
    for wrong in ["bytes 9-5/100", "bytes */100", "items 0-1/2", "bytes 0-1", "", "bytes a-b/c"] {
        assert_eq!(range(wrong), None, "{wrong}");
    }
    let headers = HeaderMap::from_iter([(CONTENT_RANGE, HeaderValue::from_static("bytes 0-1/2"))]);
    assert_eq!(ContentRange::of(StatusCode::OK, &headers), None);
}

#[cfg(feature = "blocking")]
mod blocking {
    use crate::answer;
    use crate::client::Client;
    use crate::operation::Operation;
    use crate::request::Request;
    use crate::upload::Upload;
    use bytes::Bytes;
    use reqwest::Method;
    use std::io::{Read, Write};
    use std::net::TcpListener;

    const OPERATION: Operation = Operation {
        name: "files.get",
        path: "/file",
        pages: None,
        next_page: None,
        also_answered: &[],
        security: None,
    };

    /// A call of a server that answers with a file, after a request that ends with `end`; and what arrives there.
    fn call(method: Method, end: &'static [u8]) -> (Request<Bytes>, std::thread::JoinHandle<Vec<u8>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/file", listener.local_addr().unwrap());
        let served = std::thread::spawn(move || {
            let (mut connection, _) = listener.accept().unwrap();
            let (mut arrived, mut piece) = (Vec::new(), [0; 4096]);
            while !arrived.ends_with(end) {
                let length = connection.read(&mut piece).unwrap();
                assert!(length > 0, "the request broke off");
                arrived.extend_from_slice(piece.get(..length).unwrap());
            }
            let head = "HTTP/1.1 200 OK\r\ncontent-length: 200000\r\n\
                content-disposition: attachment; filename=a.bin\r\nconnection: close\r\n\r\n";
            connection.write_all(head.as_bytes()).unwrap();
            connection.write_all(&[7; 200_000]).unwrap();
            arrived
        });
        let client = Client::builder().base_url(&address).secret(0, "secret".into()).build().unwrap();
        let made = Ok(reqwest::Request::new(method, address.parse().unwrap()));
        (Request::new(&client, &OPERATION, Ok(()), made, answer::raw()), served)
    }

    fn path(name: &str) -> std::path::PathBuf {
        std::env::temp_dir().join(format!("{name}-{}", std::process::id()))
    }

    #[test]
    fn a_thread_can_save_a_file_or_read_it_piece_by_piece() {
        let saved = path("saved");
        let (request, _served) = call(Method::GET, b"\r\n\r\n");
        assert_eq!(request.download().save_blocking(&saved).unwrap(), 200_000);
        assert!(std::fs::read(&saved).unwrap().iter().all(|byte| *byte == 7));
        std::fs::remove_file(saved).unwrap();

        let (request, _served) = call(Method::GET, b"\r\n\r\n");
        let mut file = request.download().send_blocking().unwrap();
        assert_eq!(file.file().unwrap().file_name().as_deref(), Some("a.bin"));
        let mut length = 0;
        for piece in file.by_ref() {
            length += piece.unwrap().len();
        }
        assert_eq!((length, file.file().unwrap().received()), (200_000, 200_000));
    }

    #[test]
    fn a_thread_can_send_a_file_and_what_it_reads() {
        let sent = path("sent");
        std::fs::write(&sent, vec![b'x'; 100_000]).unwrap();
        let body = |arrived: Vec<u8>| arrived.iter().filter(|byte| **byte == b'x').count();
        let (request, served) = call(Method::PUT, b"xxx\r\n0\r\n\r\n");
        let chunked =
            request.with_upload("image/png", Some(Upload::read(std::fs::File::open(&sent).unwrap())));
        assert_eq!(chunked.send_blocking().unwrap().len(), 200_000);
        assert!(body(served.join().unwrap()) >= 100_000);
        std::fs::write(&sent, [vec![b'x'; 100_000], b"end".to_vec()].concat()).unwrap();
        let (request, served) = call(Method::PUT, b"xend");
        let file = request.with_upload("image/png", Some(Upload::file(&sent)));
        assert_eq!(file.send_blocking().unwrap().len(), 200_000);
        assert!(body(served.join().unwrap()) >= 100_000);
        std::fs::remove_file(sent).unwrap();
    }
}
