"""Messages as an SDK writes them, of random content, and what may become of one on the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import rig_3x
from aitdesk.api import FAMILIES
from aitdesk.api.decorators import HandlerKind as Reached
from aitdesk.api.registry import Registry
from aitdesk.protocol.line import Line
from aitdesk.protocol.webview_bridge import SUBSCRIBE, UNSUBSCRIBE

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from aitdesk.value import Json


def answered_names(kind: Reached, *, line: Line) -> list[str]:
    return [each.name for each in Registry(FAMILIES).all(line) if each.mark.kind is kind]


METHODS: Final = answered_names(Reached.METHOD, line=Line.GRANITE)
EVENTS: Final = answered_names(Reached.EVENT, line=Line.GRANITE)
METHODS_3X: Final = answered_names(Reached.METHOD, line=Line.WEBVIEW_BRIDGE)
EVENTS_3X: Final = answered_names(Reached.EVENT, line=Line.WEBVIEW_BRIDGE)
STRANGE: Final = [
    "", "constructor", "__proto__", "toString", "hasOwnProperty", "__class__", "then",
    "getPermission",
    "loadFullScreenAd", "\ud800", "getAnonymousKey ", "GETANONYMOUSKEY", "a/b/resolve/1", "\u2028",
    "\x00", "getAnonymousKey\n", "' + alert(1) + '", "x" * 10_000, "__subscribeAppEvent",
]  # fmt: skip
IDS: Final = ["1", "2", "k3v9x0a1b2c", "", "\ud800", "a/b"]
COPIES: Final = [rig_3x.COPY, "utsrqponmlkjihgfedcba", "", "__proto__"]
SCALARS: Final[list[Json]] = [
    None, True, False, 0, -1, 1.5, 1e308, 10**400, -(2**63), "", "key", "값", "\udfff", "\x00",
    "https://toss.im", "http://[", "intoss://my-app", "supertoss://web?url=%ff", "x" * 5_000,
]  # fmt: skip
MEMBERS: Final = [
    "log_name", "log_type", "params", "key", "__proto__", "\ud800", "", "0", "x" * 300,
]  # fmt: skip
# What no JSON.stringify writes, but a page may post.
RAW: Final = [
    "NaN", "-Infinity", "1e999", "-1e999", "9" * 5_000, "[" * 300 + "]" * 300, "[" * 3_000,
    '{"a":' * 300 + "1" + "}" * 300, "[" * 100_000, '"\\ud800"', '"unfinished', "\ufeff[]", "{]",
    '{"a":1,"a":2}', "\x00", "'a'", "01", "[1,]", "",
]  # fmt: skip


def some_value(random: Random, *, depth: int = 0) -> Json:
    kind = random.randrange(8) if depth < 4 else 0
    if kind == 6:
        return [some_value(random, depth=depth + 1) for _ in range(random.randrange(4))]
    if kind == 7:
        members = random.sample(MEMBERS, random.randrange(4))
        return {name: some_value(random, depth=depth + 1) for name in members}
    return random.choice(SCALARS)


def some_args(random: Random) -> list[Json]:
    if random.random() < 0.3:
        log: Json = {"log_name": "a", "log_type": "info", "params": {"p": some_value(random)}}
        return [log]
    return [some_value(random) for _ in range(random.randrange(4))]


def well_formed(random: Random) -> dict[str, Json]:
    """Return a message as the SDK would write it, not always of a name that there is."""
    kind = random.choice(["method"] * 3 + ["addEventListener", "removeEventListener"])
    known = METHODS if kind == "method" else EVENTS
    message: dict[str, Json] = {
        "type": kind,
        "functionName": random.choice(known if random.random() < 0.8 else STRANGE),
        "eventId": random.choice(IDS),
    }
    if kind == "method":
        message["args"] = some_args(random)
    elif kind == "addEventListener" and random.random() < 0.5:
        message["args"] = some_value(random)
    return message


def well_formed_3x(random: Random) -> dict[str, Json]:
    """Return a message as SDK 3.x would write it, not always of a name that there is."""
    kind = random.choice(["call"] * 3 + ["subscribe", "unsubscribe", "getBridgeState", "fallback"])
    copy, subscription = random.choice(COPIES), random.choice(IDS)
    known = EVENTS_3X if kind == "subscribe" else METHODS_3X
    name = random.choice(known if random.random() < 0.8 else STRANGE)
    if kind == "getBridgeState":
        return {"type": kind, "bridgeId": copy}
    if kind == "fallback":
        return {"type": kind, "body": {"method": name}, "bridgeId": copy}
    args = some_args(random)
    if kind == "subscribe":
        asked: dict[str, Json] = {"method": name, "subscriptionId": subscription}
        if random.random() < 0.5:
            asked["params"] = some_value(random)
        name, args = SUBSCRIBE, [asked]
    elif kind == "unsubscribe":
        name, args = UNSUBSCRIBE, [{"subscriptionId": subscription}]
    body: Json = {"method": name, "eventId": random.choice(IDS), "args": args}
    return {"type": "bridge", "body": body, "bridgeId": copy}


def somewhere(random: Random, message: dict[str, Json]) -> dict[str, Json]:
    """Return the message, or what it has inside."""
    body = message.get("body")
    return body if isinstance(body, dict) and random.random() < 0.6 else message


def without_a_member(random: Random, message: dict[str, Json]) -> str:
    place = somewhere(random, message)
    del place[random.choice(list(place))]
    return json.dumps(message)


def with_another_member(random: Random, message: dict[str, Json]) -> str:
    place = somewhere(random, message)
    place[random.choice([*place, *MEMBERS])] = some_value(random)
    return json.dumps(message)


def with_raw_text_inside(random: Random, message: dict[str, Json]) -> str:
    place = somewhere(random, message)
    place[random.choice([*place, "more"])] = "PLACE"
    return json.dumps(message).replace('"PLACE"', random.choice(RAW))


def with_a_deep_log(random: Random, message: dict[str, Json]) -> str:
    log: Json = {"log_name": "a", "log_type": "b", "params": {"deep": "PLACE"}}
    if "bridgeId" in message:
        body: Json = {"method": "eventLog", "eventId": "deep", "args": [log]}
        message.update(type="bridge", body=body)
    else:
        message.update(type="method", functionName="eventLog", args=[log])
    return json.dumps(message).replace('"PLACE"', random.choice(RAW))


def cut(random: Random, message: dict[str, Json]) -> str:
    text = json.dumps(message)
    return text[: random.randrange(len(text))]


def with_a_wrong_character(random: Random, message: dict[str, Json]) -> str:
    text = json.dumps(message, ensure_ascii=False)
    at = random.randrange(len(text))
    return text[:at] + random.choice('"{}[]:,\\\x00\ud8009eE-') + text[at + 1 :]


def with_spaces(random: Random, message: dict[str, Json]) -> str:
    return random.choice([" ", "\n\t", "\u2028"]) + json.dumps(message, indent=random.randrange(3))


def something_else(random: Random, _message: dict[str, Json]) -> str:
    return random.choice(
        [*RAW, json.dumps(some_value(random)), "setImmediate$0.1", "webpackHotUpdate"]
    )


def twice(_random: Random, message: dict[str, Json]) -> str:
    return json.dumps(json.dumps(message))


def untouched(_random: Random, message: dict[str, Json]) -> str:
    return json.dumps(message)


MUTATIONS: Final[list[Callable[[Random, dict[str, Json]], str]]] = [
    untouched, untouched, untouched, without_a_member, with_another_member, with_another_member,
    with_raw_text_inside, with_a_deep_log, cut, with_a_wrong_character, with_spaces, something_else,
    twice,
]  # fmt: skip
