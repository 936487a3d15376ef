"""The wire of SDK 1.x and 2.x: `ReactNativeWebView.postMessage` in, the granite emitter out.

The envelope is the same from 1.2.0 to 2.10.8 (@apps-in-toss/bridge-core, dist/index.js). Text to
the page is JSON that page/bridge.js applies: `{"emit": event}` with a `value` member unless it
is undefined, or `{"constants": {...}}`, which replaces the whole constant map.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aitdesk.errors import ApiError, WireError
from aitdesk.protocol.frames import Call, Event, FromPage, Reply, Subscribe, Unsubscribe
from aitdesk.protocol.text import dump, text_in
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.value import Json, Value


def decode(message: Mapping[str, Any]) -> FromPage:
    """Return the message in a parsed text.

    Raises WireError for anything else; the native host ignores it (2.10.8), so other
    libraries may share the channel.
    """
    kind, name, event_id = (text_in(message, key) for key in ("type", "functionName", "eventId"))
    match kind:
        case "method":
            args = message.get("args")
            if not isinstance(args, list):
                # The reference host spreads it before its promise exists, so nothing is answered.
                raise WireError(f"the arguments of {name!r} are not an array")
            return Call(name, event_id, args)
        case "addEventListener":
            return Subscribe(name, event_id, message.get("args", UNDEFINED))
        case "removeEventListener":
            return Unsubscribe(name, event_id)
        case _:
            raise WireError(f"unknown message type {kind!r}")


def encode(frame: Reply | Event) -> str:
    """Return the text that makes the page's emitter deliver the frame."""
    failed = isinstance(frame.result, ApiError)
    if isinstance(frame, Reply):
        channel = "reject" if failed else "resolve"
    else:
        channel = "onError" if failed else "onEvent"
    text: dict[str, Json] = {"emit": f"{frame.name}/{channel}/{frame.id}"}
    if isinstance(frame.result, ApiError):
        text["value"] = error(frame.result, at=frame.name)
    elif frame.result is not UNDEFINED:
        text["value"] = frame.result
    return dump(text)


def constants(values: Mapping[str, Value]) -> str:
    """Return the text that replaces the constant map; undefined members are absent."""
    present = {name: value for name, value in values.items() if value is not UNDEFINED}
    return dump({"constants": present})


def error(failure: ApiError, *, at: str) -> dict[str, Json]:
    """Return an error as the native host serialises it (2.10.8; members seen on a device)."""
    shown: dict[str, Any] = {
        "name": failure.name,
        "message": failure.message,
        "stack": f"{failure.name}: {failure.message}\n    at {at} (native)",
        "userInfo": {},
        **failure.data,
        "__isError": True,
    }
    if failure.code is not None:
        shown["code"] = failure.code
    return shown
