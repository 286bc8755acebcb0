#!/usr/bin/env bash
# Expected: openapi-down-convert, asked for OpenAPI 3.0, turns `exclusiveMinimum: 0` of 3.1 into `minimum: 0` and
# `exclusiveMinimum: true`, because in 3.0 that keyword is a boolean.
# Seen with @apiture/openapi-down-convert 0.14.2: the number stays, without a message, in a document that says 3.0.3, so
# readers of 3.0 refuse the result or lose the bound.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @apiture/openapi-down-convert@0.14.2 >/dev/null
cat >new.yaml <<'END'
openapi: 3.1.0
info: { title: Bounds, version: "1" }
paths: {}
components:
  schemas:
    Share: { type: number, exclusiveMinimum: 0, exclusiveMaximum: 100 }
END
npx openapi-down-convert --input new.yaml --output old.yaml
grep -A 3 Share: old.yaml | tee seen
diff seen - <<'END'
    Share:
      type: number
      exclusiveMinimum: 0
      exclusiveMaximum: 100
END
grep -qx 'openapi: 3.0.3' old.yaml
