#!/usr/bin/env bash
# Expected: a response header of Swagger 2.0 that is a list with `collectionFormat: csv` becomes a header whose schema is
# an array; Swagger 2.0 allows that key in headers (Header Object), and commas are what `style: simple` means.
# Seen with swagger2openapi 7.0.8: the whole document is refused, with a message about nested formats although nothing is
# nested. Without the key, which has the same meaning because csv is the default, it is converted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . swagger2openapi@7.0.8 >/dev/null
document() {
  cat <<END
swagger: "2.0"
info: { title: Header, version: "1" }
paths:
  /a:
    get:
      responses:
        "200":
          description: ok
          headers: { X-Names: { type: array, items: { type: string }$1 } }
END
}
document ", collectionFormat: csv" >with.yaml
document "" >without.yaml
if npx swagger2openapi with.yaml --outfile new.yaml >seen 2>&1; then
  echo "the header is converted now" >&2
  exit 1
fi
grep -x 'S2OError: Nested collectionFormats are not supported' seen
npx swagger2openapi without.yaml --outfile new.yaml
grep -A 5 X-Names new.yaml | tee seen
diff seen - <<'END'
            X-Names:
              schema:
                type: array
                items:
                  type: string
              style: simple
END
