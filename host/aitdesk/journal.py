"""The append-only record of a session: what the page asked, what it got, what went wrong.

Everything that looks at a session (the summary, journal.jsonl, assertions) reads this one thing.
"""

from __future__ import annotations

import json
import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from aitdesk.value import Json

KEPT = 5_000
"""Entries kept in memory; a watcher (a file) sees all of them."""

_LONGEST_TEXT = 4_096
_MOST_MEMBERS = 256
_DEEPEST = 12


class Kind(StrEnum):
    """What an entry records."""

    CALL = "call"  # settled: name, args, outcome, value or error, ms
    SUBSCRIBE = "subscribe"
    EVENT = "event"
    UNSUBSCRIBE = "unsubscribe"
    DROPPED = "dropped"  # text that is no message, or came from a foreign origin
    LINE = "line"  # which line of the SDK the mini-app is built with, and what told it
    NAVIGATION = "navigation"
    LOADED = "loaded"
    CONSOLE = "console"
    PAGE_ERROR = "page_error"
    MISSING = "missing"  # a path that looks like a file of the mini-app and is none
    PROMPT = "prompt"  # a question: opened, tapped, answered or withdrawn
    STATE = "state"  # a change of the shell
    PROBLEM = "problem"  # one clear line for the developer


class Outcome(StrEnum):
    """How a call ended."""

    RESOLVED = "resolved"
    REJECTED = "rejected"
    CRASHED = "crashed"  # a handler failed; the page got the native shell's rejection
    UNANSWERED = "unanswered"  # no such name here: as on the phone, 1.x and 2.x wait for ever
    ABANDONED = "abandoned"  # the page left before the answer


@dataclass(frozen=True, slots=True)
class Entry:
    """One record. `at_ms` counts from the start of the journal, on a monotonic clock.

    A member that would be undefined in JavaScript is absent; `null` is None.
    """

    id: int
    at_ms: float
    kind: Kind
    fields: dict[str, Json]

    def line(self) -> str:
        """Return the entry as one JSON object on one line."""
        shown = {"id": self.id, "at_ms": self.at_ms, "kind": self.kind, **self.fields}
        try:
            text = json.dumps(shown, ensure_ascii=False)
            text.encode()
        except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot hold
            text = json.dumps(shown)
        return text


Watcher: TypeAlias = Callable[[Entry], None]


@dataclass
class Journal:
    """Entries in order. Lives on the session's loop; nothing here blocks."""

    clock: Callable[[], float] = time.perf_counter
    entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=KEPT))
    _watchers: list[Watcher] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        self._started = self.clock()

    def now_ms(self) -> float:
        """Return the milliseconds since the journal began."""
        return (self.clock() - self._started) * 1000

    def add(self, kind: Kind, **fields: Json) -> Entry:
        """Record an entry. Long texts are shortened: the journal is a record, not a copy."""
        self._count += 1
        short = {name: shorten(value) for name, value in fields.items()}
        entry = Entry(self._count, round(self.now_ms(), 3), kind, short)
        self.entries.append(entry)
        for watcher in self._watchers:
            watcher(entry)
        return entry

    def watch(self, watcher: Watcher) -> None:
        """Show every entry from now on to the watcher."""
        self._watchers.append(watcher)


def shorten(value: Json, *, depth: int = 0) -> Json:
    """Return the value with what is long or deep cut, saying what was left out.

    Texts keep 4,096 characters, lists and objects 256 members, nesting 12 levels. An infinite
    number, which a page can write as 1e999, becomes a text: JSON has none.
    """
    match value:
        case float() if not math.isfinite(value):
            return str(value)
        case str() if len(value) > _LONGEST_TEXT:
            return f"{value[:_LONGEST_TEXT]}… ({len(value)} characters)"
        case list() | dict() if depth == _DEEPEST:
            return f"… ({len(value)} members)"
        case list():
            kept = [shorten(item, depth=depth + 1) for item in value[:_MOST_MEMBERS]]
            return kept if len(value) <= _MOST_MEMBERS else [*kept, f"… ({len(value)} members)"]
        case dict():
            members = islice(value.items(), _MOST_MEMBERS)
            return {shorten_key(key): shorten(item, depth=depth + 1) for key, item in members}
        case _:
            return value


def shorten_key(key: str) -> str:
    """Return a member's name, cut like a text."""
    return key if len(key) <= _LONGEST_TEXT else f"{key[:_LONGEST_TEXT]}…"
