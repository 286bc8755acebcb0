"""Answers that fit: those of the ten operations, and of the calls of cloudflare-rs that stand in for them."""

import json
from urllib.parse import parse_qs, urlsplit

TIME = "2026-11-25T00:00:00Z"
UUID = "6a6f8e2c-3d3b-4c58-9a0c-1f2e3d4c5b6a"
EDGE = {"elementId": "e"}
ELEMENTS = [{"id": "s", "type": "start", "outputs": {"next": EDGE}}, {"id": "e", "type": "end", "outputs": {}}]
ROUTES = 5


def fitting(request, elements: list[dict], listing: dict) -> str:
    """The body of the answer to a request; `elements` stand in routes, `listing` says how a list strays."""
    path, query = urlsplit(request.target).path, parse_qs(urlsplit(request.target).query)
    if "/routes" in path:
        return json.dumps(of_routes(request.method, path, query, elements or ELEMENTS, listing))
    if "/cfd_tunnel" in path:
        tunnel = {"id": UUID, "created_at": TIME, "name": "n", "connections": [], "metadata": {}}
        return succeeded(tunnel)
    if request.method == "DELETE":
        return succeeded({"id": "r"})
    if request.method == "GET":
        return succeeded([record(number) | listing.get("record", {}) for number in page(query, listing)])
    return succeeded(record(1))


def of_routes(method: str, path: str, query: dict, elements: list[dict], listing: dict) -> dict:
    if method == "GET" and path.endswith("/routes"):
        routes = [route(elements, number) | {"account_tag": "a"} for number in page(query, listing)]
        data = {"routes": routes, "page": 1, "per_page": 2, "order_by": "created_at", "order_by_direction": "desc"}
        return {"success": True, "data": data}
    if method == "PATCH":
        return {"success": True, "route": route(elements) | {"account_tag": "a"}}
    return {"success": True, "result": route(elements)}


def page(query: dict, listing: dict) -> range:
    """The numbers of the items on the page that the query asks for."""
    number, size = (int(query.get(name, [default])[0]) for name, default in (("page", 1), ("per_page", 2)))
    total = listing.get("total", ROUTES)
    if listing.get("repeats_last_page"):
        number = min(number, -(-total // size))
    return range((number - 1) * size, max(0, min(number * size, total)))


def route(elements: list[dict], number: int = 1) -> dict:
    deployment = {"deployment_id": "d", "version_id": "v", "created_at": TIME}
    version = {"version_id": "v", "data": "{}", "active": "true", "created_at": TIME}
    own = {"id": f"r{number}", "name": "n", "elements": elements, "gateway_id": "g"}
    return own | {"created_at": TIME, "modified_at": TIME, "deployment": deployment, "version": version}


def record(number: int) -> dict:
    """A DNS record."""
    names = {"id": f"r{number}", "name": "n", "type": "A", "content": "192.0.2.1", "ttl": 1, "meta": {}}
    return names | {"modified_on": TIME, "created_on": TIME, "proxiable": False, "proxied": False}


def succeeded(result) -> str:
    return json.dumps({"success": True, "errors": [], "messages": [], "result": result})
