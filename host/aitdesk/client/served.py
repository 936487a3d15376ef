"""The mini-app that a process serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aitdesk.config.option import arguments
from aitdesk.config.options import ServedOptions

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Served(ServedOptions):
    """A mini-app, as `aitdesk serve` gets it: None for its own default."""

    target: str | Path | None = None

    def arguments(self) -> list[str]:
        """Return the command's arguments."""
        return [*arguments(self), *([] if self.target is None else ["--", str(self.target)])]
