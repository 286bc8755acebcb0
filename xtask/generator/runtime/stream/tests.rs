//! Streams from servers that split, stall and break off.

#![allow(clippy::unwrap_used)]

mod measured;
mod server;

use super::codec::{
    StreamCodec, byte_parts, events, lines, parts, sequence, text_events, text_parts, whole_events,
};
use super::{BodyPart, Event, ItemStream, StreamRequest};
use crate::answer;
use crate::client::Client;
use crate::error::{Error, TransportErrorKind};
use crate::operation::Operation;
use crate::request::Request;
use crate::retry::RetryPolicy;
use reqwest::Method;
use serde_json::{Value, json};
use server::{Served, Step, begin, serve};
use std::time::Duration;

const OPERATION: Operation = Operation {
    name: "things.watch",
    path: "/things",
    pages: None,
    next_page: None,
    also_answered: &[],
    security: None,
};
const EVENTS: &str = "text/event-stream; charset=utf-8";

fn client(address: &str) -> Client {
    Client::builder().base_url(address).secret(0, "secret".into()).build().unwrap()
}

fn request<I>(client: &Client, method: Method, codec: StreamCodec<I>) -> StreamRequest<I> {
    let url = client.base_url().parse().unwrap();
    let made = Ok(reqwest::Request::new(method, url));
    Request::new(client, &OPERATION, Ok(()), made, answer::nothing()).streamed(codec)
}

fn watch(served: &Served) -> StreamRequest<Event<Value>> {
    request(&client(&served.address), Method::GET, events(Some("[DONE]")))
}

/// What a stream gives until it ends: the data of events, and the kinds of errors.
async fn all(mut stream: ItemStream<Event<Value>>) -> Vec<Result<Value, String>> {
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item.map(|event| event.data).map_err(|error| kind(&error)));
    }
    assert!(stream.next().await.is_none());
    items
}

fn kind(error: &Error) -> String {
    match error {
        Error::Transport(error) => format!("{:?}", error.kind()),
        Error::Decode(error) => {
            format!("decode {} at {}", String::from_utf8_lossy(error.body()), error.path())
        }
        other => other.to_string(),
    }
}

fn cut() -> Result<Value, String> {
    Err("Interrupted".to_owned())
}

#[tokio::test]
async fn events_come_one_by_one_also_where_each_byte_comes_alone() {
    let text = ": hello\r\n\r\nevent: a\r\nid: 1\r\nretry: 5\r\ndata: {\"n\":\r\ndata: 1}\r\n\r\ndata:2\n\ndata: [DONE]\n\ndata: 3\n\n";
    let served = serve(vec![vec![begin(EVENTS), Step::Bytes(text.to_owned())]]).await;
    let mut stream = watch(&served).send().await.unwrap();
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!((first.name.as_deref(), first.id.as_deref()), (Some("a"), Some("1")));
    assert_eq!((first.retry, first.data), (Some(Duration::from_millis(5)), json!({ "n": 1 })));
    let second = stream.next().await.unwrap().unwrap();
    assert_eq!((second.name, second.id.as_deref(), second.data), (None, Some("1"), json!(2)));
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn half_an_event_is_an_error_and_so_is_an_end_that_was_not_said() {
    for text in ["data: 1\n\ndata: 2", "data: 1\n\n"] {
        let served = serve(vec![vec![begin(EVENTS), Step::Send(text.to_owned())]]).await;
        assert_eq!(all(watch(&served).await.unwrap()).await, [Ok(json!(1)), cut()]);
    }
    let served = serve(vec![vec![begin(EVENTS), Step::Send("data: 1\n\n".to_owned())]]).await;
    let request = request(&client(&served.address), Method::GET, events(None));
    assert_eq!(all(request.await.unwrap()).await, [Ok(json!(1))]);
}

#[tokio::test]
async fn a_connection_that_is_reset_within_an_event_is_an_error() {
    let wait = Step::Wait(Duration::from_millis(50));
    let served =
        serve(vec![vec![begin(EVENTS), Step::Send("data: 1\n\ndata: 2\n".to_owned()), wait, Step::Reset]])
            .await;
    assert_eq!(all(watch(&served).await.unwrap()).await, [Ok(json!(1)), cut()]);
}

#[tokio::test]
async fn a_stream_goes_on_after_the_last_event_that_had_an_id() {
    let wait = Step::Wait(Duration::from_millis(50));
    let broken = vec![
        begin(EVENTS),
        Step::Send("retry: 1\nid: 1\ndata: 1\n\nid: 2\ndata: 2\n\nid: 3\ndata: 3\n".to_owned()),
        wait,
        Step::Reset,
    ];
    let ended = vec![begin(EVENTS), Step::Send("id: 3\ndata: 3\n\n".to_owned())];
    let refused =
        vec![Step::Send("HTTP/1.1 503 No\r\ncontent-length: 0\r\nretry-after-ms: 1\r\n\r\n".to_owned())];
    let last = vec![begin(EVENTS), Step::Send("id: 4\ndata: 4\n\ndata: [DONE]\n\n".to_owned())];
    let mut served = serve(vec![broken, ended, refused, last]).await;
    let stream = watch(&served).reconnect(3).await.unwrap();
    assert_eq!(all(stream).await, [1, 2, 3, 4].map(|n| Ok(json!(n))));
    let mut ids = Vec::new();
    while let Ok(head) = served.heads.try_recv() {
        let id = head.lines().find_map(|line| line.strip_prefix("last-event-id: "));
        ids.push(id.map(str::to_owned));
    }
    assert_eq!(ids, [None, Some("2"), Some("3"), Some("3")].map(|id| id.map(str::to_owned)));
}

#[tokio::test]
async fn what_may_not_run_twice_is_not_made_again() {
    let broken = || vec![begin(EVENTS), Step::Send("id: 1\nretry: 1\ndata: 1\n\ndata".to_owned())];
    let whole = vec![begin(EVENTS), Step::Send("data: 2\n\ndata: [DONE]\n\n".to_owned())];
    let served = serve(vec![broken()]).await;
    let post = |served: &Served| {
        request(&client(&served.address), Method::POST, events::<Value>(Some("[DONE]"))).reconnect(3)
    };
    assert_eq!(all(post(&served).await.unwrap()).await, [Ok(json!(1)), cut()]);
    let served = serve(vec![broken(), whole]).await;
    let allowed = post(&served).retry(RetryPolicy::default().with_non_idempotent(true));
    assert_eq!(all(allowed.await.unwrap()).await, [Ok(json!(1)), Ok(json!(2))]);
    // Nothing says where to go on.
    let served = serve(vec![vec![begin(EVENTS), Step::Send("data: 1\n\ndata".to_owned())]]).await;
    assert_eq!(all(watch(&served).reconnect(3).await.unwrap()).await, [Ok(json!(1)), cut()]);
}

#[tokio::test]
async fn reconnecting_ends_after_so_many_times_in_a_row() {
    let first = vec![begin(EVENTS), Step::Send("id: 1\nretry: 1\ndata: 1\n\n".to_owned())];
    let nothing = vec![begin(EVENTS), Step::Send(":\n\n".to_owned())];
    let mut served = serve(vec![first, nothing.clone(), nothing.clone(), nothing]).await;
    assert_eq!(all(watch(&served).reconnect(2).await.unwrap()).await, [Ok(json!(1)), cut()]);
    let mut requests = 0;
    while served.heads.try_recv().is_ok() {
        requests += 1;
    }
    assert_eq!(requests, 3);
}

#[tokio::test]
async fn a_stream_that_stalls_ends_and_comments_keep_it_alive() {
    let pause = || Step::Wait(Duration::from_millis(120));
    let comment = || Step::Send(":\n".to_owned());
    let steps = vec![
        begin(EVENTS),
        pause(),
        comment(),
        pause(),
        comment(),
        pause(),
        Step::Send("data: 1\n\n".to_owned()),
        Step::Wait(Duration::from_secs(30)),
    ];
    let served = serve(vec![steps]).await;
    let stream = watch(&served).idle_timeout(Duration::from_millis(250)).await.unwrap();
    assert_eq!(all(stream).await, [Ok(json!(1)), Err("Timeout".to_owned())]);
}

#[tokio::test]
async fn the_time_limit_of_a_try_is_one_for_the_beginning() {
    let late = vec![Step::Wait(Duration::from_secs(30))];
    let served = serve(vec![late]).await;
    let request = watch(&served).timeout(Duration::from_millis(100)).retry(RetryPolicy::none());
    assert_eq!(kind(&request.await.unwrap_err()), "Timeout");
    let pauses = [Step::Send("data: 1\n\n".to_owned()), Step::Wait(Duration::from_millis(80))];
    let mut steps = vec![begin(EVENTS)];
    steps.extend(pauses.iter().cycle().take(8).cloned());
    steps.push(Step::Send("data: [DONE]\n\n".to_owned()));
    let served = serve(vec![steps]).await;
    assert_eq!(all(watch(&served).timeout(Duration::from_millis(200)).await.unwrap()).await.len(), 4);
}

#[tokio::test]
async fn the_limit_of_a_response_is_one_for_each_event() {
    let long = "x".repeat(10_000_000);
    let text = format!("data: \"{long}\"\n\ndata: [DONE]\n\n");
    let served = serve(vec![vec![begin(EVENTS), Step::Send(text.clone())]]).await;
    assert_eq!(all(watch(&served).await.unwrap()).await, [Ok(json!(long))]);
    let short = "data: \"0123456789\"\n\n".repeat(1000);
    let served = serve(vec![vec![begin(EVENTS), Step::Send(short), Step::Send(text)]]).await;
    let limited =
        Client::builder().base_url(&served.address).secret(0, "secret".into()).max_response_size(100);
    let stream = request(&limited.build().unwrap(), Method::GET, events(None)).await.unwrap();
    let items = all(stream).await;
    assert_eq!(items.len(), 1001);
    assert_eq!(items.last(), Some(&Err("TooLarge".to_owned())));
}

#[tokio::test]
async fn an_event_that_does_not_fit_is_an_error_in_its_place() {
    let text = "data: 1\n\ndata: oh no\n\ndata: 2\n\ndata: [DONE]\n\n";
    let served = serve(vec![vec![begin(EVENTS), Step::Send(text.to_owned())]]).await;
    let misfit = Err("decode oh no at $".to_owned());
    assert_eq!(all(watch(&served).await.unwrap()).await, [Ok(json!(1)), misfit, Ok(json!(2))]);
}

#[tokio::test]
async fn an_answer_that_is_no_stream_of_events_is_an_error_that_holds_it() {
    let steps = vec![begin("application/json"), Step::Send("{\"error\":1}".to_owned())];
    let served = serve(vec![steps]).await;
    let error = watch(&served).await.unwrap_err();
    assert_eq!(kind(&error), "decode {\"error\":1} at $");
    assert!(error.to_string().contains("expected a stream of events"), "{error}");
    let refused = "HTTP/1.1 400 No\r\ncontent-length: 2\r\n\r\n{}".to_owned();
    let served = serve(vec![vec![Step::Send(refused)]]).await;
    let error = watch(&served).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
}

#[tokio::test]
async fn nothing_is_read_ahead_and_dropping_the_stream_closes_the_connection() {
    let event = format!("data: \"{}\"\n\n", "x".repeat(100_000));
    let mut served = serve(vec![vec![begin(EVENTS), Step::Flood(event.clone()), Step::Flood(event)]]).await;
    let mut stream = watch(&served).await.unwrap();
    stream.next().await.unwrap().unwrap();
    let (sent, is_gone) = served.floods.recv().await.unwrap();
    // The buffers of the network hold some megabytes.
    assert!(!is_gone && sent < 30_000_000, "{sent}");
    drop(stream);
    let (_, is_gone) = served.floods.recv().await.unwrap();
    assert!(is_gone);
}

#[tokio::test]
async fn json_lines_and_sequences_are_values() {
    let read = async |media_type: &str, codec: StreamCodec<Value>, text: &str| {
        let served = serve(vec![vec![begin(media_type), Step::Bytes(text.to_owned())]]).await;
        let mut stream = request(&client(&served.address), Method::GET, codec).await.unwrap();
        let mut values = Vec::new();
        while let Some(item) = stream.next().await {
            values.push(item.map_err(|error| kind(&error)));
        }
        values
    };
    let misfit = || Err("decode {\"b\" at $".to_owned());
    let values = read("application/x-ndjson", lines(), "{\"a\":1}\n\n2\n{\"b\"").await;
    assert_eq!(values, [Ok(json!({ "a": 1 })), Ok(json!(2)), misfit()]);
    let values = read("application/json-seq", sequence(), "\u{1e}{\n\"a\":1}\n\u{1e}2\n\u{1e}{\"b\"").await;
    assert_eq!(values, [Ok(json!({ "a": 1 })), Ok(json!(2)), misfit()]);
}

#[tokio::test]
async fn parts_are_read_with_their_headers_until_the_last_one() {
    let media_type = "multipart/mixed; boundary=\"b 1\"";
    let text = "--b 1\r\ncontent-type: application/json\r\nx-n: 1\r\n\r\n{\"n\":1}\r\n--b 1\r\n\
        content-type: text/plain\r\n\r\nplain\r\n--b 1\r\n\r\n{\r\n--b 1--\r\n";
    async fn read<T: 'static>(
        media_type: &str,
        text: &str,
        codec: StreamCodec<BodyPart<T>>,
    ) -> Vec<Result<T, String>> {
        let served = serve(vec![vec![begin(media_type), Step::Bytes(text.to_owned())]]).await;
        let mut stream = request(&client(&served.address), Method::GET, codec).await.unwrap();
        let mut values = Vec::new();
        while let Some(item) = stream.next().await {
            values.push(item.map(|part| part.data).map_err(|error| kind(&error)));
        }
        values
    }
    let misfit = || Err("decode { at $".to_owned());
    let values = read(media_type, text, parts::<Value>()).await;
    assert_eq!(values, [Ok(json!({ "n": 1 })), Ok(json!("plain")), misfit()]);
    let texts = ["{\"n\":1}", "plain", "{"];
    assert_eq!(read(media_type, text, text_parts::<String>()).await, texts.map(|text| Ok(text.to_owned())));
    assert_eq!(read(media_type, text, byte_parts()).await, texts.map(|text| Ok(text.as_bytes().into())));
    // The end of the last part was not said.
    let (cut, _) = text.rsplit_once("--\r\n").unwrap();
    let values = read(media_type, cut, parts::<Value>()).await;
    assert_eq!(values, [Ok(json!({ "n": 1 })), Ok(json!("plain")), Err("Interrupted".to_owned())]);
    let served = serve(vec![vec![begin(media_type), Step::Send(text.to_owned())]]).await;
    let mut stream = request(&client(&served.address), Method::GET, parts::<Value>()).await.unwrap();
    let part = stream.next().await.unwrap().unwrap();
    assert_eq!(part.headers.get("x-n").unwrap(), "1");
    assert_eq!(part.media_type(), Some("application/json"));
    // Nothing says what separates the parts.
    let served = serve(vec![vec![begin("multipart/mixed"), Step::Send("--b--".to_owned())]]).await;
    let error = request(&client(&served.address), Method::GET, parts::<Value>()).await.unwrap_err();
    assert!(kind(&error).starts_with("decode --b--"), "{error}");
}

#[tokio::test]
async fn events_are_read_as_text_or_as_objects_where_the_document_says_so() {
    let text = "event: a\nid: 1\ndata: {\"n\":1}\n\nevent: b\ndata: plain \"text\"\n\n";
    let served = serve(vec![vec![begin(EVENTS), Step::Send(text.to_owned())]; 2]).await;
    let read = async |codec: StreamCodec<Event<Value>>| {
        all(request(&client(&served.address), Method::GET, codec).await.unwrap()).await
    };
    let texts = [Ok(json!("{\"n\":1}")), Ok(json!("plain \"text\""))];
    assert_eq!(read(text_events(None)).await, texts);
    let first = json!({ "event": "a", "id": "1", "data": { "n": 1 } });
    let second = json!({ "event": "b", "id": "1", "data": "plain \"text\"" });
    assert_eq!(read(whole_events(None)).await, [Ok(first), Ok(second)]);
}

#[cfg(feature = "blocking")]
#[tokio::test]
async fn a_thread_can_wait_for_each_event() {
    let text = "data: 1\n\ndata: 2\n\ndata: [DONE]\n\n";
    let served = serve(vec![vec![begin(EVENTS), Step::Bytes(text.to_owned())]]).await;
    let request = watch(&served);
    let waiting = tokio::task::spawn_blocking(move || {
        let events = request.send_blocking().unwrap();
        events.map(|event| event.unwrap().data).collect::<Vec<Value>>()
    });
    assert_eq!(waiting.await.unwrap(), [json!(1), json!(2)]);
}

/// In a build with optimisations: `cargo test -p runtime --release -- --ignored a_million`.
#[tokio::test]
#[ignore = "takes a while"]
async fn a_million_events_come_whole_and_in_order() {
    use std::fmt::Write as _;
    let mut steps = vec![begin(EVENTS)];
    for thousand in 0..1000 {
        let mut text = String::new();
        for n in 0..1000 {
            write!(text, "id: {n}\ndata: {{\"n\":{}}}\n\n", thousand * 1000 + n).unwrap();
        }
        steps.push(Step::Send(text));
    }
    steps.push(Step::Send("data: [DONE]\n\n".to_owned()));
    let served = serve(vec![steps]).await;
    let mut stream = watch(&served).await.unwrap();
    let start = std::time::Instant::now();
    for n in 0..1_000_000 {
        assert_eq!(stream.next().await.unwrap().unwrap().data, json!({ "n": n }));
    }
    assert!(stream.next().await.is_none());
    println!("{:.0} events a second", 1_000_000.0 / start.elapsed().as_secs_f64());
}
