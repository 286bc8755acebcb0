//! Decoding and encoding measured with divan, with its statistics: `cargo bench --manifest-path tests/benches/Cargo.toml`.

use acceptance_benches::{elements, handwritten};
use cloudflare_dynamic_routing::types::Element;
use divan::Bencher;
use divan::counter::BytesCount;
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

fn main() {
    divan::main();
}

#[divan::bench(types = [Element, handwritten::Element, Value, IgnoredAny])]
fn decode<T: DeserializeOwned>(bencher: Bencher<'_, '_>) {
    let json = elements::json();
    bencher
        .counter(BytesCount::of_str(&json))
        .bench(|| serde_json::from_str::<Vec<T>>(&json).unwrap());
}

#[divan::bench(types = [Element, handwritten::Element, Value])]
fn encode<T: DeserializeOwned + Serialize + Sync>(bencher: Bencher<'_, '_>) {
    let json = elements::json();
    let value: Vec<T> = serde_json::from_str(&json).unwrap();
    bencher.counter(BytesCount::of_str(&json)).bench(|| serde_json::to_vec(&value).unwrap());
}
