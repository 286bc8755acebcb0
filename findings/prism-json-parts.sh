#!/usr/bin/env bash
# Expected: a part of a `multipart/form-data` body whose property is an object is JSON, which is OpenAPI's default for
# objects, so Prism checks the object.
# Seen with @stoplight/prism-cli 5.14.2: the part is taken for a text even when it says `application/json`, and the valid
# call is refused with 422.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @stoplight/prism-cli@5.14.2 >/dev/null
cat >openapi.yaml <<'END'
openapi: 3.0.3
info: { title: Mocked, version: "1" }
paths:
  /parts:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              properties: { n: { type: string }, o: { type: object, properties: { b: { type: integer } } } }
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
  call --form n=text "http://127.0.0.1:$port/parts"
  call --form n=text --form 'o={"b":1};type=application/json' "http://127.0.0.1:$port/parts"
} | tee seen
diff seen - <<'END'
204
422"message":"Request body property o must be object"
END
