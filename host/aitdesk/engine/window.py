"""The window around the page and its bar. Both ends of the seam are here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.engine.web_listener import Dialog, WebListener
    from aitdesk.phone.accessory import Button
    from aitdesk.phone.bar import BarOptions
    from aitdesk.phone.device import Extent, Insets
    from aitdesk.phone.link import Link
    from aitdesk.value import Json


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
    bar: BarOptions


class WindowListener(Protocol):
    """What a window tells; the host implements it. Called on the session's loop."""

    @property
    def web(self) -> WebListener:
        """Who is told what the page does past the SDK."""
        ...

    def pressed_back(self) -> None:
        """Back, on the bar or on the keyboard."""
        ...

    def pressed_home(self) -> None:
        """Home, on the keyboard: the bar has its button only where the mini-app asks for one."""
        ...

    def pressed_close(self) -> None:
        """Close, on the bar."""
        ...

    def pressed_accessory(self) -> None:
        """The mini-app's own button of the bar."""
        ...

    def swiped_back(self) -> None:
        """A swipe from the left edge to the right."""
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

    def refused(self, what: str) -> None:
        """The page asked for something of this machine, such as the camera, and did not get it."""
        ...

    def overran(self, text: str) -> None:
        """The page did more than can be written down, and some of it is lost; `text` says so."""
        ...

    def crashed(self, reason: str) -> None:
        """The page's process ended; the page is loaded again."""
        ...

    def closed(self) -> None:
        """The window is gone."""
        ...


class Chrome(Protocol):
    """What the host does to a window; every method may be called on any thread.

    Nothing happens to one that is closed; what is awaited of it raises WindowGone.
    """

    async def devtools_id(self) -> str:
        """Return the page's id in Chromium's DevTools protocol."""
        ...

    def load(self, url: str) -> None:
        """Open a page."""
        ...

    def history_back(self) -> None:
        """Go back inside the page."""
        ...

    def offer(self, link: Link) -> None:
        """Ask the person whether to open the link on this desktop."""
        ...

    def reload(self) -> None:
        """Load the page again."""
        ...

    def set_visible(self, *, is_visible: bool) -> None:
        """Let the page be in the background, or bring it back."""
        ...

    def turn(self, extent: Extent) -> None:
        """Take the size of a screen that is held the other way."""
        ...

    def set_online(self, *, is_online: bool) -> None:
        """Let the page's requests through, or fail them all."""
        ...

    def show_chips(self, chips: list[str]) -> None:
        """Show short texts in the status row, instead of those before."""
        ...

    def flash(self, text: str) -> None:
        """Show a short text in the status row for a moment."""
        ...

    def show_accessory(self, button: Button | None) -> None:
        """Show the mini-app's own button in the bar, or none."""
        ...

    def answer_page(self, number: int, answer: Json) -> None:
        """Answer what a page asked past the SDK; nothing happens to one that waits no more."""
        ...

    def show_dialog(self, dialog: Dialog) -> None:
        """Draw a dialog of the web view's over the page, until it is hidden."""
        ...

    def hide_dialog(self, dialog_id: str) -> None:
        """Take it away."""
        ...

    async def clipboard_text(self) -> str:
        """Return the text of the desktop's clipboard, "" when it holds none."""
        ...

    async def set_clipboard_text(self, text: str) -> None:
        """Replace what the desktop's clipboard holds."""
        ...

    async def local_storage(self, origin: str | None) -> str:
        """Return localStorage of an origin as a JSON object; None is the page's own.

        Returns "" where it cannot be read.
        """
        ...

    async def screenshot(self, *, is_secure: bool) -> bytes:
        """Return a PNG of bar and page; where `is_secure`, the page is blank."""
        ...

    async def facts(self) -> str:
        """Return what the page shows, as a JSON object; waits as long as a script of it runs."""
        ...

    async def is_plain(self) -> bool:
        """Return whether the page, without its bar, is of one colour."""
        ...

    def close(self) -> None:
        """Close the window."""
        ...
