#!/usr/bin/env bash
# Expected: openapi-down-convert either turns what 3.0 cannot say into something near it, or says that it did not: lists
# of several types into `anyOf`, `anyOf` with the type null into `nullable`.
# Seen with @apiture/openapi-down-convert 0.14.2: only a list of one type and null becomes `nullable`; all others stay as
# they are, `type: "null"` and lists of types in a document that says 3.0.3, without a message.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @apiture/openapi-down-convert@0.14.2 >/dev/null
cat >new.yaml <<'END'
openapi: 3.1.0
info: { title: Types, version: "1" }
paths: {}
components:
  schemas:
    Name: { type: [string, "null"] }
    Id: { type: [string, integer] }
    Owner: { anyOf: [{ $ref: "#/components/schemas/Id" }, { type: "null" }] }
END
npx openapi-down-convert --input new.yaml --output old.yaml
sed -n '/schemas:/,$p' old.yaml | tee seen
diff seen - <<'END'
  schemas:
    Name:
      type: string
      nullable: true
    Id:
      type:
        - string
        - integer
    Owner:
      anyOf:
        - $ref: '#/components/schemas/Id'
        - type: 'null'
END
