"""JSON that is kept as a record: cut where it is long, deep or much, and saying what was left out.

Whatever comes of it can be written as UTF-8 and as JSON.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from aitdesk.text.well_formed import well_formed

if TYPE_CHECKING:
    from aitdesk.value import Json

_FIXED_BYTES: Final = 64  # of an object of Python, about
_PLAIN: Final = 256
_WIDEST: Final = 4  # bytes of a character outside of ASCII, at most


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a value stays: characters of a text, members, levels, and bytes of it all."""

    text: int
    members: int
    levels: int
    whole_bytes: int


SHORT: Final = Limits(text=4_096, members=256, levels=12, whole_bytes=65_536)
WHOLE: Final = Limits(text=2**40, members=2**40, levels=100, whole_bytes=2**50)
"""All of it, but for levels that no reader of JSON could follow."""


@dataclass(slots=True)
class Shortening:
    """Cuts the values of one entry, which share one allowance of bytes."""

    limits: Limits = SHORT
    is_cut: bool = False
    """Anything was left out."""

    left: int = field(init=False)
    """The bytes of memory that may still be taken, about."""

    def __post_init__(self) -> None:
        self.left = self.limits.whole_bytes

    @property
    def taken_bytes(self) -> int:
        """About how much memory holds what was kept."""
        return self.limits.whole_bytes - self.left

    def __call__(self, value: Json, *, level: int = 0) -> Json:
        """Return the value, cut.

        An infinite number, which a page can write as 1e999, becomes a text: JSON has none.
        """
        self.left -= _FIXED_BYTES
        match value:
            case str():
                return self._text(value)
            case float() if not math.isfinite(value):
                return str(value)
            case list() | dict() if level == self.limits.levels or (self.left <= 0 and value):
                self.is_cut = True
                return f"… ({len(value)} members)"
            case list():
                return self._list(value, level=level + 1)
            case dict():
                return self._dict(value, level=level + 1)
            case _:
                return value

    def _text(self, text: str) -> str:
        # Nearly all of it is short and plain, and each call of a page comes by here.
        if len(text) <= min(_PLAIN, self.limits.text, self.left) and text.isascii():
            self.left -= len(text)
            return text
        room = min(self.limits.text, max(self.left, 0) // (1 if text.isascii() else _WIDEST))
        if len(text) > room:
            self.is_cut = True
            kept = well_formed(text[:room])
            self._take(kept)
            return f"{kept}… ({len(text)} characters)"
        self._take(text)
        return well_formed(text)

    def _list(self, value: list[Json], *, level: int) -> Json:
        kept: list[Json] = []
        for item in value[: self.limits.members]:
            if self.left <= 0:
                break
            kept.append(self(item, level=level))
        if len(kept) == len(value):
            return kept
        self.is_cut = True
        return [*kept, f"… ({len(value)} members)"]

    def _dict(self, value: dict[str, Json], *, level: int) -> Json:
        kept: dict[str, Json] = {}
        for name, item in islice(value.items(), self.limits.members):
            if self.left <= 0:
                break
            kept[self._name(name)] = self(item, level=level)
        self.is_cut = self.is_cut or len(kept) < len(value)
        return kept

    def _name(self, name: str) -> str:
        if len(name) <= min(_PLAIN, self.limits.text) and name.isascii():
            self.left -= len(name)
            return name
        if len(name) <= self.limits.text:
            self._take(name)
            return well_formed(name)
        self.is_cut = True
        self.left -= self.limits.text * _WIDEST
        return f"{well_formed(name[: self.limits.text])}…"

    def _take(self, text: str) -> None:
        self.left -= len(text) * (1 if text.isascii() else _WIDEST)
