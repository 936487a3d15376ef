from __future__ import annotations

from typing import Any

import pytest

from aitdesk.phone.idle import DRAWN_MS, LOUD_MS, QUIET_MS, PageLook, busy, held_by, under_way

FACTS: dict[str, Any] = {
    "ready_state": "complete",
    "now_ms": 2_000,
    "frames_since_shift": 3,
    "last_layout_shift_ms": 100,
}
QUIET: PageLook = {
    "facts": FACTS,
    "at_ms": 2_000.0,
    "moved_at_ms": 0.0,
    "acted_at_ms": 0.0,
    "last_entry": 7,
    "loads": 1,
    "pending_calls": 0,
    "requests": 0,
    "prompts": [],
}


def look(shown: dict[str, Any] | None = None, /, **others: Any) -> PageLook:  # noqa: ANN401  # JSON
    seen: Any = {**QUIET, "facts": {**FACTS, **(shown or {})}, **others}
    found: PageLook = seen
    return found


@pytest.mark.parametrize("waited_ms", [QUIET_MS, LOUD_MS, 60_000])
def test_a_page_of_which_nothing_is_under_way_and_that_is_quiet_is_idle(waited_ms: float) -> None:
    assert busy(QUIET, waited_ms=waited_ms) is None


@pytest.mark.parametrize(
    ("others", "facts", "text"),
    [
        ({"facts": None}, {}, "a script of the page runs and does not end"),
        ({"loads": 0}, {}, "the page has not finished loading"),
        ({}, {"ready_state": "loading"}, "the page has not finished loading (it is loading)"),
        ({"facts": {}}, {}, "the page has not finished loading (it is not there)"),
        ({"pending_calls": 2}, {}, "2 calls wait for their answer"),
        ({"pending_calls": 2, "prompts": ["login"]}, {}, "1 calls wait for their answer"),
        ({"requests": 3}, {}, "3 requests are under way"),
    ],
)
def test_what_has_begun_and_not_ended_is_named(
    others: dict[str, Any], facts: dict[str, Any], text: str
) -> None:
    found = look(facts, **others)
    assert (under_way(found), busy(found, waited_ms=60_000)) == (text, text)


@pytest.mark.parametrize("loads", [0, 1])
@pytest.mark.parametrize("kind", ["alert", "confirm", "prompt"])
def test_a_page_that_its_own_dialog_holds_waits_for_a_person(kind: str, loads: int) -> None:
    found = look(facts=None, loads=loads, prompts=["login", kind])
    assert (held_by(found), under_way(found), busy(found, waited_ms=60_000)) == (kind, None, None)


def test_a_page_that_answers_is_held_by_no_dialog() -> None:
    # It stands in a frame of another process, or was asked for by hand.
    assert held_by(look(prompts=["alert"])) is None


@pytest.mark.parametrize(
    ("others", "facts", "text"),
    [
        ({}, {"last_layout_shift_ms": 1_501}, "the layout goes on shifting"),
        ({}, {"last_layout_shift_ms": 100, "frames_since_shift": 2}, "the layout goes on shifting"),
        ({"moved_at_ms": 1_501}, {}, "the page goes on navigating"),
        ({"acted_at_ms": 1_501}, {}, "the page goes on calling or logging"),
    ],
)
def test_what_was_there_a_moment_ago_is_not_under_way_and_yet_no_quiet(
    others: dict[str, Any], facts: dict[str, Any], text: str
) -> None:
    found = look(facts, **others)
    assert (under_way(found), busy(found, waited_ms=60_000)) == (None, text)


@pytest.mark.parametrize(
    ("others", "facts"),
    [
        ({"pending_calls": 1, "prompts": ["login"]}, {}),
        ({"moved_at_ms": 1_500, "acted_at_ms": 1_500}, {}),
        ({}, {"last_layout_shift_ms": 1_500}),
        ({}, {"last_layout_shift_ms": 100, "frames_since_shift": None}),
        ({}, {"last_layout_shift_ms": None}),
    ],
)
def test_a_sheet_and_what_is_long_over_are_not_waited_for(
    others: dict[str, Any], facts: dict[str, Any]
) -> None:
    assert busy(look(facts, **others), waited_ms=60_000) is None


def test_what_was_done_last_is_given_a_quiet_time_to_show() -> None:
    said = [busy(QUIET, waited_ms=each) for each in (0, QUIET_MS - 1, QUIET_MS)]
    assert said == [*["the page goes on calling or logging"] * 2, None]


def test_who_lets_a_loud_page_go_still_waits_for_one_that_navigates() -> None:
    loud, moving = look(acted_at_ms=1_990), look(moved_at_ms=1_990)
    said = [
        busy(each, waited_ms=waited_ms, loud_ms=LOUD_MS)
        for each in (loud, moving)
        for waited_ms in (LOUD_MS - 1, LOUD_MS)
    ]
    calling, moved = "the page goes on calling or logging", "the page goes on navigating"
    assert said == [calling, None, moved, moved]


def test_frames_are_waited_for_where_any_come_and_not_for_ever() -> None:
    found = look({"last_layout_shift_ms": None, "frames_since_shift": 2})
    said = [busy(found, waited_ms=each) for each in (QUIET_MS, DRAWN_MS - 1, DRAWN_MS)]
    assert said == [*["the page is being drawn"] * 2, None]
