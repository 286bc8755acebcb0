"""What the table says of one try: from the requests that the server saw, and from how the program says it ended."""

import json
from dataclasses import dataclass

from server import REQUEST_ID, Request


@dataclass
class Observation:
    requests: list[Request]
    outcome: dict | None
    """`None` where the program had to be stopped."""
    log: str
    limit: float
    elements: list[dict]

    @property
    def error(self) -> dict | None:
        return (self.outcome or {}).get("error")


def credentials(seen: Observation) -> str:
    if not seen.requests:
        return f"nothing, {error(seen)}"
    names = {"authorization": "token", "x-auth-key": "key", "x-auth-email": "e-mail"}
    return " + ".join(text for name, text in names.items() if name in seen.requests[0].headers) or "no secret"


def printed(seen: Observation) -> str:
    text = (seen.error or seen.outcome or {}).get("printed")
    if text is None:
        return "no such form"
    return "yes" if "canary-token" in text else "no"


def requests(seen: Observation) -> str:
    return str(len(seen.requests))


def idempotency(seen: Observation) -> str:
    again = seen.requests[1:]
    if not again:
        return "not sent again"
    return "yes" if all("idempotency-key" in request.headers for request in again) else "no"


def wait(seen: Observation) -> str:
    if len(seen.requests) < 2:
        return "no retry" if seen.outcome else f"over {seen.limit:g} s"
    seconds = seen.requests[1].seconds - seen.requests[0].answered
    # Half a second, less the quarter that chance can take off; the program takes some time itself.
    if seconds < 0.3:
        return "none"
    if seconds < 0.75:
        return "0.5 s"
    return f"{round(seconds * 2) / 2:g} s"


def seconds(seen: Observation) -> str:
    if seen.outcome is None:
        return f"over {seen.limit:g} s"
    if "seconds" not in seen.outcome:
        return outcome(seen)
    ended = "" if seen.error else ", with the value"
    return f"{seen.outcome['seconds']:.0f} s{ended}"


def error(seen: Observation) -> str:
    if seen.error is None:
        return outcome(seen)
    return f"`{seen.error['type']}`"


def outcome(seen: Observation) -> str:
    if seen.outcome is None:
        return f"none in {seen.limit:g} s"
    if seen.error:
        return error(seen)
    return "value" if seen.outcome["value"] else "nothing, no error"


def details(seen: Observation) -> str:
    codes, messages = ((seen.error or {}).get(name) or [] for name in ("codes", "messages"))
    if messages != ["not today"]:
        return "lost"
    return "both" if codes not in ([], [None]) else "message"


def context(seen: Observation) -> str:
    known = seen.error or {}
    has = {
        "status": known.get("status") == 403,
        "`cf-ray`": known.get("request_id") == REQUEST_ID,
        "body": "canary-page" in (known.get("body") or ""),
        "number of tries": known.get("tries") == 1,
    }
    return ", ".join(name for name, there in has.items() if there) or "none of these"


def raw(seen: Observation) -> str:
    return "yes" if (seen.outcome or {}).get("raw") == [200, REQUEST_ID, "r1"] else outcome(seen)


def option(seen: Observation) -> str:
    request = seen.requests[0] if seen.requests else None
    failed_early = bool(seen.error) and (seen.outcome or {})["seconds"] < 3
    # Each try sets one option, and shows itself in one way.
    shown = request is not None and (
        request.headers.get("x-option") == "1"
        or "option=1" in request.target
        or json.loads(request.body or b"{}").get("option") == "1"
        or failed_early and len(seen.requests) <= 2
    )
    return "yes" if shown else "no"


def items(seen: Observation) -> str:
    count = f"{(seen.outcome or {}).get('items', 0)} in {len(seen.requests)} requests"
    count = count.removesuffix("s") if len(seen.requests) == 1 else count
    return f"{count}, then {error(seen)}" if seen.error else count


def written(seen: Observation) -> str:
    sent = [request for request in seen.requests if request.method == "POST"]
    if not seen.elements:
        return "read, but dropped" if not seen.error else f"not read: {error(seen)}"
    if not sent:
        return f"not written: {error(seen)}"
    back = json.loads(sent[0].body)["elements"]
    pairs = list(zip(seen.elements, back, strict=True))
    same = sum(one == other for one, other in pairs)
    # Python finds `100` and `100.0` equal.
    rewritten = sum(one == other and as_text(one) != as_text(other) for one, other in pairs)
    return f"{same} of {len(pairs)}" + (f", {rewritten} with `4` as `4.0`" if rewritten else "")


def as_text(value) -> str:
    return json.dumps(value, sort_keys=True)


def read_as(seen: Observation) -> str:
    names = dict.fromkeys((seen.outcome or {}).get("read_as", []))
    return ", ".join(f"`{name}`" for name in names) or f"not read: {error(seen)}"


def path(seen: Observation) -> str:
    if not seen.requests:
        return "refused"
    return f"`{seen.requests[0].target.partition('?')[0].removeprefix('/accounts/a/ai-gateway/gateways/g')}`"


def carried(seen: Observation) -> str:
    if len(seen.requests) < 2:
        return "not followed"
    return credentials(Observation(seen.requests[1:], seen.outcome, seen.log, seen.limit, seen.elements))


def logged(seen: Observation) -> str:
    if not seen.log:
        return "there is no log"
    canaries = {"token": "canary-token", "key": "canary-key", "e-mail": "canary@", "header": "canary-header"}
    canaries |= {"body": "canary-body", "account": "canary-account"}
    return ", ".join(name for name, canary in canaries.items() if canary in seen.log) or "none of these"


def spans(seen: Observation) -> str:
    return "yes" if "http.request.method" in seen.log and "url.template" in seen.log else "no"


def works(seen: Observation) -> str:
    return "yes" if outcome(seen) == "value" and len(seen.requests) == 1 else outcome(seen)


def own_http(seen: Observation) -> str:
    used = seen.requests and seen.requests[0].headers.get("x-own-client") == "1"
    return "yes" if used else "no"
