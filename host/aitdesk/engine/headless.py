"""A window that is not there: what the host does to it is kept, for unit tests."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.errors import WindowGone

if TYPE_CHECKING:
    from aitdesk.engine.web_listener import Dialog
    from aitdesk.phone.accessory import Button
    from aitdesk.phone.device import Extent
    from aitdesk.phone.link import Link
    from aitdesk.value import Json


@dataclass
class Headless:
    """Keeps what was done, in order, as `verb argument` texts."""

    done: list[str] = field(default_factory=list)
    clipboard: str = ""
    storages: dict[str | None, str] = field(default_factory=dict)
    """localStorage as JSON by origin, None for the page's own."""

    shown: str | None = "{}"
    """What the page shows; None while a script of it runs."""

    answers: list[tuple[int, Json]] = field(default_factory=list)
    """What the page was answered past the SDK, by the number of its question."""

    dialogs: dict[str, Dialog] = field(default_factory=dict)
    """The web view's own dialogs that are drawn, by their ids."""

    is_gone: bool = False
    """It was closed before anybody asked for its page."""

    async def devtools_id(self) -> str:
        """Return that there is none. Raises WindowGone for a window that is gone."""
        if self.is_gone:
            raise WindowGone
        return "no page"

    def load(self, url: str) -> None:
        """Keep it."""
        self.done.append(f"load {url}")

    def history_back(self) -> None:
        """Keep it."""
        self.done.append("history_back")

    def offer(self, link: Link) -> None:
        """Keep it."""
        self.done.append(f"offer {link.url}")

    def reload(self) -> None:
        """Keep it."""
        self.done.append("reload")

    def set_visible(self, *, is_visible: bool) -> None:
        """Keep it."""
        self.done.append(f"set_visible {is_visible}")

    def turn(self, extent: Extent) -> None:
        """Keep it."""
        self.done.append(f"turn {extent.width_px}x{extent.height_px}")

    def set_online(self, *, is_online: bool) -> None:
        """Keep it."""
        self.done.append(f"set_online {is_online}")

    def show_chips(self, chips: list[str]) -> None:
        """Keep it."""
        self.done.append(f"show_chips {', '.join(chips)}")

    def flash(self, text: str) -> None:
        """Keep it."""
        self.done.append(f"flash {text}")

    def show_accessory(self, button: Button | None) -> None:
        """Keep it."""
        self.done.append(f"show_accessory {button.id if button else None}")

    def answer_page(self, number: int, answer: Json) -> None:
        """Keep it."""
        self.answers.append((number, answer))

    def show_dialog(self, dialog: Dialog) -> None:
        """Keep it."""
        self.dialogs[dialog.id] = dialog

    def hide_dialog(self, dialog_id: str) -> None:
        """Let it go."""
        self.dialogs.pop(dialog_id, None)

    async def clipboard_text(self) -> str:
        """Return what was put there."""
        return self.clipboard

    async def set_clipboard_text(self, text: str) -> None:
        """Keep it."""
        self.clipboard = text

    async def local_storage(self, origin: str | None) -> str:
        """Return what was put there."""
        return self.storages.get(origin, "")

    async def screenshot(self, *, is_secure: bool) -> bytes:
        """Return an empty picture."""
        self.done.append(f"screenshot {is_secure}")
        return b""

    async def facts(self) -> str:
        """Return what is shown; wait for ever where a script runs."""
        if self.shown is None:
            await asyncio.Event().wait()
        return self.shown or ""

    async def is_plain(self) -> bool:
        """Return that it is: there is nothing."""
        return True

    def close(self) -> None:
        """Keep it."""
        self.done.append("close")
