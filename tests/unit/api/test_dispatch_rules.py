"""What the funnel does before a handler runs: gate, latency, fault, throttle and permission."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator  # noqa: TC003  # a handler's own annotations
from functools import partial
from typing import TYPE_CHECKING

import pytest

from aitdesk.api.decorators import Gate, event, method
from aitdesk.errors import ApiError
from aitdesk.journal import EntryKind
from aitdesk.phone import SimulatedPhone  # noqa: TC001  # a handler's own annotations
from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.environment import Operational, since
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.need import Need
from aitdesk.value import Value  # noqa: TC001  # a handler's own annotations
from rig import Rig, call, failed, make_rig, rejected, resolved, subscribe, talk, told

if TYPE_CHECKING:
    from aitdesk.value import Json

NEW = since("5.100.0")
TOO_NEW = ApiError("too old", code="OLD")
READS_CLIPBOARD = AppFacts(
    "my-app", "My App", permissions=(DeclaredPermission("clipboard", "read"),)
)


@method("plain")
async def plain(shell: SimulatedPhone) -> str:
    return "reached"


@method("false below", gate=Gate(NEW, below=False))
async def false_below(shell: SimulatedPhone) -> str:
    return "reached"


@method("refuses below", gate=Gate(NEW, refuses=lambda: TOO_NEW))
async def refuses_below(shell: SimulatedPhone) -> str:
    return "reached"


@method("getClipboardText", needs=Need("clipboard", "read"))
async def guarded(shell: SimulatedPhone) -> str:
    return "reached"


@event("silent below", minimum=NEW)
async def silent_below(shell: SimulatedPhone) -> AsyncIterator[str]:
    yield "reached"


@event(
    "loadFullScreenAd",
    gate=Gate(
        NEW, is_only_in_toss=True, refuses=partial(refusal, "loadFullScreenAd", "NOT_SUPPORTED")
    ),
)
async def refuses_in_the_sandbox(shell: SimulatedPhone) -> AsyncIterator[str]:
    yield "reached"


@event("goes on")
async def goes_on(shell: SimulatedPhone) -> AsyncIterator[Value | ApiError]:
    yield ApiError("once", code="ONCE")
    yield "reached"


def small_rig(
    *,
    toss_version: str = "5.99.0",
    operational: Operational = Operational.TOSS,
    faults: dict[str, str] | None = None,
    app: AppFacts | None = None,
) -> Rig:
    return make_rig(
        families=[sys.modules[__name__]],
        toss_version=toss_version,
        operational=operational,
        faults=faults,
        app=app,
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("false below", resolved("false below", False)),  # noqa: FBT003
        ("refuses below", rejected("refuses below", "too old", code="OLD")),
    ],
)
def test_below_its_gate_a_call_gets_what_the_gate_says(name: str, expected: Json) -> None:
    assert talk(small_rig(), call(name)) == [expected]


@pytest.mark.parametrize("name", ["false below", "refuses below"])
def test_in_the_sandbox_the_gate_of_a_call_is_open(name: str) -> None:
    rig = small_rig(operational=Operational.SANDBOX)
    assert talk(rig, call(name)) == [resolved(name, "reached")]


def test_below_its_gate_an_event_is_silent_and_accepted() -> None:
    rig = small_rig()
    got = talk(rig, subscribe("silent below"))
    assert (got, rig.recorded(EntryKind.SUBSCRIBE)) == (
        [],
        [{"name": "silent below", "event_id": "1"}],
    )


@pytest.mark.parametrize(
    ("toss_version", "operational"),
    [("5.99.0", Operational.TOSS), ("5.100.0", Operational.SANDBOX)],
)
def test_what_is_only_in_toss_fails_once_elsewhere(
    toss_version: str, operational: Operational
) -> None:
    rig = small_rig(toss_version=toss_version, operational=operational)
    assert talk(rig, subscribe("loadFullScreenAd")) == [
        failed("loadFullScreenAd", "This feature is not supported in the current environment")
    ]


def test_an_error_that_an_event_yields_does_not_end_it() -> None:
    assert talk(small_rig(), subscribe("goes on")) == [
        failed("goes on", "once", code="ONCE"),
        told("goes on", "reached"),
    ]


def test_a_fault_that_was_asked_for_fails_an_event_instead_of_starting_it() -> None:
    rig = small_rig(toss_version="5.100.0", faults={"silent below": "E1"})
    assert talk(rig, subscribe("silent below")) == [
        failed("silent below", "silent below: E1 (asked for)", code="E1")
    ]


def test_an_undefined_fault_leaves_an_event_silent() -> None:
    rig = small_rig(toss_version="5.100.0", faults={"silent below": "undefined"})
    assert talk(rig, subscribe("silent below")) == []


def test_a_counted_fault_lets_the_next_call_through() -> None:
    rig = small_rig(faults={"plain": "E1:1"})
    assert talk(rig, call("plain"), call("plain", event_id="2")) == [
        rejected("plain", "plain: E1 (asked for)", code="E1"),
        resolved("plain", "reached", event_id="2"),
    ]


def test_an_answer_takes_as_long_as_the_phone_would() -> None:
    rig = small_rig()
    rig.shell.latency.observable.update(pace="typical")
    early = talk(rig, call("plain"), lambda: rig.time.advance(ms=1))
    rig = small_rig()
    rig.shell.latency.observable.update(pace="typical")
    late = talk(rig, call("plain"), lambda: rig.time.advance(ms=60_000))
    assert (early, late) == ([], [resolved("plain", "reached")])


def test_a_burst_of_one_name_is_throttled_when_that_was_asked_for() -> None:
    rig = small_rig()
    rig.shell.throttle.observable.update(is_on=True)
    assert talk(rig, call("plain"), call("plain", event_id="2")) == [
        resolved("plain", "reached"),
        rejected(
            "plain",
            "Too many app bridge calls from plain.",
            code="APP_BRIDGE_THROTTLED",
            event_id="2",
        ),
    ]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("allow", resolved("getClipboardText", "reached")),
        (
            "deny",
            rejected(
                "getClipboardText",
                "클립보드 읽기 권한이 거부되었어요.",
                error_name="getClipboardText permission error",
            ),
        ),
    ],
)
def test_a_guarded_call_asks_the_person_first(choice: str, expected: Json) -> None:
    rig = small_rig(app=READS_CLIPBOARD)
    assert talk(rig, call("getClipboardText"), rig.answer(choice)) == [expected]


def test_a_guarded_call_of_a_mini_app_that_does_not_declare_it_is_rejected() -> None:
    assert talk(small_rig(), call("getClipboardText")) == [
        rejected(
            "getClipboardText",
            refusal("getPermission", "NO_PERMISSION").message,
            code="NO_PERMISSION",
        )
    ]
