#!/usr/bin/env bash
# Expected: Prism reads a list in `style: spaceDelimited`, `a=1%202`, as OpenAPI shows it, just as it reads one in
# `pipeDelimited`.
# Seen with @stoplight/prism-cli 5.14.2: the valid call is refused with 422, because all is taken for one item.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @stoplight/prism-cli@5.14.2 >/dev/null
cat >openapi.yaml <<'END'
openapi: 3.0.3
info: { title: Mocked, version: "1" }
paths:
  /space:
    get:
      parameters:
      - { name: a, in: query, style: spaceDelimited, explode: false, schema: &list { type: array, minItems: 2, items: { type: integer } } }
      responses: { "204": { description: ok } }
  /pipe:
    get:
      parameters:
      - { name: a, in: query, style: pipeDelimited, explode: false, schema: *list }
      responses: { "204": { description: ok } }
END
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
node node_modules/@stoplight/prism-cli/dist/index.js mock --port "$port" openapi.yaml >log 2>&1 &
server=$!
until grep -qs "is listening" log; do
  kill -0 "$server"
  sleep 0.2
done

# The status of a call, and what Prism finds wrong with it.
call() {
  curl --silent --output answer --write-out '%{http_code}' "$@"
  grep -o '"message":"[^"]*"' answer | head -n 1 || echo
}
{
  call "http://127.0.0.1:$port/space?a=1%202"
  call "http://127.0.0.1:$port/pipe?a=1%7C2"
} | tee seen
diff seen - <<'END'
422"message":"Request query parameter a must NOT have fewer than 2 items"
204
END
