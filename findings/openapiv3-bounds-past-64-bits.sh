#!/usr/bin/env bash
# Expected: openapiv3 keeps the bounds of a schema as the document has them, or refuses those that it cannot hold.
# Seen with openapiv3 2.2.0: a bound of an integer past i64 makes the schema an `AnySchema`, whose bounds are f64, and a
# bound of a number past 2^53 is rounded; both are written back as another number, without an error.
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
use openapiv3::{Schema, SchemaKind, Type};

fn main() {
    for text in [
        r#"{"type":"integer","maximum":9223372036854775807}"#,
        r#"{"type":"integer","maximum":18446744073709551615}"#,
        r#"{"type":"number","maximum":9007199254740993}"#,
    ] {
        let schema: Schema = serde_json::from_str(text).unwrap();
        let kind = match schema.schema_kind {
            SchemaKind::Type(Type::Integer(_)) => "Integer",
            SchemaKind::Type(Type::Number(_)) => "Number",
            SchemaKind::Any(_) => "Any",
            _ => "another",
        };
        println!("{kind} {}", serde_json::to_string(&schema).unwrap());
    }
}
END
cargo run --quiet | tee seen
diff seen - <<'END'
Integer {"type":"integer","maximum":9223372036854775807}
Any {"type":"integer","maximum":1.8446744073709552e19}
Number {"type":"number","maximum":9007199254740992.0}
END
