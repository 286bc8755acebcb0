#!/usr/bin/env bash
# Expected: openapi-core reads `a=1%202` under `style: spaceDelimited` as the list [1, 2], and an object of that style as
# the object, just as it reads `pipeDelimited`.
# Seen with openapi-core 0.23.1 and werkzeug 3.1.9: the list is refused, with `%20` and with `+` for the space, and an
# object is read as an empty one without an error.
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
space = {"name": "a", "in": "query", "style": "spaceDelimited", "explode": False}
read("/x", "/x?a=1%202", schema=LIST, **space)
read("/x", "/x?a=1+2", schema=LIST, **space)
read("/x", "/x?a=b%201%20c%20d", schema=OBJECT, **space)
read("/x", "/x?a=1%7C2", schema=LIST, **{**space, "style": "pipeDelimited"})
END
python/bin/python read.py | tee seen
diff seen - <<'END'
/x?a=1%202 spaceDelimited {} ['ParameterValidationError']
/x?a=1+2 spaceDelimited {} ['ParameterValidationError']
/x?a=b%201%20c%20d spaceDelimited {'a': {}} []
/x?a=1%7C2 pipeDelimited {'a': [1, 2]} []
END
