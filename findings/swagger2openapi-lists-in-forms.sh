#!/usr/bin/env bash
# Expected: a list in a form of Swagger 2.0 with `collectionFormat: csv` (`a=1,2`) keeps its form in OpenAPI 3.0, by an
# Encoding Object with `explode: false`, as the same list in a query gets it.
# Seen with swagger2openapi 7.0.8: the form gets no `encoding`, so that OpenAPI's default applies (`a=1&a=2`), and
# clients that are made from the result send something else than clients made from the source.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . swagger2openapi@7.0.8 >/dev/null
cat >old.yaml <<'END'
swagger: "2.0"
info: { title: Lists, version: "1" }
paths:
  /a:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters:
      - { name: q, in: query, type: array, items: { type: string }, collectionFormat: csv }
      - { name: f, in: formData, type: array, items: { type: string }, collectionFormat: csv }
      responses: { "200": { description: ok } }
END
npx swagger2openapi old.yaml --outfile new.yaml
sed -n '/parameters:/,/responses:/p' new.yaml | tee seen
diff seen - <<'END'
      parameters:
        - name: q
          in: query
          style: form
          explode: false
          schema:
            type: array
            items:
              type: string
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              properties:
                f:
                  type: array
                  items:
                    type: string
      responses:
END
