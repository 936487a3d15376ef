"""Fifty thousand messages of random and mutated shape on each wire and through dispatch.

A page may send anything. No exception escapes, every well-formed call of a known name is answered
exactly once, nothing else is answered, nothing crashes a handler, and the loop lives on.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Final, NoReturn

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rig_3x
from aitdesk.journal import Entry, EntryKind
from aitdesk.protocol.line import Line
from aitdesk.protocol.webview_bridge import SUBSCRIBE, UNSUBSCRIBE
from aitdesk.runs.summary import Summary
from mutations import EVENTS, EVENTS_3X, METHODS, METHODS_3X, MUTATIONS, well_formed, well_formed_3x
from rig import ORIGIN, PAGE, Rig, call, make_rig, quiet, resolved
from share import by_share

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.value import Json

MESSAGES_EACH: Final = 100
EXAMPLES: Final = 450
DRAWN_EACH: Final = 10
DRAWN_EXAMPLES: Final = 500  # 45,000 messages of our own making and 5,000 of hypothesis


@dataclass(frozen=True)
class Wire:
    """How one line speaks, and a call of it that shows that the session lives."""

    line: Line
    well_formed: Callable[[Random], dict[str, Json]]
    last_call: str
    last_answer: Json

    def some_text(self, random: Random) -> str:
        return random.choice(MUTATIONS)(random, self.well_formed(random))


ALIVE: Final = "getNetworkStatus"
WIRES: Final = [
    Wire(
        Line.GRANITE,
        well_formed,
        call(ALIVE, event_id="alive"),
        resolved(ALIVE, "WIFI", event_id="alive"),
    ),
    Wire(
        Line.WEBVIEW_BRIDGE,
        well_formed_3x,
        rig_3x.call(ALIVE, event_id="alive"),
        rig_3x.resolved(ALIVE, "WIFI", event_id="alive"),
    ),
]


def refuse(_constant: str) -> NoReturn:
    raise ValueError


def answer_to(text: str) -> str | None:
    """Return what an answer to the text is called without its outcome, None when none is due."""
    try:
        message: Any = json.loads(text, parse_constant=refuse)
    except (ValueError, RecursionError):
        return None
    match message:
        case {"type": "method", "functionName": str(name), "eventId": str(id_), "args": list()}:
            return json.dumps([name, id_]) if name in METHODS else None
        case {
            "type": "bridge",
            "body": {"method": str(name), "eventId": str(id_), "args": list()},
            "bridgeId": str(copy),
        }:
            # SDK 3.x hears of every call, also of one to a name that there is not.
            return json.dumps([copy, f"{name}-{id_}"])
        case _:
            return None


def answered(sent: Json) -> str | None:
    """Return the same for what the page got, None when it is no answer."""
    assert isinstance(sent, dict)
    if "to" in sent:
        return json.dumps([sent["to"], sent["event"]])
    event = sent.get("emit", "")
    assert isinstance(event, str)
    for name in METHODS:
        for outcome in ("resolve", "reject"):
            before = f"{name}/{outcome}/"
            if event.startswith(before):
                return json.dumps([name, event.removeprefix(before)])
    return None


def send(texts: list[str], *, wire: Wire) -> tuple[Rig, list[object]]:
    """Send a batch, at once and between presses of back; return what nobody caught."""
    rig, uncaught = make_rig(prompts="allow"), list[object]()

    def keep_line(entry: Entry) -> None:
        json.loads(entry.line(), parse_constant=refuse)
        entry.line().encode()

    async def receive() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, what: uncaught.append(what))
        rig.session.connection.opened(PAGE, origin=ORIGIN)
        for number, text in enumerate(texts):
            rig.session.connection.received(PAGE, text, origin=ORIGIN)
            rig.session.connection.received("a page that is gone", text, origin=ORIGIN)
            rig.session.connection.received(PAGE, text, origin="https://evil.example")
            if number % 10 == 0:
                rig.shell.navigation.press_back()
                await asyncio.sleep(0)
        await quiet()
        rig.session.connection.received(PAGE, wire.last_call, origin=ORIGIN)
        await quiet()

    rig.journal.watch(keep_line)
    rig.journal.watch(Summary())
    asyncio.run(receive())
    return rig, uncaught


def check(texts: list[str], *, wire: Wire) -> None:
    rig, uncaught = send(texts, wire=wire)
    got = rig.got()
    due = Counter(filter(None, map(answer_to, texts)))
    given_ = Counter(filter(None, map(answered, got[:-1])))
    crashed = [entry for entry in rig.recorded(EntryKind.CALL) if entry["outcome"] == "crashed"]
    assert (given_, crashed, uncaught, rig.session.dispatch.pending, got[-1]) == (
        due,
        [],
        [],
        0,
        wire.last_answer,
    )


by_wire = pytest.mark.parametrize("wire", WIRES, ids=lambda wire: wire.line.name)


def examples(number: int) -> settings:
    """Return the settings of a test that always tries the same examples, so many of them."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=slow,
    )


@by_wire
@by_share
def test_mutated_messages_are_answered_once_or_not_at_all(share: int, wire: Wire) -> None:
    @examples(EXAMPLES // share)
    @given(seed=st.integers(0, 2**63))
    def check_batch(seed: int) -> None:
        random = Random(seed)  # noqa: S311  # no secret: the seed is to find the batch again
        check([wire.some_text(random) for _ in range(MESSAGES_EACH)], wire=wire)

    check_batch()


JSON_VALUES: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
MESSAGES: Final = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["method", "addEventListener", "removeEventListener"]),
        "functionName": st.sampled_from([*METHODS, *EVENTS, "constructor"]),
        "eventId": st.text(max_size=13),
        "args": st.lists(JSON_VALUES, max_size=3),
    }
)
ASKED: Final = st.fixed_dictionaries(
    {"subscriptionId": st.text(max_size=13)},
    optional={"method": st.sampled_from([*EVENTS_3X, "constructor"]), "params": JSON_VALUES},
)
MESSAGES_3X: Final = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["bridge"] * 3 + ["getBridgeState", "fallback"]),
        "bridgeId": st.text(max_size=21),
        "body": st.fixed_dictionaries(
            {
                "method": st.sampled_from([*METHODS_3X, SUBSCRIBE, UNSUBSCRIBE, "constructor"]),
                "eventId": st.text(max_size=21),
                "args": st.lists(ASKED | JSON_VALUES, max_size=3),
            }
        ),
    }
)
TEXTS: Final = {
    Line.GRANITE: st.text(max_size=20) | (MESSAGES | JSON_VALUES).map(json.dumps),
    Line.WEBVIEW_BRIDGE: st.text(max_size=20) | (MESSAGES_3X | JSON_VALUES).map(json.dumps),
}


@by_wire
@by_share
def test_drawn_messages_are_answered_once_or_not_at_all(share: int, wire: Wire) -> None:
    @examples(DRAWN_EXAMPLES // share)
    @given(texts=st.lists(TEXTS[wire.line], min_size=DRAWN_EACH, max_size=DRAWN_EACH))
    def check_batch(texts: list[str]) -> None:
        check(texts, wire=wire)

    check_batch()
