from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.journal import EntryKind, Journal
from aitdesk.runs.preview import Terminal
from rig import FakeTime

if TYPE_CHECKING:
    import pytest


def test_a_page_that_throws_without_end_does_not_fill_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    time = FakeTime()
    journal = Journal(clock=time)
    journal.watch(Terminal())
    for number in range(1_000):
        journal.add(EntryKind.PAGE_ERROR, text=f"Error: {number}")
    time.advance(ms=10_000)
    journal.add(EntryKind.PAGE_ERROR, text="Error: later")
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[49:]) == (
        52,
        [
            "aitdesk: the page threw: Error: 49",
            "aitdesk: and more of it, see the journal (--out)",
            "aitdesk: the page threw: Error: later",
        ],
    )


def test_a_problem_is_told_once_also_after_many_errors(capsys: pytest.CaptureFixture[str]) -> None:
    journal = Journal(clock=FakeTime())
    for number in range(100):
        journal.add(EntryKind.PAGE_ERROR, text=f"Error: {number}")
    journal.watch(Terminal())
    for _ in range(100):
        journal.add(EntryKind.PROBLEM, text="the disk is full")
    assert capsys.readouterr().err == "aitdesk: the disk is full\n"
