from __future__ import annotations

import asyncio
import contextlib
import sys
from typing import TYPE_CHECKING

import pytest

from aitdesk.api.decorators import Params, method
from aitdesk.errors import ApiError, StoreError
from aitdesk.journal import EntryKind
from aitdesk.phone import SimulatedPhone  # noqa: TC001  # a handler's own annotations
from aitdesk.phone.environment import MinVersion, Operational, Platform
from aitdesk.value import UNDEFINED, Undefined
from rig import (
    HASH,
    ORIGIN,
    PAGE,
    Rig,
    call,
    make_rig,
    quiet,
    rejected,
    resolved,
    subscribe,
    talk,
    unsubscribe,
)

if TYPE_CHECKING:
    from aitdesk.value import Json


class Number(Params, array_like=True, frozen=True):
    number: int


@method("double")
async def double(shell: SimulatedPhone, params: Number) -> int:
    return params.number * 2


@method("undefined")
async def undefined(shell: SimulatedPhone) -> Undefined:
    return UNDEFINED


@method("null")
async def null(shell: SimulatedPhone) -> None:
    return None


@method("crash")
async def crash(shell: SimulatedPhone) -> None:
    raise ZeroDivisionError("division by zero")


@method("swallow", swallows=lambda _: "ERROR")
async def swallow(shell: SimulatedPhone) -> None:
    raise ZeroDivisionError("division by zero")


@method("refuse")
async def refuse(shell: SimulatedPhone) -> None:
    raise ApiError("not today", code="CLOSED")


@method("wait")
async def wait(shell: SimulatedPhone) -> str:
    pressed: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    shell.navigation.home_presses.listen(lambda _: pressed.set_result("home was pressed"))
    return await pressed


@method("stubborn")
async def stubborn(shell: SimulatedPhone) -> str:
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.get_running_loop().create_future()
    return "late"


@method("gated", minimum=MinVersion(android="5.2.0", ios="5.10.0"))
async def gated(shell: SimulatedPhone) -> str:
    return "there"


def small_rig(
    *,
    strict: bool = False,
    platform: Platform = Platform.IOS,
    operational: Operational = Operational.TOSS,
    toss_version: str = "5.10.0",
    faults: dict[str, str] | None = None,
) -> Rig:
    return make_rig(
        families=[sys.modules[__name__]],
        strict=strict,
        platform=platform,
        operational=operational,
        toss_version=toss_version,
        faults=faults,
    )


def outcomes(rig: Rig) -> list[tuple[Json, Json]]:
    return [(entry["name"], entry["outcome"]) for entry in rig.recorded(EntryKind.CALL)]


def test_a_call_is_answered_once_and_journaled() -> None:
    rig = small_rig()
    got = talk(rig, call("double", 21))
    assert (got, rig.recorded(EntryKind.CALL)) == (
        [resolved("double", 42)],
        [{"name": "double", "args": [21], "outcome": "resolved", "value": 42, "ms": 0.0}],
    )


def test_two_calls_of_one_id_are_two_calls() -> None:
    got = talk(small_rig(), call("double", 1), call("double", 2))
    assert got == [resolved("double", 2), resolved("double", 4)]


def test_more_arguments_than_wanted_are_ignored() -> None:
    got = talk(small_rig(), call("double", 1, "more"), call("null", 1, 2, 3))
    assert got == [resolved("double", 2), resolved("null", None)]


def test_undefined_is_not_null_for_the_page_and_in_the_journal() -> None:
    rig = small_rig()
    got = talk(rig, call("undefined"), call("null"))
    assert (got, ["value" in entry for entry in rig.recorded(EntryKind.CALL)]) == (
        [resolved("undefined"), resolved("null", None)],
        [False, True],
    )


def test_arguments_that_do_not_fit_reject_the_call() -> None:
    message = "double: Expected `int`, got `str` - at `$[0]`"
    assert talk(small_rig(), call("double", "x")) == [
        rejected("double", message, code="INVALID_REQUEST")
    ]


def test_a_refusal_rejects_the_call() -> None:
    rig = small_rig()
    got = talk(rig, call("refuse"))
    assert (got, outcomes(rig)) == (
        [rejected("refuse", "not today", code="CLOSED")],
        [("refuse", "rejected")],
    )


def test_a_crash_is_answered_as_the_native_shell_would_and_shown_to_the_developer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rig = small_rig()
    got = talk(rig, call("crash"))
    shown = capsys.readouterr().err.splitlines()
    message = "crash failed: ZeroDivisionError('division by zero')"
    assert (got, outcomes(rig), shown[0], shown[-1]) == (
        [rejected("crash", message, code="EXECUTION_ERROR")],
        [("crash", "crashed")],
        "Traceback (most recent call last):",
        "ZeroDivisionError: division by zero",
    )


def test_a_crash_that_the_native_shell_swallows_resolves_and_is_still_a_crash(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rig = small_rig()
    got = talk(rig, call("swallow"))
    assert (got, outcomes(rig), "ZeroDivisionError" in capsys.readouterr().err) == (
        [resolved("swallow", "ERROR")],
        [("swallow", "crashed")],
        True,
    )


@pytest.mark.parametrize("name", ["nothing", "constructor", "__proto__", "backEvent"])
def test_an_unknown_name_is_not_answered_and_journaled(name: str) -> None:
    rig = small_rig()
    got = talk(rig, call(name))
    assert (got, outcomes(rig), rig.session.dispatch.pending) == ([], [(name, "unanswered")], 0)


def test_an_unknown_name_is_rejected_in_strict_mode() -> None:
    rig = small_rig(strict=True)
    got = talk(rig, call("nothing"))
    message = "nothing is not answered by this shell (host/aitdesk/api/known_gaps.txt)"
    assert (got, outcomes(rig)) == (
        [rejected("nothing", message, code="UNIMPLEMENTED")],
        [("nothing", "rejected")],
    )


def test_a_slow_reply_is_overtaken() -> None:
    rig = small_rig()
    got = talk(
        rig,
        call("wait", event_id="slow"),
        call("double", 1, event_id="quick"),
        lambda: rig.shell.navigation.home_presses.emit(None),
    )
    assert got == [
        resolved("double", 2, event_id="quick"),
        resolved("wait", "home was pressed", event_id="slow"),
    ]


@pytest.mark.parametrize("name", ["wait", "stubborn"])
def test_leaving_settles_what_is_pending_and_the_next_page_hears_nothing(name: str) -> None:
    rig = small_rig()
    got = talk(
        rig,
        call(name),
        lambda: rig.session.connection.opened("page-2", origin=ORIGIN),
    )
    assert (got, outcomes(rig), rig.session.dispatch.pending) == ([], [(name, "abandoned")], 0)


def test_a_call_that_waits_counts_as_pending() -> None:
    rig = small_rig()
    pending: list[int] = []
    talk(rig, call("wait"), call("null"), lambda: pending.append(rig.session.dispatch.pending))
    assert pending == [1]


@pytest.mark.parametrize("text", [call("null"), subscribe("problem"), unsubscribe("problem")])
def test_a_page_of_a_foreign_origin_is_refused(text: str) -> None:
    rig = small_rig()

    async def from_elsewhere() -> None:
        rig.session.connection.opened(PAGE, origin="https://evil.example")
        rig.session.connection.received(PAGE, text, origin="https://evil.example")
        await quiet()

    asyncio.run(from_elsewhere())
    reason = "https://evil.example is not the mini-app's origin"
    (dropped,) = rig.recorded(EntryKind.DROPPED)
    assert (rig.got(), outcomes(rig), dropped["reason"]) == ([], [], reason)


def test_malformed_text_is_journaled_once_and_dropped() -> None:
    rig = small_rig()
    got = talk(rig, "{", call("null"))
    reason = "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
    assert (got, rig.recorded(EntryKind.DROPPED)) == (
        [resolved("null", None)],
        [{"reason": reason, "text": "{"}],
    )


@pytest.mark.parametrize(
    ("platform", "operational", "toss_version", "answer"),
    [
        (Platform.IOS, Operational.TOSS, "5.9.9", UNDEFINED),
        (Platform.IOS, Operational.TOSS, "5.10.0", "there"),
        (Platform.ANDROID, Operational.TOSS, "5.1.9", UNDEFINED),
        (Platform.ANDROID, Operational.TOSS, "5.2.0", "there"),
        (Platform.IOS, Operational.SANDBOX, "5.0.0", "there"),
    ],
)
def test_below_its_version_a_call_resolves_undefined_and_never_in_the_sandbox(
    platform: Platform, operational: Operational, toss_version: str, answer: str | Undefined
) -> None:
    rig = small_rig(platform=platform, operational=operational, toss_version=toss_version)
    assert talk(rig, call("gated")) == [resolved("gated", answer)]


def test_a_fault_rejects_with_the_code_that_was_asked_for() -> None:
    rig = small_rig(faults={"double": "BROKEN"})
    got = talk(rig, call("double", 1), call("null"))
    assert (got, outcomes(rig)) == (
        [
            rejected("double", "double: BROKEN (asked for)", code="BROKEN"),
            resolved("null", None),
        ],
        [("double", "rejected"), ("null", "resolved")],
    )


def test_a_fault_of_the_anonymous_key_is_swallowed_as_on_the_phone() -> None:
    rig = make_rig(faults={"getAnonymousKey": "ERROR"})
    got = talk(rig, call("getAnonymousKey"))
    assert (got, outcomes(rig)) == (
        [resolved("getAnonymousKey", "ERROR")],
        [("getAnonymousKey", "resolved")],
    )


@pytest.mark.parametrize("name", ["getAnonymousKey", "getUserKeyForGame"])
def test_a_fault_can_ask_for_a_value_that_only_older_hosts_gave(name: str) -> None:
    rig = make_rig(faults={name: "INVALID_CATEGORY"})
    got = talk(rig, call(name))
    assert (got, outcomes(rig)) == ([resolved(name, "INVALID_CATEGORY")], [(name, "resolved")])


def test_a_fault_can_ask_for_undefined() -> None:
    rig = make_rig(faults={"getAnonymousKey": "undefined"})
    assert talk(rig, call("getAnonymousKey")) == [resolved("getAnonymousKey")]


def test_a_broken_store_gives_the_page_an_error_and_the_developer_one_line() -> None:
    rig = make_rig()
    rig.vault.problem = StoreError("/data/secret is empty: reset it")
    got = talk(rig, call("getAnonymousKey"), call("getStorageItem", "k"))
    line = {"text": "/data/secret is empty: reset it"}
    assert (got, rig.recorded(EntryKind.PROBLEM)) == (
        [
            resolved("getAnonymousKey", "ERROR"),
            rejected("getStorageItem", line["text"], code="EXECUTION_ERROR"),
        ],
        [line, line],
    )


def test_a_store_that_is_mended_gives_the_key_at_once() -> None:
    rig = make_rig()
    rig.vault.problem = StoreError("the disk is full")

    def mend() -> None:
        rig.vault.problem = None

    got = talk(rig, call("getAnonymousKey"), mend, call("getAnonymousKey"))
    assert got == [
        resolved("getAnonymousKey", "ERROR"),
        resolved("getAnonymousKey", {"type": "HASH", "hash": HASH}),
    ]


def test_half_a_character_in_a_members_name_is_a_wrong_argument_and_no_crash() -> None:
    # msgspec looks the members' names up as UTF-8, which cannot hold a lone surrogate.
    rig = make_rig()
    talk(rig, call("eventLog", {"\ud800": 1}))
    assert outcomes(rig) == [("eventLog", "rejected")]
