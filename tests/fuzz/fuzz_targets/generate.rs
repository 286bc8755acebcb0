//! Whatever is done to a document, it is refused with a message or becomes a crate that `syn` can read.
//!
//! Random bytes are no document, so it is the values of real ones that are changed, and the input is always JSON: what
//! crashes can be a fixture as it is.

#![no_main]

mod mutation;

use cpu_time::ProcessTime;
use fastrand::Rng;
use libfuzzer_sys::{fuzz_crossover, fuzz_mutator, fuzz_target};
use mutation::Vocabulary;
use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;
use std::sync::LazyLock;
use std::time::Duration;
use openapi_to_crate::config::{Config, PackageConfig, Selection};
use openapi_to_crate::document::{self, Source};
use openapi_to_crate::lower;

/// Stands in hostile texts. No rule for names spells a name like this, so as an identifier it is text that became code.
const CANARY: &str = "pWnEd";

/// How long an input may be computed on; how long it waits for a busy machine does not count.
const LIMIT: Duration = Duration::from_secs(2);

const BASES: [&str; 6] = [
    include_str!("../../fixtures/petstore.json"),
    include_str!("../../fixtures/diff/base.json"),
    include_str!("../../fixtures/ok/collisions/hostile.json"),
    include_str!("../../fixtures/ok/recursion/hostile.json"),
    include_str!("../../fixtures/ok/scopes/hostile.json"),
    include_str!("../../fixtures/ok/values/hostile.json"),
];

static PARSED: LazyLock<Vec<Value>> = LazyLock::new(|| {
    BASES.iter().map(|text| serde_json::from_str(text).expect("the fixtures are JSON")).collect()
});

static WORDS: Vocabulary = Vocabulary {
    keys: &[
        "type",
        "properties",
        "required",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "items",
        "additionalProperties",
        "enum",
        "format",
        "nullable",
        "default",
        "example",
        "$ref",
        "discriminator",
        "propertyName",
        "mapping",
        "title",
        "description",
        "pattern",
        "readOnly",
        "writeOnly",
        "minimum",
        "maxLength",
        "uniqueItems",
        "deprecated",
        "name",
        "in",
        "schema",
        "schemas",
        "content",
        "style",
        "explode",
        "allowReserved",
        "responses",
        "200",
        "201",
        "4XX",
        "204",
        "default",
        "headers",
        "requestBody",
        "parameters",
        "security",
        "securitySchemes",
        "servers",
        "url",
        "variables",
        "tags",
        "operationId",
        "get",
        "post",
        "put",
        "delete",
        "patch",
        "summary",
        "x-rust-type",
        "x-enum-varnames",
        "callbacks",
        "links",
        "components",
        "info",
        "version",
    ],
    words: &[
        "",
        "_",
        "self",
        "Self",
        "crate",
        "super",
        "async",
        "r#type",
        "😀",
        "é",
        "ß",
        "../../x",
        "/abs",
        "CON",
        "nul",
        "$",
        "a-b",
        "a_b",
        "aB",
        "1",
        "-1",
        "*/ fn pWnEd(){} /*",
        "```\nfn pWnEd(){}\n```",
        "\"; pWnEd(); //",
        "\\\"; pWnEd(); //",
        "\r\nEvil: 1",
        "\u{202e}x",
        "{x}",
        "{id}",
        "{}",
        "#{pWnEd}",
        "string",
        "integer",
        "number",
        "boolean",
        "object",
        "array",
        "null",
        "int32",
        "int64",
        "float",
        "date-time",
        "date",
        "byte",
        "binary",
        "uuid",
        "query",
        "path",
        "header",
        "cookie",
        "application/json",
        "application/json; charset=utf-8",
        "text/plain",
        "text/event-stream",
        "multipart/form-data",
        "application/x-www-form-urlencoded",
        "*/*",
        "form",
        "deepObject",
        "apiKey",
        "http",
        "bearer",
        "Option",
        "String",
        "Vec",
        "Box",
        "Error",
        "Client",
        "Result",
        "send",
        "new",
        "https://example.com/{x}",
        "#/components/schemas/",
    ],
    values: &[
        r#"{"type": "string"}"#,
        r#"{"type": "string", "enum": ["a", "A", "", "pWnEd"]}"#,
        r#"{"type": "integer", "enum": [1, -1, 0]}"#,
        r#"{"type": "string", "format": "date-time", "nullable": true}"#,
        r#"{"type": "array", "items": {"type": "integer"}}"#,
        r#"{"oneOf": [{"type": "string"}, {"type": "object", "properties": {"a": {}}}]}"#,
        r#"{"type": "object", "additionalProperties": {"type": "number", "nullable": true}}"#,
        r#"{"allOf": [{"required": ["a"]}, {"properties": {"a": {"type": "boolean"}}}]}"#,
        r#"{"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}"#,
        r#"{"name": "p", "in": "query", "schema": {"type": "string"}}"#,
        r#"{"name": "h", "in": "header", "required": true, "schema": {"type": "array", "items": {"type": "string"}}}"#,
        r#"{"description": "", "content": {"application/json": {"schema": {"type": "boolean"}}}}"#,
        r#"{"responses": {"200": {"description": ""}}}"#,
        r#"{"propertyName": "a", "mapping": {"b": "Thing"}}"#,
        r#"{"type": "apiKey", "in": "header", "name": "X-Key"}"#,
        r#"{"type": "object", "x-rust-type": {"crate": "std", "version": "1", "path": "std::process::pWnEd"}}"#,
        r#"{"type": "string", "enum": ["a"], "x-enum-varnames": ["pWnEd"]}"#,
    ],
    refers: true,
};

/// A document as the fuzzer keeps it; what is none becomes one of the fixtures.
fn read(bytes: &[u8], rng: &mut Rng) -> Value {
    serde_json::from_slice(bytes).unwrap_or_else(|_| PARSED[rng.usize(0..PARSED.len())].clone())
}

/// Writes a document, or, where it has become too long, a fixture: the shortest.
fn write(document: &Value, room: &mut [u8]) -> usize {
    let text = document.to_string();
    let text = if text.len() <= room.len() { text.as_str() } else { BASES[0] };
    let Some(place) = room.get_mut(..text.len()) else { return 0 };
    place.copy_from_slice(text.as_bytes());
    text.len()
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut rng = Rng::with_seed(u64::from(seed));
    let mut document = read(&data[..size], &mut rng);
    mutation::mutate(&mut document, &PARSED, &WORDS, &mut rng);
    write(&document, &mut data[..max_size])
});

fuzz_crossover!(|one: &[u8], other: &[u8], out: &mut [u8], seed: u32| {
    let mut rng = Rng::with_seed(u64::from(seed));
    let mut document = read(one, &mut rng);
    let other = read(other, &mut rng);
    mutation::graft(&mut document, &other, &mut rng);
    write(&document, out)
});

/// Whether the canary stands in code.
fn is_pwned(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == CANARY,
        TokenTree::Group(group) => is_pwned(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fuzz_target!(|bytes: &[u8]| {
    let begun = ProcessTime::now();
    generate(bytes);
    assert!(begun.elapsed() < LIMIT, "it took {:?}", begun.elapsed());
});

fn generate(bytes: &[u8]) {
    let Ok(source) = Source::of("openapi.json".to_owned(), bytes) else { return };
    let Ok(document) = document::examine(source, &Selection::default()) else { return };
    let package = PackageConfig { group_features: true, ..PackageConfig::default() };
    let config = Config { package, ..Config::default() };
    match lower::lower(&document, &config, "generator.toml").and_then(|made| openapi_to_crate::generate::tree(&made)) {
        Ok(tree) => {
            for (path, text) in tree.iter().filter(|(path, _)| path.ends_with(".rs")) {
                syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
                let pwned = text.contains(CANARY) && is_pwned(text.parse().expect("syn has read it"));
                assert!(!pwned, "{path}: text of the document became code\n{text}");
            }
        }
        Err(refused) => {
            assert!(!refused.remedy.contains("this is a bug in the generator"), "{refused}");
            assert!(!refused.problem.is_empty() && !refused.remedy.is_empty(), "{refused:?}");
        }
    }
}
