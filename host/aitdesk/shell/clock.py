"""The time that the simulated phone and its server show."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.shell.cell import Cell, State

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Skew(State, frozen=True, kw_only=True):
    """How far Toss's server is ahead of the phone, in milliseconds; negative is behind."""

    server_ahead_ms: int = 0


@dataclass
class Clock:
    """Wall-clock time. `source` gives seconds since 1970, `sleep` waits so many seconds."""

    source: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    cell: Cell[Skew] = field(default_factory=lambda: Cell(Skew()))

    def now_ms(self) -> int:
        """Return the phone's time in milliseconds since 1970."""
        return int(self.source() * 1000)

    def server_time_ms(self) -> int:
        """Return the server's time in milliseconds since 1970."""
        return self.now_ms() + self.cell.value.server_ahead_ms
