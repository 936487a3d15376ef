from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aitdesk.journal import KEPT, Entry, Journal, Kind, shorten
from rig import FakeTime

if TYPE_CHECKING:
    from aitdesk.value import Json


def test_an_entry_counts_and_tells_when_it_happened() -> None:
    time = FakeTime()
    journal = Journal(clock=time)
    journal.add(Kind.LOADED, ok=True)
    time.advance(ms=250)
    journal.add(Kind.PROBLEM, text="the disk is full")
    assert list(journal.entries) == [
        Entry(1, 0.0, Kind.LOADED, {"ok": True}),
        Entry(2, 250.0, Kind.PROBLEM, {"text": "the disk is full"}),
    ]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"text": "한글"}, '{"id": 1, "at_ms": 0.5, "kind": "state", "text": "한글"}'),
        ({"text": "a\nb"}, '{"id": 1, "at_ms": 0.5, "kind": "state", "text": "a\\nb"}'),
        ({"text": "\ud800"}, '{"id": 1, "at_ms": 0.5, "kind": "state", "text": "\\ud800"}'),
        ({"value": None}, '{"id": 1, "at_ms": 0.5, "kind": "state", "value": null}'),
    ],
)
def test_a_line_is_one_json_object_that_utf_8_can_hold(fields: dict[str, Json], line: str) -> None:
    assert Entry(1, 0.5, Kind.STATE, fields).line() == line


@pytest.mark.parametrize("text", ["1e999", "-1e999"])
def test_a_number_that_json_cannot_hold_leaves_a_line_that_is_json(text: str) -> None:
    # A page may write 1e999, which JSON.parse and Python's parser both read as Infinity.
    line = Journal().add(Kind.CALL, args=[json.loads(text)]).line()
    assert json.loads(line, parse_constant=pytest.fail)["args"] == [str(float(text))]


def test_a_watcher_sees_what_comes_after_it_in_order() -> None:
    journal, seen = Journal(), list[int]()
    journal.add(Kind.LOADED, ok=True)
    journal.watch(lambda entry: seen.append(entry.id))
    journal.add(Kind.LOADED, ok=True)
    journal.add(Kind.LOADED, ok=True)
    assert seen == [2, 3]


def test_only_the_newest_entries_stay_in_memory() -> None:
    journal = Journal()
    for _ in range(KEPT + 2):
        journal.add(Kind.LOADED, ok=True)
    assert (len(journal.entries), journal.entries[0].id) == (KEPT, 3)


def test_what_is_added_is_shortened() -> None:
    journal = Journal()
    journal.add(Kind.CONSOLE, text="x" * 5_000)
    assert journal.entries[0].fields == {"text": "x" * 4_096 + "… (5000 characters)"}


@pytest.mark.parametrize(
    "value", [None, True, 0, -1, 1.5, "", "x" * 4_096, [], {}, [[1], {"a": [None]}], [1] * 256]
)
def test_what_is_short_stays_as_it_is(value: Json) -> None:
    assert shorten(value) == value


@pytest.mark.parametrize(
    ("value", "short"),
    [
        ("x" * 4_097, "x" * 4_096 + "… (4097 characters)"),
        ([0] * 300, [*[0] * 256, "… (300 members)"]),
        ({str(n): n for n in range(300)}, {str(n): n for n in range(256)}),
        ({"k" * 5_000: 1}, {"k" * 4_096 + "…": 1}),
        ([["x" * 4_097]], [["x" * 4_096 + "… (4097 characters)"]]),
    ],
)
def test_what_is_long_is_cut(value: Json, short: Json) -> None:
    assert shorten(value) == short


def nested(levels: int, innermost: Json) -> Json:
    value = innermost
    for _ in range(levels):
        value = [value]
    return value


def test_what_is_deep_is_cut_at_the_twelfth_level() -> None:
    assert shorten(nested(5_000, 1)) == nested(12, "… (1 members)")
