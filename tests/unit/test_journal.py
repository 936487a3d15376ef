from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aitdesk.journal import KEPT, KEPT_BYTES, Entry, EntryKind, Journal
from rig import FakeTime

if TYPE_CHECKING:
    from aitdesk.value import Json


def test_an_entry_counts_and_tells_when_it_happened() -> None:
    time = FakeTime()
    journal = Journal(clock=time)
    journal.add(EntryKind.LOADED, ok=True)
    time.advance(ms=250)
    journal.add(EntryKind.PROBLEM, text="the disk is full")
    assert list(journal.entries) == [
        Entry(1, 0.0, EntryKind.LOADED, {"ok": True}),
        Entry(2, 250.0, EntryKind.PROBLEM, {"text": "the disk is full"}),
    ]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"text": "한글"}, '{"id": 1, "at_ms": 0.5, "kind": "state", "text": "한글"}'),
        ({"text": "a\nb"}, '{"id": 1, "at_ms": 0.5, "kind": "state", "text": "a\\nb"}'),
        ({"value": None}, '{"id": 1, "at_ms": 0.5, "kind": "state", "value": null}'),
    ],
)
def test_a_line_is_one_json_object_that_utf_8_can_hold(fields: dict[str, Json], line: str) -> None:
    assert Entry(1, 0.5, EntryKind.STATE, fields).line() == line


@pytest.mark.parametrize("text", ["1e999", "-1e999"])
def test_a_number_that_json_cannot_hold_leaves_a_line_that_is_json(text: str) -> None:
    # A page may write 1e999, which JSON.parse and Python's parser both read as Infinity.
    line = Journal().add(EntryKind.CALL, args=[json.loads(text)]).line()
    assert json.loads(line, parse_constant=pytest.fail)["args"] == [str(float(text))]


def test_a_watcher_sees_what_comes_after_it_in_order() -> None:
    journal, seen = Journal(), list[int]()
    journal.add(EntryKind.LOADED, ok=True)
    journal.watch(lambda entry: seen.append(entry.id))
    journal.add(EntryKind.LOADED, ok=True)
    journal.add(EntryKind.LOADED, ok=True)
    assert seen == [2, 3]


def test_only_the_newest_entries_stay_in_memory() -> None:
    journal = Journal()
    for _ in range(KEPT + 2):
        journal.add(EntryKind.LOADED, ok=True)
    assert (len(journal.entries), journal.entries[0].id) == (KEPT, 3)


def test_what_is_added_is_shortened() -> None:
    journal = Journal()
    journal.add(EntryKind.CONSOLE, text="x" * 5_000)
    assert journal.entries[0].fields == {"text": "x" * 4_096 + "… (5000 characters)"}


def test_the_file_gets_whole_what_memory_has_shortened() -> None:
    journal, kept, written = Journal(), list[Entry](), list[Entry]()
    journal.watch(kept.append)
    journal.watch_whole(written.append)
    journal.add(EntryKind.CONSOLE, text="x" * 2_000_000)
    assert (kept[0].fields, written[0].fields) == (
        {"text": "x" * 4_096 + "… (2000000 characters)"},
        {"text": "x" * 2_000_000},
    )


def test_what_is_kept_is_bounded_in_bytes_as_well() -> None:
    journal = Journal()
    much: Json = ["가" * 1_000] * 100
    for _ in range(KEPT):
        journal.add(EntryKind.CALL, args=much)
    kept = sum(len(entry.line().encode("utf-32")) for entry in journal.entries)
    assert (kept < KEPT_BYTES * 1.5, len(journal.entries) > 100) == (True, True)


def test_half_a_surrogate_pair_is_written_as_javascript_would_write_it_in_utf_8() -> None:
    journal, written = Journal(), list[str]()
    journal.watch_whole(lambda entry: written.append(entry.line()))
    journal.add(EntryKind.CALL, args=["\ud83d", {"\ude00": "\ud83d\ude00"}])
    assert journal.entries[0].fields == {"args": ["\ufffd", {"\ufffd": "😀"}]}
    assert [line.encode().decode() for line in written] == [journal.entries[0].line()]
