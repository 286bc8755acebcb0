#!/usr/bin/env bash
# Expected: an action whose target is a list appends its `update` to the list (Overlay 1.0.0, Action Object).
# Seen with openapi-overlays-js 0.2.0: the list becomes an object, with the key 0 for its first entry and the keys of the
# update beside it. No message, exit status 0.
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

overlay '{ target: $.tags, update: { name: two } }' >overlay.yaml
npx overlayjs --openapi document.yaml --overlay overlay.yaml | sed -n '/^tags:/,/^paths:/p' | tee seen
diff seen - <<'END'
tags:
  '0':
    name: one
  name: two
paths:
END
