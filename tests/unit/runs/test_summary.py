from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from aitdesk.journal import Entry, EntryKind
from aitdesk.runs.summary import Summary, failure_of

if TYPE_CHECKING:
    from aitdesk.value import Json


def entry(kind: EntryKind, **fields: Json) -> Entry:
    return Entry(1, 0.0, kind, fields)


def call(name: str, outcome: str, **more: Json) -> Entry:
    return entry(EntryKind.CALL, name=name, args=[], outcome=outcome, ms=1.25, **more)


@pytest.mark.parametrize(
    ("shown", "failure"),
    [
        (call("a", "resolved"), None),
        (call("a", "rejected"), None),
        (call("a", "abandoned"), None),
        (call("a", "unanswered"), "a was not answered: this shell does not have it"),
        (call("a", "crashed"), "a crashed in the shell"),
        (entry(EntryKind.SUBSCRIBE, name="a", event_id="1"), None),
        (
            entry(EntryKind.SUBSCRIBE, name="a", event_id="1", outcome="unanswered"),
            "a was not answered: this shell does not have it",
        ),
        (entry(EntryKind.LOADED, ok=True), None),
        (entry(EntryKind.LOADED, ok=False), "the page failed to load"),
        (entry(EntryKind.PAGE_ERROR, text="Error: no\n    at a"), "the page threw: Error: no"),
        (entry(EntryKind.PAGE_ERROR, text=""), "the page threw: "),
        (
            entry(EntryKind.CONSOLE, level="error", text="no\nat", source="", line=1),
            "console error: no",
        ),
        (entry(EntryKind.CONSOLE, level="warning", text="no", source="", line=1), None),
        (entry(EntryKind.CONSOLE, level="error", text="Uncaught no", source="", line=1), None),
        (
            entry(EntryKind.MISSING, path="/a.js"),
            "/a.js is no file of the mini-app, and no server is at its origin",
        ),
        (entry(EntryKind.DROPPED, reason="not JSON", text="{"), None),
        (entry(EntryKind.PROBLEM, text="the disk is full"), None),
    ],
)
def test_only_what_a_developer_must_mend_fails_a_run(shown: Entry, failure: str | None) -> None:
    assert failure_of(shown) == failure


def printed(summary: Summary) -> list[list[str]]:
    """Return the cells of the table, and its caption as the last row if it has one."""
    console = Console(file=StringIO(), width=200, color_system=None)
    with console.capture() as capture:
        console.print(summary.table())
    lines = capture.get().splitlines()[3:]
    rows = [[cell.strip() for cell in line.strip("│└┘").split("│")] for line in lines]
    return [row for row in rows if not row[0].startswith("─")]


def summarised(*entries: Entry) -> Summary:
    summary = Summary()
    for each in entries:
        summary(each)
    return summary


def test_what_was_looked_at_is_counted_without_the_shells_own() -> None:
    opened = entry(EntryKind.PROMPT, step="opened")
    answered = entry(EntryKind.PROMPT, step="answered")
    some = (call("debugLog", "resolved"), call("a", "resolved"), opened, answered)
    assert [summarised().looked_at, summarised(*some).looked_at] == [
        "0 calls, 0 sheets",
        "1 call, 1 sheet",
    ]


def test_the_table_shows_every_kind_of_answer() -> None:
    summary = summarised(
        call("a", "resolved", value={"type": "HASH"}),
        call("b", "resolved", value=None),
        call("c", "resolved"),
        call("d", "rejected", error={"code": "CLOSED", "message": "no"}),
        call("e", "unanswered"),
        call("f", "abandoned"),
    )
    assert printed(summary) == [
        ["a", "", "resolved", '{"type": "HASH"}', "1.2"],
        ["b", "", "resolved", "null", "1.2"],
        ["c", "", "resolved", "undefined", "1.2"],
        ["d", "", "rejected", "CLOSED: no", "1.2"],
        ["e", "", "unanswered", "", "1.2"],
        ["f", "", "abandoned", "", "1.2"],
    ]


def test_arguments_are_shown_without_the_brackets_of_the_wire_and_cut() -> None:
    long = entry(EntryKind.CALL, name="a", args=["k", "값" * 100], outcome="resolved", ms=0.0)
    assert printed(summarised(long)) == [
        ["a", '"k", "' + "값" * 33 + "…", "resolved", "undefined", "0.0"],
    ]


def test_what_looks_like_markup_is_shown_as_it_is() -> None:
    assert printed(summarised(call("[red]a", "resolved", value="[/]"))) == [
        ["[red]a", "", "resolved", '"[/]"', "1.2"]
    ]


def test_the_shells_own_measurements_are_one_row() -> None:
    summary = summarised(*[call("debugLog", "resolved")] * 3, call("a", "resolved"))
    assert printed(summary) == [
        ["debugLog x 3", "", "resolved", "undefined", "1.2"],
        ["a", "", "resolved", "undefined", "1.2"],
    ]


def test_more_calls_than_fit_are_counted() -> None:
    summary = summarised(*[call("a", "resolved")] * 42)
    assert printed(summary)[39:] == [
        ["a", "", "resolved", "undefined", "1.2"],
        ["and 2 more calls, see the journal"],
    ]


def test_failures_are_kept_in_order() -> None:
    summary = summarised(call("a", "unanswered"), call("b", "crashed"), call("c", "resolved"))
    assert (summary.failures, summary.count) == (
        ["a was not answered: this shell does not have it", "b crashed in the shell"],
        {"a": 1, "b": 1, "c": 1},
    )
