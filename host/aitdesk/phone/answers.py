"""What the page is answered in a handler's place, for as long as a test wants it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitdesk.errors import ApiError
    from aitdesk.value import Value


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: its value or failure, and for how many calls; None for all of them."""

    result: Value | ApiError
    times: int | None = None


@dataclass
class Answers:
    """What is given, by wire name."""

    given: dict[str, Given] = field(default_factory=dict)

    def take(self, name: str) -> Given | None:
        """Return what is given for a call, None for nothing, and count it."""
        found = self.given.get(name)
        if found is not None and found.times is not None:
            if found.times > 1:
                self.given[name] = Given(found.result, found.times - 1)
            else:
                del self.given[name]
        return found
