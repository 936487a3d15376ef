"""What a page of SDK 3.x sends, and what it is sent, as texts for the rig.

The same functions as in `rig`, for the messages of the other line.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from aitdesk.value import Json, Value

COPY: Final = "abcdefghijklmnopqrstu"
"""The id of the SDK's copy in the page."""


def hello(*, copy: str = COPY) -> str:
    """Return the first text of a copy of the SDK."""
    return json.dumps({"type": "getBridgeState", "bridgeId": copy})


def call(name: str, *args: Json, event_id: str = "1", copy: str = COPY) -> str:
    """Return the page's text that calls a method."""
    body: Json = {"method": name, "eventId": event_id, "args": list(args)}
    return json.dumps({"type": "bridge", "body": body, "bridgeId": copy})


def subscribe(
    name: str, *, subscription_id: str = "s", options: Value = UNDEFINED, event_id: str = "1"
) -> str:
    """Return the page's text that wants an event."""
    asked: dict[str, Json] = {"method": name, "subscriptionId": subscription_id}
    if options is not UNDEFINED:
        asked["params"] = options
    return call("__subscribeAppEvent", asked, event_id=event_id)


def unsubscribe(*, subscription_id: str = "s", event_id: str = "2") -> str:
    """Return the page's text that wants an event no longer."""
    return call("__unsubscribeAppEvent", {"subscriptionId": subscription_id}, event_id=event_id)


def resolved(name: str, value: Value = UNDEFINED, *, event_id: str = "1", copy: str = COPY) -> Json:
    """Return what resolves the page's promise; without a value, to undefined."""
    return _emitted(f"{name}-{event_id}", value, copy=copy)


def subscribed(*, event_id: str = "1") -> Json:
    """Return what tells the page that it has the event."""
    return resolved("__subscribeAppEvent", event_id=event_id)


def unsubscribed(*, event_id: str = "2") -> Json:
    """Return what tells the page that it no longer has the event."""
    return resolved("__unsubscribeAppEvent", event_id=event_id)


def unknown(name: str, *, event_id: str = "1", copy: str = COPY) -> Json:
    """Return what rejects the page's promise where the shell has no such name."""
    return {"event": f"{name}-{event_id}", "values": [{}, True], "to": copy}


def thrown(
    name: str,
    message: str,
    *,
    code: str | None = None,
    error_name: str = "Error",
    event_id: str = "1",
) -> Json:
    """Return what the SDK throws in the page, with every member it has."""
    return resolved(name, _error(message, code=code, error_name=error_name), event_id=event_id)


def told(value: Value = UNDEFINED, *, subscription_id: str = "s") -> Json:
    """Return what delivers an event to the page."""
    return _delivered("event", value, subscription_id=subscription_id)


def failed(
    message: str,
    *,
    code: str | None = None,
    error_name: str = "Error",
    subscription_id: str = "s",
) -> Json:
    """Return what tells the page of an event's failure."""
    error = _error(message, code=code, error_name=error_name)
    return _delivered("error", error, subscription_id=subscription_id)


def _emitted(event: str, value: Value, *, copy: str) -> Json:
    return {"event": event, "values": [] if value is UNDEFINED else [value], "to": copy}


def _delivered(kind: str, value: Value, *, subscription_id: str) -> Json:
    told: dict[str, Json] = {"subscriptionId": subscription_id, "kind": kind}
    if value is not UNDEFINED:
        told["payload"] = value
    return {"event": "postMessage/appsInTossEvent", "values": [told]}


def _error(message: str, *, code: str | None, error_name: str) -> Json:
    shown: dict[str, Json] = {
        "__instanceof": "Error",
        "name": error_name,
        "message": message,
        "stack": f"{error_name}: {message}\n    at native",
        "userInfo": {},
    }
    return shown if code is None else {**shown, "code": code}
