"""How much of what a page does may wait to be written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Final, Literal, TypeAlias

MOST: Final = 1_000
MOST_CHARACTERS: Final = 32_000_000

LOST: Final = (
    "the page logs, asks or leaves faster than it can be written down: some of it is missing here"
)

Place: TypeAlias = Literal["in", "first out", "out"]


@dataclass
class Crowd:
    """Counts what waits. Whoever is in leaves again; whoever is out is lost. For any thread."""

    _count: int = 0
    _characters: int = 0
    _is_told: bool = False
    _lock: Lock = field(default_factory=Lock)

    def enter(self, characters: int) -> Place:
        """Let something of this length wait, if there is room; one alone may have any length."""
        with self._lock:
            is_long = self._count > 0 and self._characters + characters > MOST_CHARACTERS
            if self._count >= MOST or is_long:
                was_told, self._is_told = self._is_told, True
                return "out" if was_told else "first out"
            self._count += 1
            self._characters += characters
            return "in"

    def leave(self, characters: int) -> None:
        """Make room again. Once nothing waits, the next that is lost is told again."""
        with self._lock:
            self._count -= 1
            self._characters -= characters
            self._is_told = self._is_told and self._count > 0
