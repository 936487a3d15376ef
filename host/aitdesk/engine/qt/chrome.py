"""The window on Qt as the loop holds it: what the host does to it is posted to the GUI thread."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.engine.qt.controls import Controls
    from aitdesk.engine.qt.mailbox import Lifetime
    from aitdesk.engine.web_listener import Dialog
    from aitdesk.engine.window import WindowListener
    from aitdesk.phone.accessory import Button
    from aitdesk.phone.device import Extent
    from aitdesk.phone.link import Link
    from aitdesk.value import Json


_T = TypeVar("_T")


class QtChrome:
    """A window; plain Python, as mailbox.py says. Public methods may be called on any thread."""

    def __init__(self, lifetime: Lifetime) -> None:
        self.lifetime = lifetime
        self._controls: Controls | None = None  # the GUI thread's
        self._devtools_id: str | None = None
        self.gone = asyncio.Event()
        """Set on the loop once web storage is let go."""

    def attach(self, controls: Controls) -> None:
        """Act on these from now on; on the GUI thread."""
        self._controls = controls
        self.lifetime.hold(self._detach)

    def shown(self) -> None:
        """Note what may be asked of a page once its window shows; on the GUI thread."""
        if self._controls is not None:
            self._devtools_id = self._controls.devtools_id()

    def listen(self, listener: WindowListener) -> None:
        """Tell the listener from now on; on the loop. It hears of the window's end in any case."""
        self._do(lambda controls: controls.tell_to(listener))
        self.lifetime.follow(listener.closed)

    async def devtools_id(self) -> str:
        """Return the page's id in Chromium's DevTools protocol."""
        if self._devtools_id is not None:
            return self._devtools_id
        return await self._ask(lambda controls, told: told(controls.devtools_id()))

    def load(self, url: str) -> None:
        """Open a page."""
        self._do(lambda controls: controls.load(url))

    def history_back(self) -> None:
        """Go back inside the page."""
        self._do(lambda controls: controls.history_back())

    def reload(self) -> None:
        """Load the page again."""
        self._do(lambda controls: controls.reload())

    def set_visible(self, *, is_visible: bool) -> None:
        """Let the page be in the background, or bring it back."""
        self._do(lambda controls: controls.set_visible(is_visible=is_visible))

    def offer(self, link: Link) -> None:
        """Ask whether to open the link on this desktop."""
        self._do(lambda controls: controls.offer(link))

    def turn(self, extent: Extent) -> None:
        """Take the size of a screen that is held the other way."""
        self._do(lambda controls: controls.turn(extent))

    def set_online(self, *, is_online: bool) -> None:
        """Let the page's requests through, or fail them all."""
        self._do(lambda controls: controls.set_online(is_online=is_online))

    def show_chips(self, chips: list[str]) -> None:
        """Show short texts in the status row."""
        self._do(lambda controls: controls.bar.status.set_chips(chips))

    def flash(self, text: str) -> None:
        """Show a short text in the status row for a moment."""
        self._do(lambda controls: controls.bar.status.flash(text))

    def show_accessory(self, button: Button | None) -> None:
        """Show the mini-app's own button, or none."""
        self._do(lambda controls: controls.bar.set_accessory(button))

    def answer_page(self, number: int, answer: Json) -> None:
        """Answer what a page asked past the SDK."""
        self._do(lambda controls: controls.questions.answer(number, answer))

    def show_dialog(self, dialog: Dialog) -> None:
        """Draw a dialog of the web view's over the page."""
        self._do(lambda controls: controls.show_dialog(dialog))

    def hide_dialog(self, dialog_id: str) -> None:
        """Take it away."""
        self._do(lambda controls: controls.hide_dialog(dialog_id))

    async def clipboard_text(self) -> str:
        """Return the text of the desktop's clipboard, "" when it holds none."""
        return await self._ask(lambda controls, told: told(controls.clipboard_text()))

    async def set_clipboard_text(self, text: str) -> None:
        """Replace what the desktop's clipboard holds."""
        self._do(lambda controls: controls.set_clipboard_text(text))

    async def screenshot(self, *, is_secure: bool) -> bytes:
        """Return a PNG of bar and page; where `is_secure`, the page is blank."""
        return await self._ask(
            lambda controls, told: told(controls.screenshot(is_secure=is_secure))
        )

    async def facts(self) -> str:
        """Return what the page shows, as a JSON object; waits as long as a script of it runs."""
        from aitdesk.engine.qt.page_facts import ask  # only a test wants to know

        return await self._ask(lambda controls, told: ask(controls.page, told))

    async def local_storage(self, origin: str | None) -> str:
        """Return localStorage of an origin as JSON, None for the page's own; "" for none."""
        from aitdesk.engine.qt import storage  # only a mini-app that has moved wants to know

        if origin is None:
            return await self._ask(lambda controls, told: storage.ask(controls.page, told))
        return await self._ask(
            lambda controls, told: storage.ask_elsewhere(controls.page, origin, told)
        )

    async def is_plain(self) -> bool:
        """Return whether the page, without its bar, is of one colour."""
        from aitdesk.engine.qt.page_facts import is_plain  # as in facts

        return await self._ask(lambda controls, told: told(is_plain(controls.view.grab())))

    def close(self) -> None:
        """Close the window, after whatever the GUI thread is doing now."""
        self._do(lambda controls: controls.close())

    def _do(self, act: Callable[[Controls], object]) -> None:
        self.lifetime.post(lambda: self._act(act))

    def _act(self, act: Callable[[Controls], object]) -> None:
        if self._controls is not None:  # else it could not be opened
            act(self._controls)

    async def _ask(self, ask: Callable[[Controls, Callable[[_T], None]], object]) -> _T:
        return await self.lifetime.ask(lambda told: self._act(lambda controls: ask(controls, told)))

    def _detach(self) -> None:
        self._controls = None
