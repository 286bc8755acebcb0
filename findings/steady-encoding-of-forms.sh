#!/usr/bin/env bash
# Expected: the mock server steady reads a list in an `application/x-www-form-urlencoded` body as the Encoding Object says,
# `l=1,2` with `explode: false`, as it does for the same parameter of a query.
# Seen with @stdy/cli 0.22.2: the encoding of a body is not looked at; the joined list is one item, and the call is
# answered with 400.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @stdy/cli@0.22.2 >/dev/null
cat >openapi.yaml <<'END'
openapi: 3.0.3
info: { title: Mocked, version: "1" }
paths:
  /joined:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { l: &list { type: array, minItems: 2, items: { type: integer } } } }
            encoding: { l: { explode: false } }
      responses: { "204": { description: ok } }
    get:
      parameters: [{ name: l, in: query, explode: false, schema: *list }]
      responses: { "204": { description: ok } }
END
port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
node node_modules/@stdy/cli/steady.js --host 127.0.0.1 --port "$port" openapi.yaml >log 2>&1 &
server=$!
until grep -qs "Ready to accept requests" log; do
  kill -0 "$server"
  sleep 0.2
done

# The status of a call, and what is found wrong with it.
call() {
  curl --silent --output answer --write-out '%{http_code}' "$@"
  grep -o '"message":"[^"]*"' answer | head -n 1 || echo
}
{
  call "http://127.0.0.1:$port/joined?l=1,2"
  call --data 'l=1,2' "http://127.0.0.1:$port/joined"
} | tee seen
diff seen - <<'END'
204
400"message":"Array size violation"
END
