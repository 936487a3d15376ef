"""The window around the page and its bar. Both ends of the seam are here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.shell.device import Insets
    from aitdesk.shell.link import Link


@dataclass(frozen=True, slots=True)
class Look:
    """What the window shows and how. Sizes in CSS pixels.

    `web_storage` holds localStorage, IndexedDB and cookies of this mini-app and user.
    `is_attended` is false when no person can answer a dialog.
    """

    title: str
    icon: str
    width_px: int
    height_px: int
    insets: Insets
    user_agent: str
    languages: str
    web_storage: Path
    is_attended: bool


class Witness(Protocol):
    """What a window tells; the host implements it. Called on the session's loop."""

    def pressed_back(self) -> None:
        """Back, on the bar or on the keyboard."""
        ...

    def pressed_home(self) -> None:
        """Home, on the keyboard: the bar has its button only where the mini-app asks for one."""
        ...

    def visited(self, url: str, *, can_go_forward: bool) -> None:
        """The page's URL changed, by a navigation or inside the document."""
        ...

    def loaded(self, *, is_ok: bool) -> None:
        """A load ended."""
        ...

    def left(self, url: str) -> None:
        """The page wanted to go where no page can: the link belongs to the phone."""
        ...

    def logged(self, level: str, text: str, *, source: str, line: int) -> None:
        """The page wrote to its console. `level` is info, warning or error."""
        ...

    def told(self, text: str) -> None:
        """Something else happened that belongs in the journal, in one line."""
        ...

    def crashed(self, reason: str) -> None:
        """The page's process ended; the page is loaded again."""
        ...

    def closed(self) -> None:
        """The window is gone."""
        ...


class Chrome(Protocol):
    """What the host does to a window; every method may be called on any thread."""

    def load(self, url: str) -> None:
        """Open a page."""
        ...

    def history_back(self) -> None:
        """Go back inside the page."""
        ...

    def offer(self, link: Link) -> None:
        """Ask the person whether to open the link on this desktop."""
        ...

    async def screenshot(self) -> bytes:
        """Return a PNG of bar and page."""
        ...

    def close(self) -> None:
        """Close the window."""
        ...
