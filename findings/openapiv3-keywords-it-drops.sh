#!/usr/bin/env bash
# Expected: a schema that openapiv3 reads and writes again is the same schema.
# Seen with openapiv3 2.2.0: `default` and `example` are gone where they are null, which says something else than their
# absence in a schema that allows null, and so is `xml`. The rest, and unknown keys that begin with `x-`, are kept.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir src
cat >Cargo.toml <<'END'
[package]
name = "seen"
version = "0.0.0"
edition = "2024"

[dependencies]
openapiv3 = "=2.2.0"
serde_json = "=1.0.145"
END
cat >src/main.rs <<'END'
use openapiv3::Schema;

fn main() {
    for text in [
        r#"{"nullable":true,"default":null,"type":"string"}"#,
        r#"{"nullable":true,"example":null,"type":"string"}"#,
        r#"{"default":"a","type":"string","x-a":null}"#,
        r#"{"xml":{"name":"a"},"type":"string"}"#,
    ] {
        let schema: Schema = serde_json::from_str(text).unwrap();
        println!("{}", serde_json::to_string(&schema).unwrap());
    }
}
END
cargo run --quiet | tee seen
diff seen - <<'END'
{"nullable":true,"type":"string"}
{"nullable":true,"type":"string"}
{"default":"a","x-a":null,"type":"string"}
{"type":"string"}
END
