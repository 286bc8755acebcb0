#!/usr/bin/env bash
# Expected: a body parameter that Swagger 2.0 declares once under `parameters` and that an operation refers to becomes the
# operation's `requestBody`, as a reference.
# Seen with @scalar/openapi-upgrader 0.4.9: the component moves to `requestBodies`, but the reference to it stays in the
# list of parameters, where OpenAPI 3.0 allows none; the operation has no request body.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @scalar/openapi-upgrader@0.4.9 >/dev/null
cat >upgrade.mjs <<'END'
import { upgradeFromTwoToThree } from "@scalar/openapi-upgrader/2.0-to-3.0";

const upgraded = upgradeFromTwoToThree({
  swagger: "2.0",
  info: { title: "Notes", version: "1" },
  consumes: ["application/json"],
  parameters: { Note: { name: "note", in: "body", required: true, schema: { type: "object" } } },
  paths: { "/notes": { post: { parameters: [{ $ref: "#/parameters/Note" }], responses: { 201: { description: "added" } } } } },
});
const { parameters, requestBody } = upgraded.paths["/notes"].post;
console.log(JSON.stringify({ parameters, requestBody: requestBody ?? null, components: Object.keys(upgraded.components) }));
END
node upgrade.mjs | tee seen
diff seen - <<'END'
{"parameters":[{"$ref":"#/components/requestBodies/Note"}],"requestBody":null,"components":["requestBodies"]}
END
