"""A window that is not there: what the host does to it is kept, for unit tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitdesk.shell.link import Link


@dataclass
class Headless:
    """Keeps what was done, in order, as `verb argument` texts."""

    done: list[str] = field(default_factory=list)

    def load(self, url: str) -> None:
        """Keep it."""
        self.done.append(f"load {url}")

    def history_back(self) -> None:
        """Keep it."""
        self.done.append("history_back")

    def offer(self, link: Link) -> None:
        """Keep it."""
        self.done.append(f"offer {link.url}")

    async def screenshot(self) -> bytes:
        """Return an empty picture."""
        return b""

    def close(self) -> None:
        """Keep it."""
        self.done.append("close")
