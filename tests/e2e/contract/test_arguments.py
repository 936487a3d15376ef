"""What does not fit: arguments of every name, and names that there are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from e2e.contract.around import AROUND, Around
from e2e.contract.cases import CASES, Case
from e2e.contract.expected import fits, is_documented, without_null

if TYPE_CHECKING:
    from e2e.contract.desk import Desk

LOG: Final = "what is logged is not looked at"
TAKES_MORE: Final = {
    "debugLog": LOG,
    "memoryDebugLog": LOG,
    "tossAdEventLog": LOG,
    "eventLog": "a type and values that the SDK's own types do not have are logged as they are",
    "processProductGrant": "isProductGranted is whatever the mini-app's own function returned",
}
METHODS: Final = [
    case for case in CASES.values() if case.kind == "method" and case.name != "closeView"
]
EVENTS: Final = [case for case in CASES.values() if case.kind == "event"]


def unknown(kind: str, name: str) -> Case:
    """Return a name that no shell has."""
    bridge = {"method": "Async", "event": "Event", "constant": "Constant"}[kind]
    wire = f"sdk.create{bridge}Bridge('{name}')({'on' if kind == 'event' else ''})"
    return Case(kind=kind, name=name, public=None, wire=wire)


def is_fitting(case: Case, reply: dict[str, Any]) -> bool:
    """Tell whether the SDK's types have such arguments; null stands for what is left out."""
    return fits(without_null(reply["sent"]), case.shape["args"])


def is_refused(reply: dict[str, Any]) -> bool:
    """Tell whether the call failed, be it in the one way that resolves."""
    got = reply["got"]
    return bool(got["is"] == "rejected" or got == {"is": "resolved", "value": "ERROR"})


@pytest.mark.parametrize("case", METHODS, ids=str)
def test_arguments_that_do_not_fit_are_answered_once_and_break_nothing(
    desk: Desk, case: Case
) -> None:
    seen, crashes = desk.arrange(Around()), desk.crashes
    replies = desk.run_with_junk(case, seen)
    assert [reply for reply in replies if reply["times"] != 1] == []
    assert [each for each in replies if not is_documented(case, each["got"])] == []
    taken = [each for each in replies if not is_fitting(case, each) and not is_refused(each)]
    assert taken == [] or case.name in TAKES_MORE
    outcomes = [entry["outcome"] for entry in desk.entries("call", name=case.name)]
    assert len(outcomes) >= len(replies) > 1
    assert {*outcomes} <= {"resolved", "rejected"}
    assert desk.crashes == crashes


@pytest.mark.parametrize("case", EVENTS, ids=str)
def test_options_that_do_not_fit_break_nothing(desk: Desk, case: Case) -> None:
    seen, crashes = desk.arrange(Around()), desk.crashes
    replies = desk.run_with_junk(case, seen)
    told = [told for reply in replies for told in reply["got"]]
    assert [each for each in told if not is_documented(case, each)] == []
    subscribed = [entry["name"] for entry in desk.entries("subscribe", name=case.name)]
    assert len(subscribed) >= len(replies) > 1
    assert desk.crashes == crashes


@pytest.mark.parametrize("name", ["noSuchName", "constructor", "toString", "__proto__", ""])
@pytest.mark.parametrize("place", AROUND, ids=str)
def test_an_unknown_name_is_never_answered_and_the_developer_is_told(
    desk: Desk, name: str, place: Around
) -> None:
    seen = desk.arrange(place)
    call, subscription = unknown("method", name), unknown("event", name)
    assert desk.run(call, seen, is_pending=True) == {"is": "pending"}
    assert desk.run(subscription, seen, count=0) == []
    told = [(entry["kind"], entry["name"]) for entry in desk.entries(outcome="unanswered")]
    assert told == [("call", name), ("subscribe", name)]


def test_an_unknown_constant_is_an_error_of_the_sdk(desk: Desk) -> None:
    got = desk.run(unknown("constant", "noSuchName"), desk.arrange(Around()))
    assert got == {"is": "threw", "message": "noSuchName is not a constant handler"}


def test_a_bar_that_is_not_configured_is_no_constant(bare_desk: Desk) -> None:
    got = bare_desk.run(CASES["constant", "navigationBar"], bare_desk.arrange(Around()))
    assert got == {"is": "threw", "message": "navigationBar is not a constant handler"}
