#!/usr/bin/env bash
# Expected: openapi-core reads an object in the query in OpenAPI's default style, `form` with `explode: true`, from the
# parameters that are called like its properties.
# Seen with openapi-core 0.23.1 and werkzeug 3.1.9: there is no value and no error, as if nothing had been sent; where the
# parameter is required, it is missing. Not exploded, the same object is read.
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
form = {"name": "a", "in": "query", "style": "form", "schema": OBJECT}
read("/x", "/x?b=1&c=d", explode=True, **form)
read("/x", "/x?b=1&c=d", explode=True, required=True, **form)
read("/x", "/x?a=b,1,c,d", explode=False, **form)
END
python/bin/python read.py | tee seen
diff seen - <<'END'
/x?b=1&c=d form {} []
/x?b=1&c=d form {} ['MissingRequiredParameter']
/x?a=b,1,c,d form {'a': {'b': 1, 'c': 'd'}} []
END
