"""Does one task with the official Python SDK, and prints how it ended as JSON."""

import asyncio
import json
import sys
import time

import cloudflare
import httpx

task = json.loads(sys.argv[1])
given, options = task.get("client", {}), task.get("options", {})
names = {"token": "api_token", "email": "api_email", "key": "api_key", "retries": "max_retries", "timeout": "timeout"}


def make(kind=cloudflare.Cloudflare):
    arguments = {names[name]: value for name, value in given.items() if name in names}
    if given.get("own_http"):
        arguments["http_client"] = cloudflare.DefaultHttpxClient(headers={"x-own-client": "1"})
    return kind(base_url=task["address"], **arguments)


def per_call() -> dict:
    extra = {name: dict([options[name]]) for name in ("header", "query", "body") if name in options}
    arguments = {"header": "extra_headers", "query": "extra_query", "body": "extra_body"}
    return {arguments[name]: value for name, value in extra.items()} | (
        {"timeout": options["timeout"]} if "timeout" in options else {}
    )


def call(client):
    """The call itself; a coroutine for the client that is asynchronous."""
    if "retries" in options:
        client = client.with_options(max_retries=options["retries"])
    routing = client.ai_gateway.dynamic_routing
    if task.get("end") == "raw":
        routing = routing.with_raw_response
    account, extra = {"account_id": task.get("account", "a")}, per_call()
    within = account | {"gateway_id": "g"}
    elements = [{"id": "e", "type": "end", "outputs": {}}]
    match task["call"]:
        case "get":
            return routing.get(task.get("id", "r"), **within, **extra)
        case "create":
            return routing.create("g", **account, name=task.get("name", "n"), elements=elements, **extra)
        case "update":
            return routing.update("r", **within, name="n", **extra)
        case "delete":
            return routing.delete("r", **within, **extra)
        case "list":
            return routing.list("g", **account, per_page=2, **extra)


def run():
    global start
    if "deadline" in options:
        return {"missing": "no setting"}
    client = make()
    # Importing what it needs is no part of the call.
    _ = client.ai_gateway.dynamic_routing
    start = time.monotonic()
    match task.get("end", "value"):
        case "async":
            value = asyncio.run(call(make(cloudflare.AsyncCloudflare)))
        case "round_trip":
            route = call(client)
            within = {"account_id": "a", "gateway_id": "g"}
            client.ai_gateway.dynamic_routing.create_version("r", **within, elements=route.elements)
            return {"value": True, "read_as": [type(element).__name__ for element in route.elements]}
        case "raw":
            raw = call(client)
            value = raw.parse()
            return {"value": True, "raw": [raw.status_code, raw.headers.get("cf-ray"), value.id]}
        case "items":
            page = call(client)
            # Lists that the SDK pages through have a way on, and iterate over their items.
            return {"value": True, "items": len(list(page) if hasattr(page, "get_next_page") else page.data.routes)}
        case _:
            value = call(client)
    return {"value": value is not None, "printed": repr(client) + str(client)}


def failed(error: Exception) -> dict:
    known = {"type": type(error).__name__, "printed": repr(error) + str(error)}
    if isinstance(error, cloudflare.APIError):
        known["codes"] = [detail.code for detail in error.errors or []]
        known["messages"] = [detail.message for detail in error.errors or []]
    if isinstance(error, cloudflare.APIStatusError):
        known |= {"status": error.status_code, "request_id": error.response.headers.get("cf-ray")}
        known["body"] = error.response.text
    return known


start = time.monotonic()
try:
    outcome = run()
except Exception as error:
    outcome = {"error": failed(error)}
print(json.dumps(outcome | {"seconds": time.monotonic() - start}))
