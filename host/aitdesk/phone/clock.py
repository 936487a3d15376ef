"""The time that the simulated phone and its server show."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.phone.observable import Observable, State
from aitdesk.phone.signal import Signal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


# Less than any wish: two sums of floats that mean the same moment may differ by it.
_TICK_S = 1e-6


class Skew(State, frozen=True, kw_only=True):
    """How far Toss's server is ahead of the phone, in milliseconds; negative is behind."""

    server_ahead_ms: int = 0


@dataclass
class Clock:
    """The phone's time. `source` gives seconds since 1970, `pause` waits so many real seconds."""

    source: Callable[[], float] = time.time
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    observable: Observable[Skew] = field(default_factory=lambda: Observable(Skew()))
    jumps: Signal[int] = field(default_factory=Signal)
    """By how many milliseconds the time was let jump ahead."""

    _ahead_s: float = 0.0
    _sleepers: set[asyncio.Future[None]] = field(default_factory=set)

    def now_ms(self) -> int:
        """Return the phone's time in milliseconds since 1970."""
        return int(self._now_s() * 1000)

    def server_time_ms(self) -> int:
        """Return the server's time in milliseconds since 1970."""
        return self.now_ms() + self.observable.value.server_ahead_ms

    async def sleep(self, duration_s: float) -> None:
        """Wait until so much of the phone's time has passed."""
        end_s = self._now_s() + duration_s
        left_s = duration_s
        while left_s > _TICK_S:
            await self._pause(left_s)
            left_s = end_s - self._now_s()

    def advance(self, ahead_ms: int) -> None:
        """Let the phone's time jump ahead; who sleeps until then wakes."""
        self._ahead_s += ahead_ms / 1000
        for sleeper in self._sleepers:
            if not sleeper.done():
                sleeper.set_result(None)
        self.jumps.emit(ahead_ms)

    def _now_s(self) -> float:
        return self.source() + self._ahead_s

    async def _pause(self, duration_s: float) -> None:
        jump: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        pause = asyncio.ensure_future(self.pause(duration_s))
        self._sleepers.add(jump)
        try:
            await asyncio.wait({pause, jump}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._sleepers.discard(jump)
            pause.cancel()
