#!/usr/bin/env bash
# Expected: targets may be any JSONPath of RFC 9535, which Overlay 1.0.0 asks for, so filters need no parentheses.
# Seen with openapi-overlays-js 0.2.0: `[?@.deprecated]` is a lexical error; only `[?(@.deprecated)]`, the form before the
# RFC, is read. Targets written for one tool must have both parentheses and no functions to work in the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . openapi-overlays-js@0.2.0 >/dev/null
document() {
  cat <<END
openapi: 3.0.3
info: { title: Overlaid, version: "1" }
tags: [{ name: one }]
paths:
  /a: { get: { x-internal: true, responses: { "200": { description: ok } } } }
components: { schemas: { S: { type: object, required: [a, b, c] } } }
END
}
overlay() {
  printf 'overlay: 1.0.0\ninfo: { title: Changes, version: "1" }\nactions:\n- %s\n' "$1"
}
document >document.yaml

overlay '{ target: "$.paths[?@.get]", remove: true }' >overlay.yaml
if npx overlayjs --openapi document.yaml --overlay overlay.yaml >seen 2>&1; then
  echo "the filter is read now" >&2
  exit 1
fi
grep -o 'Lexical error on line 1. Unrecognized text.' seen
overlay '{ target: "$.paths[?(@.get)]", remove: true }' >overlay.yaml
npx overlayjs --openapi document.yaml --overlay overlay.yaml | grep -x 'paths: {}'
