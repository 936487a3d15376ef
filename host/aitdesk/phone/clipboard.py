"""The text that the phone keeps to paste."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from aitdesk.phone.observable import Observable, State


class ClipboardState(State, frozen=True, kw_only=True):
    """What was copied; with `uses_desktop` the real clipboard of this desktop instead."""

    text: str = ""
    uses_desktop: bool = False


class DesktopClipboard(Protocol):
    """The clipboard of the desktop; the window has it."""

    async def clipboard_text(self) -> str:
        """Return its text, "" when it holds none."""
        ...

    async def set_clipboard_text(self, text: str) -> None:
        """Replace what it holds."""
        ...


@dataclass
class Clipboard:
    """The clipboard now: the phone's own, unless the developer asks for the desktop's.

    `desktop` is None until there is a window; nothing of it is read before someone asks.
    """

    observable: Observable[ClipboardState] = field(
        default_factory=lambda: Observable(ClipboardState())
    )
    desktop: DesktopClipboard | None = None

    async def text(self) -> str:
        """Return what would be pasted, "" when nothing was copied."""
        if self.observable.value.uses_desktop and self.desktop is not None:
            return await self.desktop.clipboard_text()
        return self.observable.value.text

    async def copy(self, text: str) -> None:
        """Replace what would be pasted."""
        if self.observable.value.uses_desktop and self.desktop is not None:
            await self.desktop.set_clipboard_text(text)
        else:
            self.observable.update(text=text)
