#!/usr/bin/env bash
# Expected: openapi-core reads path parameters of all three styles of OpenAPI: `simple`, `label` (`.5`) and `matrix`
# (`;p=5`).
# Seen with openapi-core 0.23.1 and werkzeug 3.1.9: in `label` and `matrix` the path matches, and the parameter is then
# reported as missing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check openapi-core==0.23.1 werkzeug==3.1.9
cat >read.py <<'END'
"""Reads the parameters of one request, as a server with openapi-core does."""

from openapi_core import OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

LIST = {"type": "array", "items": {"type": "integer"}}
OBJECT = {"type": "object", "properties": {"b": {"type": "integer"}, "c": {"type": "string"}}}


def read(template, url, **parameter):
    operation = {"parameters": [parameter], "responses": {"200": {"description": "ok"}}}
    document = {
        "openapi": "3.0.3",
        "info": {"title": "Styles", "version": "1"},
        "servers": [{"url": "http://localhost"}],
        "paths": {template: {"get": operation}},
    }
    path, _, query = url.partition("?")
    request = Request(EnvironBuilder(path=path, query_string=query, base_url="http://localhost").get_environ())
    result = OpenAPI.from_dict(document).unmarshal_request(WerkzeugOpenAPIRequest(request))
    values = {**result.parameters.path, **result.parameters.query}
    print(url, parameter["style"], values, [type(error).__name__ for error in result.errors])


END
cat >>read.py <<'END'
path = {"name": "p", "in": "path", "required": True, "explode": False}
read("/x/{p}", "/x/5", style="simple", schema={"type": "integer"}, **path)
read("/x/{p}", "/x/.5", style="label", schema={"type": "integer"}, **path)
read("/x/{p}", "/x/;p=5", style="matrix", schema={"type": "integer"}, **path)
read("/x/{p}", "/x/.1,2", style="label", schema=LIST, **path)
END
python/bin/python read.py | tee seen
diff seen - <<'END'
/x/5 simple {'p': 5} []
/x/.5 label {} ['MissingRequiredParameter']
/x/;p=5 matrix {} ['MissingRequiredParameter']
/x/.1,2 label {} ['MissingRequiredParameter']
END
