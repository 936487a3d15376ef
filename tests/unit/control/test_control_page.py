from __future__ import annotations

from typing import TYPE_CHECKING

from control_rig import Caller, ask, controlled, error
from rig import call, make_rig

if TYPE_CHECKING:
    from control_rig import Tree
    from rig import Rig


def shown(rig: Rig, text: str | None) -> Rig:
    rig.chrome.shown = text
    return rig


def test_what_the_page_shows_and_waits_for_is_told() -> None:
    rig = shown(make_rig(), '{"url": "https://a.example/", "text": "가게"}')
    rig.session.in_flight = lambda: 2
    rig.session.loaded(is_ok=True)

    async def act(caller: Caller) -> Tree:
        await caller.send(call("appLogin"))
        told = (await caller("GET", "/page?colors=1")).json
        return told, rig.journal.entries[-1].id

    told, last_entry = controlled(act, rig=rig)
    assert told == {
        "facts": {"url": "https://a.example/", "text": "가게"},
        "is_plain": True,
        "under_way": "the page has not finished loading (it is not there)",
        "at_ms": rig.journal.now_ms(),
        "moved_at_ms": rig.journal.now_ms(),
        "acted_at_ms": rig.journal.now_ms(),
        "last_entry": last_entry,
        "loads": 1,
        "pending_calls": 1,
        "requests": 2,
        "prompts": ["login"],
        "has_ended": False,
    }


def test_a_page_that_runs_a_script_for_ever_is_waited_for_no_longer_than_asked() -> None:
    status, told = ask("GET", "/page?timeout_ms=1", rig=shown(make_rig(), None))
    assert (status, told["facts"], "is_plain" in told) == (200, None, False)


def test_a_window_that_is_gone_has_no_page() -> None:
    rig = make_rig()
    rig.session.ended.set()
    assert ask("GET", "/page", rig=rig) == error(409, "CLOSED", "the window is closed")
