"""A window of the WebView's process, from outside: its control, and its journal as it grows."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.client.journal import Record, refresh
from aitdesk.errors import DriverError

if TYPE_CHECKING:
    from aitdesk.checks.smoke.traffic import Requests
    from aitdesk.client.journal import Entry
    from aitdesk.client.transport import AsyncTransport

_WAITED_MS = 20_000
_CRASHED = "the page's process ended"


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry of the journal, and the step in which it came."""

    step: str
    entry: Entry


@dataclass
class WindowClient:
    """One phone. `noted` grows by itself between `follow` and the end of the window."""

    control: AsyncTransport
    origin: str
    requests: Requests | None = None
    """What it sends for, None where nobody knows."""

    step: str = "load"
    noted: list[Noted] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    crashed: asyncio.Event = field(default_factory=asyncio.Event)
    _record: Record = field(default_factory=Record)
    _reading: asyncio.Task[None] | None = None

    def follow(self) -> None:
        """Begin to read the journal."""
        self._reading = asyncio.create_task(self._read())

    async def close(self, *, within_s: float) -> None:
        """Close the window, and wait for the last entries of its journal."""
        with suppress(DriverError):
            await self.control.ask("POST", "/close", within_s=within_s)
        if self._reading is not None:
            await asyncio.wait({self._reading}, timeout=within_s)
            self._reading.cancel()

    async def _read(self) -> None:
        is_over = False
        with suppress(DriverError):
            while not is_over:
                is_over = await self.control.run(refresh(self._record, wait_ms=_WAITED_MS))
                self._note(self._record.entries[len(self.noted) :])
        self.ended.set()

    def _note(self, entries: list[Entry]) -> None:
        self.noted += [Noted(self.step, each) for each in entries]
        if any(map(is_crash, entries)):
            self.crashed.set()


def is_crash(entry: Entry) -> bool:
    """Return whether the page's process ended here: such an error is of no page."""
    is_of_no_page = entry["kind"] == "page_error" and "page" not in entry
    return is_of_no_page and str(entry["text"]).startswith(_CRASHED)
