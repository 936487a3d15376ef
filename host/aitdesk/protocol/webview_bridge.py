"""The wire of SDK 3.x: the transport @webview-bridge/web 1.7.10, and the events on top of it.

Every message names its copy of the SDK (`bridgeId`); what it waits for is emitted on that copy's
emitter, an event on all of them. Text to the page is JSON that page/emitters.js applies:
`{"event": name, "values": [...], "to": bridgeId}`, `to` absent for all, or
`{"appsInTossConstants": {...}}`. A value of undefined is no value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aitdesk.errors import ApiError, TransportFailure, Unimplemented, WireError
from aitdesk.protocol.frames import (
    Call,
    Event,
    FromPage,
    Hello,
    Receipt,
    Subscribe,
    ToPage,
    Unsubscribe,
    Via,
)
from aitdesk.protocol.line import Line
from aitdesk.protocol.text import dump, text_in
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.value import Json, Value

SUBSCRIBE: Final = "__subscribeAppEvent"
UNSUBSCRIBE: Final = "__unsubscribeAppEvent"
_EVENTS: Final = "postMessage/appsInTossEvent"


def decode(message: Mapping[str, Any]) -> FromPage:
    """Return the message in a parsed text; raise WireError for anything else."""
    kind, via = text_in(message, "type"), Via(Line.WEBVIEW_BRIDGE, text_in(message, "bridgeId"))
    if kind == "getBridgeState":
        return Hello(via)
    body = message.get("body")
    if not isinstance(body, dict):
        raise WireError("body is not an object")
    name = text_in(body, "method")
    if kind == "fallback":
        # The transport has failed it in the page already; nothing waits for the host.
        raise WireError(f"the page asked its transport for {name!r}, which it does not define")
    if kind != "bridge":
        raise WireError(f"unknown message type {kind!r}")
    args = body.get("args")
    if not isinstance(args, list):
        raise WireError(f"the arguments of {name!r} are not an array")
    return _call(name, text_in(body, "eventId"), args, via=via)


def encode(frame: ToPage) -> str:
    """Return the text that makes the page's emitters deliver the frame."""
    if isinstance(frame, Event):
        return dump({"event": _EVENTS, "values": [_delivery(frame)]})
    if isinstance(frame, Receipt):
        name = SUBSCRIBE if isinstance(frame.to, Subscribe) else UNSUBSCRIBE
        via, number = frame.to.via, frame.to.receipt
    else:
        name, via, number = frame.name, frame.via, frame.id
    return dump({"event": f"{name}-{number}", "values": _values(frame.result), "to": via.copy})


def constants(values: Mapping[str, Value]) -> str:
    """Return the text that replaces the constants; undefined members are absent."""
    present = {name: value for name, value in values.items() if value is not UNDEFINED}
    return dump({"appsInTossConstants": present})


def error(failure: ApiError) -> dict[str, Json]:
    """Return an error as a value that the SDK throws with every member it has.

    A transport failure would keep only name, message and stack. The SDK takes nothing for an
    error that lacks a text as name or message, or whose stack is anything but a text (3.0.5 to
    3.6.0), so no further member may stand in their place.
    """
    more: dict[str, Any] = {"userInfo": {}, **failure.data}
    if failure.code is not None:
        more["code"] = failure.code
    return {
        **more,
        "__instanceof": "Error",
        "name": failure.name,
        "message": failure.message,
        "stack": _stack(failure),
    }


def _stack(failure: ApiError) -> str:
    return f"{failure.name}: {failure.message}\n    at native"


def _call(name: str, event_id: str, args: list[Any], *, via: Via) -> FromPage:
    asked = args[0] if args and isinstance(args[0], dict) else {}
    subscription = asked.get("subscriptionId")
    if isinstance(subscription, str):
        wanted = asked.get("method")
        if name == SUBSCRIBE and isinstance(wanted, str):
            options = asked.get("params", UNDEFINED)
            return Subscribe(wanted, subscription, options, via, event_id)
        if name == UNSUBSCRIBE:
            return Unsubscribe("", subscription, via, event_id)
    return Call(name, event_id, args, via)


def _values(result: Value | ApiError) -> list[Json]:
    if isinstance(result, Unimplemented):
        # The reference host's word for a name that it does not have: the promise rejects with it.
        return [{}, True]
    if isinstance(result, TransportFailure):
        # A text that is not JSON would throw inside the page, and its promise never settle.
        shown = {"name": result.name, "message": result.message, "stack": _stack(result)}
        return [{}, dump({**shown, "__isError": True})]
    if isinstance(result, ApiError):
        return [error(result)]
    return [] if result is UNDEFINED else [result]


def _delivery(frame: Event) -> dict[str, Json]:
    failed = isinstance(frame.result, ApiError)
    told: dict[str, Json] = {"subscriptionId": frame.id, "kind": "error" if failed else "event"}
    if isinstance(frame.result, ApiError):
        told["payload"] = error(frame.result)
    elif frame.result is not UNDEFINED:
        told["payload"] = frame.result
    return told
