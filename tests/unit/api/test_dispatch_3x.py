"""What the funnel does for SDK 3.x, and what it does the same for both lines."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

import pytest

import rig_3x
from aitdesk.api.aliases import as_member, from_members
from aitdesk.api.decorators import Gate, Params, event, in_3x, method
from aitdesk.errors import ApiError, InvalidParams
from aitdesk.journal import EntryKind
from aitdesk.phone import SimulatedPhone  # noqa: TC001  # a handler's own annotations
from aitdesk.phone.environment import since
from aitdesk.protocol.line import Line
from rig import Rig, call, make_rig, rejected, resolved, subscribe, talk, told, unsubscribe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aitdesk.value import Json


class Doubled(Params, array_like=True, frozen=True):
    number: int


@in_3x("twice", args=from_members("number"), result=as_member("doubled"))
@method("double", line=Line.GRANITE)
async def double(shell: SimulatedPhone, params: Doubled) -> int:
    return params.number * 2


@method("refuse")
async def refuse(shell: SimulatedPhone) -> None:
    raise ApiError("no", code="NO")


@method("crash")
async def crash(shell: SimulatedPhone) -> None:
    raise ZeroDivisionError("division by zero")


@method("swallow", swallows=lambda _: "ERROR")
async def swallow(shell: SimulatedPhone) -> None:
    raise ApiError("no", code="NO")


@in_3x("lateTwin", result=as_member("value"))
@method("late", gate=Gate(since("9.0.0")))
async def late(shell: SimulatedPhone) -> None:
    return None


@in_3x("tickTwin")
@event("tick")
async def tick(shell: SimulatedPhone) -> AsyncIterator[Json | ApiError]:
    yield 1
    yield ApiError("no", code="NO")


@event("refused")
async def refused(shell: SimulatedPhone) -> AsyncIterator[Json]:
    yield await not_here()


async def not_here() -> Json:
    raise ApiError("no", code="NO")


def rig() -> Rig:
    family = ModuleType(__name__)
    for handler in (double, refuse, crash, swallow, late, tick, refused):
        setattr(family, handler.__name__, handler)
    return make_rig(families=[family])


def test_one_handler_answers_both_lines_as_each_spells_it() -> None:
    got = talk(rig(), call("double", 2), rig_3x.call("twice", {"number": 2}))
    assert got == [resolved("double", 4), rig_3x.resolved("twice", {"doubled": 4})]


@pytest.mark.parametrize("name", ["double", "tomorrow"])
def test_a_name_that_the_line_does_not_have_is_rejected_and_journaled_as_unanswered(
    name: str,
) -> None:
    there = rig()
    got = talk(there, rig_3x.call(name, 2))
    (entry,) = there.recorded(EntryKind.CALL)
    assert (got, entry) == (
        [rig_3x.unknown(name)],
        {"name": name, "args": [2], "outcome": "unanswered", "ms": 0.0, "line": "3"},
    )


def test_a_name_that_only_the_newer_line_has_waits_for_ever_on_the_older_one() -> None:
    assert talk(rig(), call("twice", {"number": 2})) == []


def test_a_refusal_keeps_its_code() -> None:
    got = talk(rig(), rig_3x.call("refuse"))
    assert got == [rig_3x.thrown("refuse", "no", code="NO")]


def test_a_crash_is_answered_and_journaled_as_one() -> None:
    there = rig()
    text = "crash failed: ZeroDivisionError('division by zero')"
    got = talk(there, rig_3x.call("crash"))
    (entry,) = there.recorded(EntryKind.CALL)
    assert (got, entry["outcome"]) == (
        [rig_3x.thrown("crash", text, code="EXECUTION_ERROR")],
        "crashed",
    )


def test_only_the_older_lines_shell_swallows_a_failure() -> None:
    got = talk(rig(), call("swallow"), rig_3x.call("swallow"))
    assert got == [resolved("swallow", "ERROR"), rig_3x.thrown("swallow", "no", code="NO")]


def test_what_is_below_its_version_is_undefined_in_either_spelling() -> None:
    got = talk(rig(), call("late"), rig_3x.call("lateTwin"))
    assert got == [resolved("late"), rig_3x.resolved("lateTwin")]


def test_arguments_that_do_not_fit_are_refused_by_the_name_that_was_called() -> None:
    got = talk(rig(), rig_3x.call("twice", {"number": "2"}))
    text = "twice: Expected `int`, got `str` - at `$[0]`"
    assert got == [rig_3x.thrown("twice", text, code=InvalidParams.code)]


def test_a_subscription_is_acknowledged_before_its_first_event() -> None:
    got = talk(rig(), rig_3x.subscribe("tickTwin"))
    assert got == [rig_3x.subscribed(), rig_3x.told(1), rig_3x.failed("no", code="NO")]


def test_an_event_that_fails_tells_so_and_keeps_its_code() -> None:
    got = talk(rig(), rig_3x.subscribe("refused"))
    assert got == [rig_3x.subscribed(), rig_3x.failed("no", code="NO")]


def test_an_unknown_event_rejects_the_subscription() -> None:
    there = rig()
    got = talk(there, rig_3x.subscribe("tomorrow"))
    assert (got, there.recorded(EntryKind.SUBSCRIBE)) == (
        [rig_3x.unknown("__subscribeAppEvent")],
        [{"name": "tomorrow", "event_id": "s", "outcome": "unanswered", "line": "3"}],
    )


def test_ending_a_subscription_twice_is_answered_twice_and_tells_nothing_more() -> None:
    there = rig()
    got = talk(
        there,
        rig_3x.subscribe("tick"),
        rig_3x.unsubscribe(),
        rig_3x.unsubscribe(event_id="3"),
        lambda: there.session.dispatch.fire("tick", 2),
    )
    assert got[3:] == [rig_3x.unsubscribed(), rig_3x.unsubscribed(event_id="3")]
    assert there.recorded(EntryKind.UNSUBSCRIBE) == [
        {"name": "tick", "event_id": "s", "line": "3"},
        {"name": "", "event_id": "s", "line": "3"},
    ]


def test_what_is_fired_reaches_the_subscriptions_of_both_lines() -> None:
    there = rig()
    counts = []
    got = talk(
        there,
        subscribe("tick", event_id="s"),
        rig_3x.subscribe("tick"),
        lambda: counts.append(there.session.dispatch.fire("tick", 2)),
    )
    assert (counts, got[-2:]) == ([2], [told("tick", 2, event_id="s"), rig_3x.told(2)])


def test_the_same_id_on_the_other_line_is_another_subscription() -> None:
    there = rig()
    got = talk(
        there,
        rig_3x.subscribe("tick"),
        unsubscribe("tick", event_id="s"),
        lambda: there.session.dispatch.fire("tick", 2),
    )
    assert got[-1] == rig_3x.told(2)


def test_a_fault_is_asked_for_by_the_name_on_the_wire() -> None:
    there = rig()
    there.shell.faults.observable.update(outcomes={"twice": "NO:1"})
    got = talk(there, call("double", 2), rig_3x.call("twice", {"number": 2}))
    assert got == [
        resolved("double", 4),
        rig_3x.thrown("twice", "twice: NO (asked for)", code="NO"),
    ]


def test_strict_rejects_on_both_lines() -> None:
    family = ModuleType(__name__)
    there = make_rig(families=[family], strict=True)
    text = "tomorrow is not answered by this shell (host/aitdesk/api/known_gaps.txt)"
    got = talk(there, call("tomorrow"), rig_3x.call("tomorrow"))
    assert got == [
        rejected("tomorrow", text, code="UNIMPLEMENTED"),
        rig_3x.unknown("tomorrow"),
    ]
