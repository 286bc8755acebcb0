#!/usr/bin/env bash
# Expected: a body parameter that Swagger 2.0 declares for a whole path becomes the request body of each of its
# operations.
# Seen with swagger2openapi 7.0.8: it is dropped without a message; the operation has neither parameter nor body. The same
# parameter declared by the operation is converted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . swagger2openapi@7.0.8 >/dev/null
cat >old.yaml <<'END'
swagger: "2.0"
info: { title: Notes, version: "1" }
consumes: [application/json]
paths:
  /notes:
    parameters:
    - { name: note, in: body, required: true, schema: { type: object } }
    post: { operationId: add, responses: { "201": { description: added } } }
  /tags:
    post:
      operationId: tag
      parameters:
      - { name: tag, in: body, required: true, schema: { type: object } }
      responses: { "201": { description: added } }
END
npx swagger2openapi old.yaml --outfile new.yaml
sed -n '/^paths:/,$p' new.yaml | tee seen
diff seen - <<'END'
paths:
  /notes:
    parameters: []
    post:
      operationId: add
      responses:
        "201":
          description: added
  /tags:
    post:
      operationId: tag
      requestBody:
        content:
          application/json:
            schema:
              type: object
        required: true
      responses:
        "201":
          description: added
END
