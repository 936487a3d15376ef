"""What smoke adds to what idle means, which tests/unit/phone/test_idle.py has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aitdesk.checks.smoke.settling import waiting
from aitdesk.checks.smoke.window import Noted

if TYPE_CHECKING:
    from aitdesk.phone.idle import PageLook

LOOK: PageLook = {
    "facts": {"ready_state": "complete"},
    "at_ms": 2_000.0,
    "moved_at_ms": 0.0,
    "acted_at_ms": 0.0,
    "last_entry": 7,
    "loads": 1,
    "pending_calls": 0,
    "requests": 0,
    "prompts": [],
}


def reason(*, loads: int = 1, passed_ms: float = 1_000, last: int = 7, **look: Any) -> str | None:  # noqa: ANN401  # JSON
    seen: Any = {**LOOK, "last_entry": last, **look}
    read = Noted("load", {"kind": "loaded", "at_ms": 0, "id": 7})
    return waiting(seen, [read], loads=loads, passed_ms=passed_ms)


def test_a_quiet_page_has_settled() -> None:
    assert reason() is None


def test_a_journal_is_read_to_the_end() -> None:
    assert reason(last=8) == "its journal is not read to the end"


def test_a_page_that_does_not_answer_runs_a_script_whatever_was_to_load() -> None:
    assert reason(facts=None, loads=2) == "a script of the page runs and does not end"


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
    assert reason(acted_at_ms=1_900, passed_ms=passed_ms) == text


def test_a_page_that_navigates_is_waited_for_as_long_as_it_does() -> None:
    assert reason(moved_at_ms=1_900, passed_ms=60_000) == "the page goes on navigating"


def test_a_load_that_was_expected_and_never_began_is_not_waited_for() -> None:
    # Such as a path that differs only behind its #.
    said = [reason(loads=2, passed_ms=each) for each in (1_000, 1_600)]
    assert said == ["the page has not finished loading", None]
