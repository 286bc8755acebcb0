#!/usr/bin/env bash
# Expected: an object whose `anyOf` only says which of its properties must be there ("a or b") keeps its properties in the
# type; what cannot be said is left out, or becomes a union of two objects.
# Seen with openapi-typescript 7.13.0: each alternative becomes `unknown`, and the union of the object with `unknown` is
# `unknown`: no property is checked any more, without a message.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . openapi-typescript@7.13.0 typescript@5.9.3 >/dev/null
cat >openapi.yaml <<'END'
openapi: 3.0.3
info: { title: Either, version: "1" }
paths: {}
components:
  schemas:
    Contact:
      type: object
      properties: { mail: { type: string }, phone: { type: string } }
      anyOf: [{ required: [mail] }, { required: [phone] }]
END
npx openapi-typescript openapi.yaml 2>/dev/null >types.ts
sed -n '/Contact:/,/;$/p; /unknown/p' types.ts | grep -x ' *} | unknown | unknown;'
cat >use.ts <<'END'
import type { components } from "./types";
export const contact: components["schemas"]["Contact"] = 5;
END
npx tsc --noEmit --strict use.ts && echo "a number is a contact"
