#!/usr/bin/env bash
# Expected: the mock server steady, which reads all styles of a query, reads the three styles of a path as well: `simple`,
# `label` (`.5`) and `matrix` (`;p=5`).
# Seen with @stdy/cli 0.22.2: the prefix of `label` and `matrix` is taken for a part of the value, so valid calls are
# answered with 400 and blamed on the client.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @stdy/cli@0.22.2 >/dev/null
cat >openapi.yaml <<'END'
openapi: 3.0.3
info: { title: Mocked, version: "1" }
paths:
  /simple/{p}:
    get:
      parameters: [{ name: p, in: path, required: true, schema: { type: integer } }]
      responses: { "204": { description: ok } }
  /label/{p}:
    get:
      parameters: [{ name: p, in: path, required: true, style: label, schema: { type: integer } }]
      responses: { "204": { description: ok } }
  /matrix/{p}:
    get:
      parameters: [{ name: p, in: path, required: true, style: matrix, schema: { type: integer } }]
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
  call "http://127.0.0.1:$port/simple/5"
  call "http://127.0.0.1:$port/label/.5"
  call "http://127.0.0.1:$port/matrix/;p=5"
} | tee seen
diff seen - <<'END'
204
400"message":"Expected type integer, got string"
400"message":"Expected type integer, got string"
END
