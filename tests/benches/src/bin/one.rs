//! Scratch.
use acceptance_benches::{elements, handwritten};
use cloudflare_dynamic_routing::types::Element;
fn main() {
    let j = elements::json();
    let j = j.as_bytes();
    let a: Vec<String> = std::env::args().collect();
    println!("{} {}", size_of::<Element>(), size_of::<handwritten::Element>());
    match a[1].as_str() {
        "lours" => { for _ in 0..60 { std::hint::black_box(serde_json::from_slice::<Vec<Element>>(j).unwrap()); } }
        "lhand" => { for _ in 0..60 { std::hint::black_box(serde_json::from_slice::<Vec<handwritten::Element>>(j).unwrap()); } }
        "ours" => { std::hint::black_box(serde_json::from_slice::<Vec<Element>>(j).unwrap()); }
        "hand" => { std::hint::black_box(serde_json::from_slice::<Vec<handwritten::Element>>(j).unwrap()); }
        "eours" => { let v = serde_json::from_slice::<Vec<Element>>(j).unwrap(); std::hint::black_box(serde_json::to_vec(&v).unwrap()); std::hint::black_box(serde_json::to_vec(&v).unwrap()); }
        _ => { let v = serde_json::from_slice::<Vec<handwritten::Element>>(j).unwrap(); std::hint::black_box(serde_json::to_vec(&v).unwrap());  std::hint::black_box(serde_json::to_vec(&v).unwrap());}
    }
}
