"""The journal from a cursor on: what came after an entry, as soon as it is there."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitdesk.journal import Entry, Journal


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some entries in a row. `missed` is how many before them are kept no longer."""

    entries: list[Entry]
    missed: int
    next_after: int
    """The cursor that goes on where these end."""


@dataclass
class Tail:
    """Follows one journal for any number of readers."""

    journal: Journal
    is_over: bool = False
    """Nobody is to wait any longer."""

    patience_s: float = 30.0
    """How long a reader may take nothing of what it is sent."""

    _waiting: set[asyncio.Future[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.journal.watch(self._wake)

    def after(self, cursor: int, *, limit: int) -> Stretch:
        """Return the entries behind the one with this id, oldest first."""
        kept = self.journal.entries
        first = kept[0].id if kept else cursor + 1
        missed = max(0, first - cursor - 1)
        start = max(0, cursor + 1 - first)
        entries = list(islice(kept, start, start + limit))
        return Stretch(entries, missed, entries[-1].id if entries else cursor)

    async def wait(self, cursor: int, *, timeout_s: float | None) -> None:
        """Return once there is an entry behind the cursor, or when the time is over."""
        kept = self.journal.entries
        if self.is_over or (kept and kept[-1].id > cursor):
            return
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait([waiter], timeout=timeout_s)
        finally:
            self._waiting.discard(waiter)

    def end(self) -> None:
        """Let every reader go."""
        self.is_over = True
        self._wake()

    def _wake(self, _entry: Entry | None = None) -> None:
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
