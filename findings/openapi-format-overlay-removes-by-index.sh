#!/usr/bin/env bash
# Expected: an overlay's action that removes what `required[0,1]` selects takes the first two entries out of the list: a
# JSONPath selects nodes, and all of them are removed.
# Seen with openapi-format 1.33.6: of `[a, b, c]` it removes `a` and then `c`, which by then is at index 1, and keeps
# `b`. No message, exit status 0.
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

overlay '{ target: "$.components.schemas.S.required[0,1]", remove: true }' >overlay.yaml
npx openapi-format document.yaml --no-sort --overlayFile overlay.yaml --output seen.yaml
sed -n '/required:/,$p' seen.yaml | tee seen
diff seen - <<'END'
      required:
        - b
END
