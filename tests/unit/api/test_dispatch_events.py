"""The funnel's rules for subscriptions; test_dispatch.py has those for calls."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator  # noqa: TC003  # a handler's own annotations
from typing import TYPE_CHECKING

import pytest

from aitdesk.api.decorators import event
from aitdesk.errors import ApiError
from aitdesk.journal import EntryKind
from aitdesk.phone import SimulatedPhone  # noqa: TC001  # a handler's own annotations
from rig import ORIGIN, PAGE, Rig, failed, make_rig, subscribe, talk, told, unsubscribe

if TYPE_CHECKING:
    from aitdesk.value import Json


@event("problem")
async def problem(shell: SimulatedPhone) -> AsyncIterator[str]:
    async for text in shell.problems.stream():
        yield text


@event("crashing")
async def crashing(shell: SimulatedPhone) -> AsyncIterator[int]:
    yield 1
    raise ZeroDivisionError("division by zero")


@event("refusing")
async def refusing(shell: SimulatedPhone) -> AsyncIterator[int]:
    yield 1
    raise ApiError("not today", code="CLOSED")


def small_rig(*, strict: bool = False) -> Rig:
    return make_rig(families=[sys.modules[__name__]], strict=strict)


def emit(rig: Rig, *texts: str) -> None:
    for text in texts:
        rig.shell.problems.emit(text)


def test_a_subscription_is_told_and_journaled() -> None:
    rig = small_rig()
    got = talk(rig, subscribe("problem", options={"a": 1}), lambda: emit(rig, "text"))
    assert (got, rig.recorded(EntryKind.SUBSCRIBE), rig.recorded(EntryKind.EVENT)) == (
        [told("problem", "text")],
        [{"name": "problem", "event_id": "1", "options": {"a": 1}}],
        [{"name": "problem", "event_id": "1", "value": "text"}],
    )


def test_options_that_are_absent_are_not_null_in_the_journal() -> None:
    rig = small_rig()
    talk(rig, subscribe("problem"), subscribe("problem", options=None))
    assert rig.recorded(EntryKind.SUBSCRIBE) == [
        {"name": "problem", "event_id": "1"},
        {"name": "problem", "event_id": "1", "options": None},
    ]


@pytest.mark.parametrize("name", ["nothing", "constructor", "getAnonymousKey"])
def test_an_unknown_event_is_silent_and_journaled(name: str) -> None:
    rig = small_rig()
    got = talk(rig, subscribe(name))
    entry = {"name": name, "event_id": "1", "outcome": "unanswered"}
    assert (got, rig.recorded(EntryKind.SUBSCRIBE)) == ([], [entry])


def test_an_unknown_event_fails_in_strict_mode() -> None:
    message = "nothing is not answered by this shell (host/aitdesk/api/known_gaps.txt)"
    assert talk(small_rig(strict=True), subscribe("nothing")) == [
        failed("nothing", message, code="UNIMPLEMENTED")
    ]


def test_frames_of_one_subscription_keep_their_order() -> None:
    rig = small_rig()
    got = talk(rig, subscribe("problem"), lambda: emit(rig, "a", "b"), lambda: emit(rig, "c"))
    assert got == [told("problem", "a"), told("problem", "b"), told("problem", "c")]


def test_nothing_follows_an_unsubscribe_not_even_what_was_under_way() -> None:
    rig = small_rig()
    streams: list[int] = []

    def emit_and_unsubscribe() -> None:
        emit(rig, "under way")
        rig.session.connection.received(PAGE, unsubscribe("problem"), origin=ORIGIN)

    got = talk(
        rig,
        subscribe("problem"),
        emit_and_unsubscribe,
        lambda: emit(rig, "after"),
        lambda: streams.append(rig.shell.problems.streams),
    )
    assert (got, streams) == ([], [0])


def test_unsubscribing_before_the_event_began_is_heard() -> None:
    rig = small_rig()

    def subscribe_and_unsubscribe() -> None:
        rig.session.connection.received(PAGE, subscribe("problem"), origin=ORIGIN)
        rig.session.connection.received(PAGE, unsubscribe("problem"), origin=ORIGIN)

    assert talk(rig, subscribe_and_unsubscribe, lambda: emit(rig, "after")) == []


def test_unsubscribing_twice_or_from_nothing_is_harmless() -> None:
    rig = small_rig()
    got = talk(
        rig, subscribe("problem"), unsubscribe("problem"), unsubscribe("problem"), unsubscribe("x")
    )
    assert (got, [entry["name"] for entry in rig.recorded(EntryKind.UNSUBSCRIBE)]) == (
        [],
        ["problem", "problem", "x"],
    )


def test_subscribing_again_under_one_id_replaces_the_subscription() -> None:
    rig = small_rig()
    streams: list[int] = []
    got = talk(
        rig,
        subscribe("problem"),
        subscribe("problem"),
        lambda: emit(rig, "once"),
        lambda: streams.append(rig.shell.problems.streams),
    )
    assert (got, streams) == ([told("problem", "once")], [1])


def test_subscriptions_of_other_ids_are_their_own() -> None:
    rig = small_rig()
    got = talk(
        rig,
        subscribe("problem", event_id="a"),
        subscribe("problem", event_id="b"),
        unsubscribe("problem", event_id="a"),
        lambda: emit(rig, "text"),
    )
    assert got == [told("problem", "text", event_id="b")]


def test_leaving_ends_every_subscription() -> None:
    rig = small_rig()
    streams: list[Json] = []

    def leave() -> None:
        emit(rig, "under way")
        rig.session.connection.opened("page-2", origin=ORIGIN)

    got = talk(
        rig,
        subscribe("problem"),
        leave,
        lambda: emit(rig, "after"),
        lambda: streams.append(rig.shell.problems.streams),
    )
    assert (got, streams) == ([], [0])


def test_an_event_that_crashes_tells_the_page_and_the_developer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    got = talk(small_rig(), subscribe("crashing"))
    message = "crashing failed: ZeroDivisionError('division by zero')"
    assert (got, "ZeroDivisionError" in capsys.readouterr().err) == (
        [told("crashing", 1), failed("crashing", message, code="EXECUTION_ERROR")],
        True,
    )


def test_an_event_that_refuses_tells_the_page() -> None:
    assert talk(small_rig(), subscribe("refusing")) == [
        told("refusing", 1),
        failed("refusing", "not today", code="CLOSED"),
    ]
