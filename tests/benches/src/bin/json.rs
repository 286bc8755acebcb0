//! Prints how fast the list of elements is decoded and encoded, compared with other ways.

use acceptance_benches::rounds::{IN_A_ROW, Timed, shortest, time};
use acceptance_benches::{elements, handwritten};
use cloudflare_dynamic_routing::types::Element;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

const ROUNDS: usize = 30;

// From text, as in the client, which checks once that an answer is UTF-8.
fn decode<T: DeserializeOwned>(json: &str) -> Timed<'_> {
    Box::new(|| time(|| serde_json::from_str::<T>(json).unwrap()))
}

fn encode<T: Serialize + DeserializeOwned + 'static>(json: &str) -> Timed<'static> {
    let value: T = serde_json::from_str(json).unwrap();
    let mut buffer = Vec::with_capacity(json.len());
    Box::new(move || {
        buffer.clear();
        time(|| serde_json::to_writer(&mut buffer, &value).unwrap())
    })
}

/// Checks what is compared: every kind is known, and the text written is as long as the text read.
fn check(json: &str) {
    let read: Vec<Element> = serde_json::from_str(json).unwrap();
    assert!(!read.iter().any(|element| matches!(element, Element::Unknown(_))));
    assert_eq!(serde_json::to_vec(&read).unwrap().len(), json.len());
}

fn main() {
    let text = elements::json();
    let json = text.as_str();
    let mut decoders: Vec<(&str, Timed<'_>)> = vec![
        ("this crate's `Element`", decode::<Vec<Element>>(json)),
        ("hand-written enum, `#[serde(tag = \"type\")]`", decode::<Vec<handwritten::Element>>(json)),
        ("`serde_json::Value`", decode::<Vec<Value>>(json)),
        ("`serde::de::IgnoredAny`: the parser alone", decode::<Vec<IgnoredAny>>(json)),
    ];
    let mut encoders: Vec<(&str, Timed<'_>)> = vec![
        ("", encode::<Vec<Element>>(json)),
        ("", encode::<Vec<handwritten::Element>>(json)),
        ("", encode::<Vec<Value>>(json)),
    ];
    check(json);
    let decoded = shortest(ROUNDS, &mut decoders);
    let encoded = shortest(ROUNDS, &mut encoders);
    #[expect(clippy::cast_precision_loss, reason = "a few megabytes")]
    let size = json.len() as f64 / 1e6;
    println!("{} elements, {size:.1} MB of JSON, one thread, the best of {}:\n", elements::COUNT, ROUNDS * IN_A_ROW);
    println!("| | decode, MB/s | of hand-written | encode, MB/s | of hand-written |\n|---|---|---|---|---|");
    for (index, (name, _)) in decoders.iter().enumerate() {
        let cells = |times: &[std::time::Duration]| match (times.get(index), times.get(1)) {
            (Some(own), Some(written)) => {
                let (own, written) = (own.as_secs_f64(), written.as_secs_f64());
                format!("{:.0} | {:.2}", size / own, written / own)
            }
            _ => " | ".to_owned(),
        };
        println!("| {name} | {} | {} |", cells(&decoded), cells(&encoded));
    }
}
