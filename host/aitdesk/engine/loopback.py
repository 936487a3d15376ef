"""A carrier without a page: what the host sends is kept, for unit tests."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Loopback:
    """Keeps every text, with the document it was for."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    injected: list[str] = field(default_factory=list)

    def send(self, page: str, text: str) -> None:
        """Keep the text."""
        self.sent.append((page, text))

    def inject(self, *, own: str, before: str, after: str | None, frames: str) -> None:
        """Keep what would run at the start of a document."""
        self.injected.append(before)
