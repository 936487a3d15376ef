"""The append-only record of a session: what the page asked, what it got, what went wrong.

Everything that looks at a session (the summary, journal.jsonl, assertions) reads this one thing.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from aitdesk.text.shortened import WHOLE, Shortening

if TYPE_CHECKING:
    from aitdesk.value import Json

KEPT = 5_000
"""Entries kept in memory, at most; a watcher (a file) sees all of them."""

KEPT_BYTES = 32 * 1024 * 1024
"""Bytes of memory that the kept entries take, about and at most."""


class EntryKind(StrEnum):
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
    PARTNER = "partner"  # a call of the mini-app's server, or one to it: name, who, result, ms
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
    kind: EntryKind
    fields: dict[str, Json]

    def line(self) -> str:
        """Return the entry as one JSON object on one line."""
        shown = {"id": self.id, "at_ms": self.at_ms, "kind": self.kind, **self.fields}
        return json.dumps(shown, ensure_ascii=False)


Watcher: TypeAlias = Callable[[Entry], None]


@dataclass
class Journal:
    """Entries in order, the newest of them. Lives on the session's loop; nothing here blocks."""

    clock: Callable[[], float] = time.perf_counter
    entries: deque[Entry] = field(default_factory=deque)
    _sizes: deque[int] = field(default_factory=deque)
    _size: int = 0
    _watchers: list[Watcher] = field(default_factory=list)
    _whole_watchers: list[Watcher] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        self._started = self.clock()

    def now_ms(self) -> float:
        """Return the milliseconds since the journal began."""
        return (self.clock() - self._started) * 1000

    def add(self, kind: EntryKind, **fields: Json) -> Entry:
        """Record an entry. What is long in it is shortened: memory holds a record, not a copy."""
        self._count += 1
        shortening = Shortening()
        short = {name: shortening(value) for name, value in fields.items()}
        entry = Entry(self._count, round(self.now_ms(), 3), kind, short)
        self._keep(entry, shortening.taken_bytes)
        for watcher in self._watchers:
            watcher(entry)
        if self._whole_watchers:
            whole = entry
            if shortening.is_cut:
                complete = Shortening(WHOLE)
                every = {name: complete(value) for name, value in fields.items()}
                whole = replace(entry, fields=every)
            for watcher in self._whole_watchers:
                watcher(whole)
        return entry

    def watch(self, watcher: Watcher) -> None:
        """Show every entry from now on to the watcher."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Show it no more."""
        self._watchers.remove(watcher)

    def watch_whole(self, watcher: Watcher) -> None:
        """Show every entry from now on to a watcher that wants nothing shortened: a file."""
        self._whole_watchers.append(watcher)

    def _keep(self, entry: Entry, size: int) -> None:
        self.entries.append(entry)
        self._sizes.append(size)
        self._size += size
        while len(self.entries) > KEPT or self._size > KEPT_BYTES:
            self.entries.popleft()
            self._size -= self._sizes.popleft()
