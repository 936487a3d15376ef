from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.journal import EntryKind
from control_rig import Caller, ask, controlled
from rig import call, make_rig, rejected, resolved

if TYPE_CHECKING:
    from control_rig import Tree


def answered(body: Tree) -> Tree:
    """Return what the page gets for a call that is answered so, then once no longer."""

    async def act(caller: Caller) -> Tree:
        await caller("PUT", "/answers/getNetworkStatus", body)
        await caller.send(call("getNetworkStatus", event_id="1"))
        gone = (await caller("DELETE", "/answers/getNetworkStatus")).json
        await caller.send(call("getNetworkStatus", event_id="2"))
        return gone, caller.rig.got()

    return controlled(act)


REAL = resolved("getNetworkStatus", "WIFI", event_id="2")


@pytest.mark.parametrize(
    ("body", "got", "was_given"),
    [
        ({"value": "6G"}, resolved("getNetworkStatus", "6G"), True),
        ({"value": None}, resolved("getNetworkStatus", None), True),
        ({}, resolved("getNetworkStatus"), True),
        ({"value": [1], "times": 1}, resolved("getNetworkStatus", [1]), False),
        (
            {"error": {"message": "no", "code": "E7"}},
            rejected("getNetworkStatus", "no", code="E7"),
            True,
        ),
    ],
)
def test_a_call_is_answered_in_the_handlers_place(body: Tree, got: Tree, was_given: bool) -> None:  # noqa: FBT001
    assert answered(body) == ({"was_given": was_given}, [got, REAL])


def test_a_call_that_is_not_there_is_told() -> None:
    status, found = ask("PUT", "/answers/getNetworkStats", {"value": 1})
    assert (status, found["error"]["message"]) == (
        404,
        "no call getNetworkStats; did you mean getNetworkStatus?",
    )


def test_the_next_question_is_answered_as_expected() -> None:
    async def act(caller: Caller) -> Tree:
        await caller("POST", "/prompts/expected", {"kind": "login", "choice": "agree"})
        await caller.send(call("appLogin"))
        return caller.rig.got()[0]

    rig = make_rig()
    got = controlled(act, rig=rig)
    (settled,) = (each for each in rig.recorded(EntryKind.PROMPT) if each["step"] == "answered")
    assert (got["emit"], settled["by"]) == ("appLogin/resolve/1", "script")


def test_the_phones_time_jumps_ahead() -> None:
    rig = make_rig()
    before_ms = rig.shell.clock.now_ms()

    async def act(caller: Caller) -> Tree:
        return (await caller("POST", "/clock", {"advance_ms": 60_000})).json

    assert controlled(act, rig=rig) == {"now_ms": before_ms + 60_000}


@pytest.mark.parametrize(
    ("path", "body", "done"),
    [
        ("/visibility", {"is_visible": False}, "set_visible False"),
        ("/visibility", {"is_visible": True}, "set_visible True"),
        ("/reload", None, "reload"),
    ],
)
def test_the_window_does_what_it_is_told(path: str, body: Tree, done: str) -> None:
    async def act(caller: Caller) -> Tree:
        await caller("POST", path, body)
        return caller.rig.chrome.done

    assert controlled(act)[-1] == done


def test_a_run_with_one_window_opens_no_other() -> None:
    status, found = ask("POST", "/windows", {"os": "android"})
    assert (status, found["error"]["code"]) == (409, "ONE_WINDOW")
