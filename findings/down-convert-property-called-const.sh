#!/usr/bin/env bash
# Expected: openapi-down-convert replaces the keyword `const` of OpenAPI 3.1 by an `enum` of one value where it is a
# keyword, and leaves a property alone that happens to be called `const`.
# Seen with @apiture/openapi-down-convert 0.14.2: the property is gone, and `properties` holds one called `enum` whose
# schema is a list. No message, exit status 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @apiture/openapi-down-convert@0.14.2 >/dev/null
cat >new.yaml <<'END'
openapi: 3.1.0
info: { title: Rules, version: "1" }
paths: {}
components:
  schemas:
    Rule:
      type: object
      properties:
        const: { type: string }
        kind: { const: rule }
END
npx openapi-down-convert --input new.yaml --output old.yaml
grep -A 9 Rule: old.yaml | tee seen
diff seen - <<'END'
    Rule:
      type: object
      properties:
        kind:
          enum:
            - rule
        enum:
          - type: string
END
