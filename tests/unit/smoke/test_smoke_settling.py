from __future__ import annotations

from typing import Any

import pytest

from aitdesk.checks.smoke.settling import waiting
from aitdesk.checks.smoke.window import Noted

FACTS: dict[str, Any] = {
    "ready_state": "complete",
    "now_ms": 2_000,
    "frames_since_shift": 3,
    "last_layout_shift_ms": 100,
}
LOOK: dict[str, Any] = {
    "facts": FACTS,
    "loads": 1,
    "pending_calls": 0,
    "prompts": [],
    "at_ms": 2_000.0,
    "last_entry": 7,
}


def entry(kind: str, at_ms: float, **fields: object) -> Noted:
    return Noted("load", {"kind": kind, "at_ms": at_ms, "id": 7, **fields})


def reason(
    *entries: Noted,
    facts: dict[str, Any] | None = None,
    passed_ms: float = 1_000,
    **look: Any,  # noqa: ANN401  # JSON
) -> str | None:
    seen = {**LOOK, "facts": {**FACTS, **(facts or {})}, **look}
    return waiting(seen, entries or (entry("loaded", 0),), loads=1, passed_ms=passed_ms)


def test_a_quiet_page_has_settled() -> None:
    assert reason(entry("loaded", 900, ok=True), entry("call", 1_000, name="getLocale")) is None


def test_a_page_that_does_not_answer_runs_a_script() -> None:
    look = {**LOOK, "facts": None}
    assert waiting(look, [], loads=1, passed_ms=0) == ("a script of the page runs and does not end")


@pytest.mark.parametrize(
    ("look", "facts", "text"),
    [
        ({"loads": 0}, {}, "the page has not finished loading"),
        (
            {},
            {"ready_state": "interactive"},
            "the page has not finished loading (it is interactive)",
        ),
        ({"last_entry": 8}, {}, "its journal is not read to the end"),
        ({"pending_calls": 2}, {}, "2 calls wait for their answer"),
        ({"pending_calls": 2, "prompts": ["login"]}, {}, "1 calls wait for their answer"),
        ({}, {"last_layout_shift_ms": 1_900}, "the layout goes on shifting"),
        ({}, {"last_layout_shift_ms": 100, "frames_since_shift": 2}, "the layout goes on shifting"),
    ],
)
def test_what_is_under_way_is_named(look: dict[str, Any], facts: dict[str, Any], text: str) -> None:
    assert reason(facts=facts, **look) == text


@pytest.mark.parametrize(
    ("look", "facts"),
    [
        ({"pending_calls": 1, "prompts": ["login"]}, {}),  # the sheet itself is told elsewhere
        ({}, {"last_layout_shift_ms": 1_400}),
        ({}, {"last_layout_shift_ms": 100, "frames_since_shift": None}),
    ],
)
def test_what_is_over_is_not_waited_for(look: dict[str, Any], facts: dict[str, Any]) -> None:
    assert reason(facts=facts, **look) is None


@pytest.mark.parametrize(("passed_ms", "text"), [(1_000, "the page is being drawn"), (3_100, None)])
def test_a_few_frames_are_waited_for_where_any_come(passed_ms: float, text: str | None) -> None:
    facts = {"last_layout_shift_ms": None, "frames_since_shift": 2}
    assert reason(facts=facts, passed_ms=passed_ms) == text


def test_a_page_that_navigates_is_waited_for_as_long_as_it_does() -> None:
    moved = entry("navigation", 1_900, url="https://a.example/")
    assert reason(moved, passed_ms=60_000) == "the page goes on navigating"


@pytest.mark.parametrize(
    ("passed_ms", "text"),
    [
        (100, "the page goes on calling or logging"),
        (1_400, "the page goes on calling or logging"),
        (1_600, None),
    ],
)
def test_a_page_that_calls_for_ever_is_watched_for_a_while(
    passed_ms: float, text: str | None
) -> None:
    assert reason(entry("call", 1_900, name="eventLog"), passed_ms=passed_ms) == text


def test_a_step_is_given_a_moment_to_do_anything() -> None:
    assert reason(passed_ms=100) == "the page goes on calling or logging"


def test_the_native_shells_own_measurements_are_not_the_pages() -> None:
    assert reason(entry("call", 1_990, name="debugLog")) is None


def test_a_load_that_was_expected_and_never_began_is_not_waited_for() -> None:
    # Such as a path that differs only behind its #.
    assert waiting(LOOK, [], loads=2, passed_ms=1_000) == "the page has not finished loading"
    assert waiting(LOOK, [], loads=2, passed_ms=1_600) is None
