#!/usr/bin/env bash
# Expected: an action of an overlay whose target is a list appends its `update` to the list, as Overlay 1.0.0 says: "If the
# target selects an array, the value of this field MUST be an entry to append to the array."
# Seen with openapi-format 1.33.6: nothing is appended, nothing is said, exit status 0. A list inside an object that is
# updated does grow.
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

overlay '{ target: $.tags, update: { name: two } }' >overlay.yaml
npx openapi-format document.yaml --no-sort --overlayFile overlay.yaml --output seen.yaml
sed -n '/^tags:/,/^paths:/p' seen.yaml | tee seen
diff seen - <<'END'
tags:
  - name: one
paths:
END
overlay '{ target: $, update: { tags: [{ name: two }] } }' >overlay.yaml
npx openapi-format document.yaml --no-sort --overlayFile overlay.yaml --output seen.yaml
sed -n '/^tags:/,/^paths:/p' seen.yaml | tee seen
diff seen - <<'END'
tags:
  - name: one
  - name: two
paths:
END
