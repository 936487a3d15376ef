"""One window with its page, its phone and its user: what carrier and chrome tell ends up here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk import bridge
from aitdesk.dispatch import Dispatch
from aitdesk.errors import ApiError, WireError
from aitdesk.journal import Journal, Kind
from aitdesk.shell.link import Link, from_navigation
from aitdesk.shell.navigation import Move
from aitdesk.wire import granite

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.bridge import UserScripts
    from aitdesk.carriers import Carrier
    from aitdesk.chrome import Chrome
    from aitdesk.registry import Registry
    from aitdesk.shell import Shell
    from aitdesk.shell.analytics import Log
    from aitdesk.shell.device import Insets
    from aitdesk.wire.frames import ToPage

_TEXT_SHOWN = 200


@dataclass
class Session:
    """The Receiver of its carrier and the Witness of its chrome. Lives on the host's loop.

    `entry_url` is the first page, `home_url` where the home button leads. `scripts` are what the
    native shell runs around document load, None to leave them out. `transport` is the carrier's
    own library for the page; `in_flight` counts the page's requests that are being answered.
    """

    shell: Shell
    registry: Registry
    journal: Journal
    carrier: Carrier
    chrome: Chrome
    origins: frozenset[str]
    entry_url: str
    home_url: str
    transport: str
    in_flight: Callable[[], int] = lambda: 0
    scripts: UserScripts | None = None
    strict: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    loads: int = 0
    """How many loads have ended."""

    _page: str = ""
    _origin: str = ""

    def __post_init__(self) -> None:
        self.dispatch = Dispatch(
            shell=self.shell,
            registry=self.registry,
            journal=self.journal,
            send=self._send,
            origins=self.origins,
            strict=self.strict,
        )
        self.shell.navigation.moves.listen(self._move)
        self.shell.links.opened.listen(self._offer)
        self.shell.analytics.logs.listen(self._logged)
        self.shell.problems.listen(self._problem)
        self.shell.device.inset_changes.listen(self._insets_changed)

    def start(self) -> None:
        """Put the bridge into every document to come, and open the first."""
        self._inject()
        self.chrome.load(self.entry_url)

    def stop(self) -> None:
        """Settle everything that is pending."""
        self.dispatch.leave()
        self.ended.set()

    # What the carrier tells.

    def opened(self, page: str, *, origin: str) -> None:
        """Begin with a new document; nothing of the old one survives."""
        self.dispatch.leave()
        self._page, self._origin = page, origin
        self.journal.add(Kind.NAVIGATION, origin=origin, page=page)

    def received(self, page: str, text: str, *, origin: str) -> None:
        """Take a text of the page through wire and dispatch."""
        if page != self._page:
            return
        try:
            frame = granite.decode(text)
        except WireError as problem:
            self.journal.add(Kind.DROPPED, reason=str(problem), text=text[:_TEXT_SHOWN])
            return
        # A late text of a document that is being left counts as that document's, not the next's.
        own = origin if self._origin in self.origins else self._origin
        self.dispatch.receive(frame, origin=own)

    def failed(self, page: str, text: str) -> None:
        """Record an error of the page."""
        self.journal.add(Kind.PAGE_ERROR, page=page, text=text)

    # What the window tells.

    def pressed_back(self) -> None:
        """Do what the phone does at back."""
        self.journal.add(Kind.STATE, text="back was pressed")
        self.shell.navigation.press_back()

    def pressed_home(self) -> None:
        """Do what the phone does at home."""
        self.journal.add(Kind.STATE, text="home was pressed")
        self.shell.navigation.press_home()

    def visited(self, url: str, *, can_go_forward: bool) -> None:
        """Follow the page in the shell's own history."""
        if url and url != "about:blank":
            self.shell.navigation.visited(url, can_go_forward=can_go_forward)
            self.journal.add(Kind.NAVIGATION, url=url)

    def loaded(self, *, is_ok: bool) -> None:
        """Note that a load ended, and how."""
        self.loads += 1
        self.journal.add(Kind.LOADED, ok=is_ok)

    def left(self, url: str) -> None:
        """Hand a blocked navigation to the phone; what is no link is dropped, as there."""
        try:
            self.shell.links.open(from_navigation(url))
        except ApiError as refusal:
            self.journal.add(Kind.STATE, text=refusal.message)

    def logged(self, level: str, text: str, *, source: str, line: int) -> None:
        """Record a line of the console."""
        self.journal.add(Kind.CONSOLE, level=level, text=text, source=source, line=line)

    def told(self, text: str) -> None:
        """Record what happened."""
        self.journal.add(Kind.STATE, text=text)

    def crashed(self, reason: str) -> None:
        """Settle what the dead page left; the window loads it again, as the phone does."""
        self.dispatch.leave()
        self.journal.add(Kind.PAGE_ERROR, text=f"the page's process ended: {reason}")

    def closed(self) -> None:
        """The window is gone, and the run with it."""
        self.stop()

    # What the shell tells.

    def _move(self, move: Move) -> None:
        self.journal.add(Kind.STATE, text=f"navigation: {move}")
        match move:
            case Move.HISTORY_BACK:
                self.chrome.history_back()
            case Move.HOME:
                self.chrome.load(self.home_url)
            case Move.CLOSE:
                self.chrome.close()

    def _offer(self, link: Link) -> None:
        self.journal.add(Kind.STATE, text=f"link: {link.url}", openable=link.is_openable)
        if link.is_openable:
            self.chrome.offer(link)

    def _logged(self, log: Log) -> None:
        self.journal.add(
            Kind.STATE, text=f"log: {log.name}", type=log.type, params=dict(log.params)
        )

    def _problem(self, text: str) -> None:
        self.journal.add(Kind.PROBLEM, text=text)

    def _insets_changed(self, _insets: Insets) -> None:
        self._inject()
        # The event reaches the page first and the constants after it (native host 2.10.8): the
        # event's stream wakes in the loop's next turn, so they wait for the one after that.
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.call_soon, self._send_constants)

    def _send_constants(self) -> None:
        self.carrier.send(self._page, granite.constants(self.registry.constants(self.shell)))

    def _inject(self) -> None:
        constants = granite.constants(self.registry.constants(self.shell))
        before = bridge.document_start(
            setup=[constants],
            transport=self.transport,
            before=self.scripts.before if self.scripts else None,
        )
        self.carrier.inject(before=before, after=self.scripts.after if self.scripts else None)

    def _send(self, frame: ToPage) -> None:
        self.carrier.send(self._page, granite.encode(frame))
