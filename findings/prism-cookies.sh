#!/usr/bin/env bash
# Expected: Prism checks cookie parameters as it checks those of the query and the headers.
# Seen with @stoplight/prism-cli 5.14.2: a required cookie may be missing or be no integer, and the call is answered as a
# valid one. So a mock by Prism says nothing about the cookies that a client sends.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @stoplight/prism-cli@5.14.2 >/dev/null
cat >openapi.yaml <<'END'
openapi: 3.0.3
info: { title: Mocked, version: "1" }
paths:
  /cookie:
    get:
      parameters: [{ name: k, in: cookie, required: true, schema: { type: integer } }]
      responses: { "204": { description: ok } }
  /query:
    get:
      parameters: [{ name: k, in: query, required: true, schema: { type: integer } }]
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
  call "http://127.0.0.1:$port/cookie"
  call --cookie k=text "http://127.0.0.1:$port/cookie"
  call "http://127.0.0.1:$port/query"
} | tee seen
diff seen - <<'END'
204
204
422"message":"Request query must have required property 'k'"
END
