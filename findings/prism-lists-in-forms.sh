#!/usr/bin/env bash
# Expected: Prism reads a list in an `application/x-www-form-urlencoded` body as OpenAPI says: `l=a&l=b` by default, and
# `l=a,b` where the Encoding Object has `explode: false`.
# Seen with @stoplight/prism-cli 5.14.2: the schema is checked against the text, so both are refused with 422.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @stoplight/prism-cli@5.14.2 >/dev/null
cat >openapi.yaml <<'END'
openapi: 3.0.3
info: { title: Mocked, version: "1" }
paths:
  /repeated:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: &form { type: object, properties: { l: { type: array, items: { type: string } } } }
      responses: { "204": { description: ok } }
  /joined:
    post:
      requestBody:
        content: { application/x-www-form-urlencoded: { schema: *form, encoding: { l: { explode: false } } } }
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
  call --data 'l=a&l=b' "http://127.0.0.1:$port/repeated"
  call --data 'l=a,b' "http://127.0.0.1:$port/joined"
} | tee seen
diff seen - <<'END'
422"message":"Request body property l must be array"
422"message":"Request body property l must be array"
END
