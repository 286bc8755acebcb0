#!/usr/bin/env bash
# Expected: an overlay whose target the tool cannot read fails the run, and so does each JSONPath filter of RFC 9535, which
# Overlay 1.0.0 asks for, that it does not know.
# Seen with openapi-format 1.33.6: a filter on a name in brackets is reported as an error on the way, its action is left
# out, and the run ends as "formatted successfully" with exit status 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . openapi-format@1.33.6 >/dev/null
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

overlay "{ target: \"\$.paths.*[?@['x-internal']]\", remove: true }" >overlay.yaml
npx openapi-format document.yaml --no-sort --overlayFile overlay.yaml --output seen.yaml >said 2>&1
grep -o 'Error resolving JSONPath' said
grep -o 'formatted successfully' said
grep 'x-internal: true' seen.yaml
