"""The time that the simulated phone and its server show."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Clock:
    """Wall-clock time. `source` gives seconds since 1970."""

    source: Callable[[], float] = time.time

    def server_time_ms(self) -> int:
        """Return the server's time in milliseconds since 1970."""
        return int(self.source() * 1000)
