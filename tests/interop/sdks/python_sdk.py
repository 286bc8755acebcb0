"""Makes the ten calls with the official Python SDK against the server whose address is given, and prints what came."""

import sys

from cloudflare import Cloudflare

routing = Cloudflare(api_token="t", base_url=sys.argv[1], max_retries=0).ai_gateway.dynamic_routing
of_account = {"account_id": "a"}
within = {"account_id": "a", "gateway_id": "g"}
edge = {"elementId": "end"}
elements = [{"id": "start", "type": "start", "outputs": {"next": edge}}, {"id": "end", "type": "end", "outputs": {}}]

for name, call, read in [
    ("create", lambda: routing.create("g", **of_account, name="support", elements=elements), lambda came: came.name),
    ("get", lambda: routing.get("r", **within), lambda came: came.id),
    ("list", lambda: routing.list("g", **of_account), lambda came: came.data.routes[0].id),
    ("update", lambda: routing.update("r", **within, name="renamed"), lambda came: came.route.id),
    ("create_version", lambda: routing.create_version("r", **within, elements=elements), lambda came: came.id),
    ("list_versions", lambda: routing.list_versions("r", **within), lambda came: came.data.versions[0].version_id),
    ("get_version", lambda: routing.get_version("v", **within, id="r"), lambda came: came.version_id),
    ("create_deployment", lambda: routing.create_deployment("r", **within, version_id="v"), lambda came: came.id),
    ("list_deployments", lambda: routing.list_deployments("r", **within), lambda came: came.data.deployments[0].deployment_id),
    ("delete", lambda: routing.delete("r", **within), lambda came: came.id),
]:
    came = read(call())
    assert isinstance(came, str) and came, f"{name}: {came!r}"
    print(f"ok: Python SDK, {name}: {came}")
