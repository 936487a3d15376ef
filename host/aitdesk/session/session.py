"""One window with its page, its phone and its user: what carrier and chrome tell ends up here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from msgspec import to_builtins

from aitdesk.api.dispatch import Dispatch
from aitdesk.engine import page
from aitdesk.errors import ApiError, WireError
from aitdesk.journal import EntryKind, Journal
from aitdesk.phone.link import Link, from_navigation
from aitdesk.phone.navigation import Move
from aitdesk.phone.prompts import Answer
from aitdesk.phone.prompts import PromptKind as Asked
from aitdesk.phone.service_web import transparent_page
from aitdesk.protocol import decode, encode, granite, webview_bridge
from aitdesk.protocol.line import Line, SdkEvidence
from aitdesk.session.prompt_presenter import PromptPresenter
from aitdesk.session.window_sync import WindowSync

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    import msgspec

    from aitdesk.api.registry import Registry
    from aitdesk.engine.carrier import Carrier
    from aitdesk.engine.page import UserScripts
    from aitdesk.engine.window import Chrome
    from aitdesk.phone import Part, SimulatedPhone
    from aitdesk.phone.analytics import Log
    from aitdesk.phone.device import Insets
    from aitdesk.phone.environment import Surroundings
    from aitdesk.protocol.frames import ToPage

_TEXT_SHOWN = 200
_NOT_WIRED = "the phone's permissions do not reach the web view yet"
# What the native shell's script before load calls on every page of SDK 1.x and 2.x (2.10.8).
_SHELLS_OWN = "debugLog"


@dataclass
class Session:
    """The Receiver of its carrier and the Witness of its chrome. Lives on the host's loop.

    `entry_url` is the first page, `home_url` where the home button leads. `scripts` are what the
    native shell runs around document load, None to leave them out. `transport` is the carrier's
    own library for the page; `in_flight` counts the page's requests that are being answered.
    `sign` tells the mini-app's line of the SDK beforehand, where anything does.
    """

    shell: SimulatedPhone
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
    sign: SdkEvidence | None = None
    strict: bool = False
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    loads: int = 0
    """How many loads have ended."""

    _page: str = ""
    _origin: str = ""
    _lines: set[Line] = field(default_factory=set)
    _work: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.dispatch = Dispatch(
            shell=self.shell,
            registry=self.registry,
            journal=self.journal,
            send=self._send,
            origins=self.origins,
            strict=self.strict,
        )
        self._questions = PromptPresenter(self.shell, self.journal, self._tell)
        self._mirror = WindowSync(self.shell, self.chrome)
        self.shell.navigation.moves.listen(self._move)
        self.shell.links.opened.listen(self._offer)
        self.shell.analytics.logs.listen(self._logged)
        self.shell.problems.listen(self._problem)
        self.shell.prompts.crowded.listen(self._problem)
        self.shell.watch(self._follow)
        self.shell.device.inset_changes.listen(self._insets_changed)
        self.shell.environment.cell.changes.listen(self._surroundings_changed)

    def start(self) -> None:
        """Put the bridge into every document to come, and open the first.

        What its scripts may read at once is there before it is loaded.
        """
        if self.sign is not None:
            self._note_line(self.sign)
        self._inject()
        self._mirror.show()
        self.chrome.load(self.entry_url)
        if self.shell.navigation.is_game:
            from aitdesk.session.game_entry import greet  # only for a game, as with leaving

            self._begin(greet(self.shell, self.chrome))

    async def screenshot(self) -> bytes:
        """Return a PNG of bar and page; blank where the page is while the screen is secure."""
        return await self.chrome.screenshot(is_secure=self.shell.screen.cell.value.is_secure)

    def stop(self) -> None:
        """Settle everything that is pending."""
        self.dispatch.leave()
        self.shell.put_away()
        for task in self._work:
            task.cancel()
        self.ended.set()

    # What the carrier tells.

    def opened(self, page: str, *, origin: str) -> None:
        """Begin with a new document; nothing of the old one survives."""
        self.dispatch.leave()
        self._page, self._origin = page, origin
        self.journal.add(EntryKind.NAVIGATION, origin=origin, page=page)
        # The shell's own questions outlive the page; the page's are withdrawn in the next turn.
        if self.shell.prompts.waiting:
            asyncio.get_running_loop().call_soon(self._questions.draw_all)

    def received(self, page: str, text: str, *, origin: str) -> None:
        """Take a text of the page through wire and dispatch."""
        if page != self._page:
            return
        try:
            frame = decode(text)
        except WireError as problem:
            self.journal.add(EntryKind.DROPPED, reason=str(problem), text=text[:_TEXT_SHOWN])
            return
        # A late text of a document that is being left counts as that document's, not the next's.
        own = origin if self._origin in self.origins else self._origin
        if frame.via.line not in self._lines and own in self.origins and frame.name != _SHELLS_OWN:
            self._note_line(SdkEvidence(frame.via.line, "its first message"))
        self.dispatch.receive(frame, origin=own)

    def answered(self, page: str, text: str, *, origin: str) -> None:
        """Hand a person's answer to whoever asked; one that comes too late is dropped."""
        if page == self._page and origin == self._origin:
            self._questions.answered(text)
        else:
            reason = f"an answer of another document, at {origin}"
            self.journal.add(EntryKind.DROPPED, reason=reason, text=text[:_TEXT_SHOWN])

    def failed(self, page: str, text: str) -> None:
        """Record an error of the page."""
        self.journal.add(EntryKind.PAGE_ERROR, page=page, text=text)

    def overran(self, text: str) -> None:
        """Say that something of what the page did is lost."""
        self._problem(text)

    # What the window tells.

    def pressed_back(self) -> None:
        """Do what the phone does at back."""
        self.journal.add(EntryKind.STATE, text="back was pressed")
        self.shell.navigation.press_back()

    def pressed_home(self) -> None:
        """Do what the phone does at home."""
        self.journal.add(EntryKind.STATE, text="home was pressed")
        self.shell.navigation.press_home()

    def pressed_close(self) -> None:
        """Do what the phone does at close."""
        self.journal.add(EntryKind.STATE, text="close was pressed")
        self.shell.navigation.press_close()

    def pressed_accessory(self) -> None:
        """Do what the phone does at the mini-app's own button."""
        self.journal.add(EntryKind.STATE, text="the accessory button was pressed")
        self.shell.accessory.press()

    def swiped_back(self) -> None:
        """Do what the web view does at a swipe from the left edge."""
        if self.shell.swipes_back:
            self.journal.add(EntryKind.STATE, text="back was swiped")
            self.shell.navigation.swipe_back()

    def visited(self, url: str, *, can_go_forward: bool) -> None:
        """Follow the page in the shell's own history."""
        if url and url != "about:blank":
            self.shell.navigation.visited(url, can_go_forward=can_go_forward)
            self.journal.add(EntryKind.NAVIGATION, url=url)

    def loaded(self, *, is_ok: bool) -> None:
        """Note that a load ended, and how."""
        self.loads += 1
        self.journal.add(EntryKind.LOADED, ok=is_ok)

    def left(self, url: str) -> None:
        """Hand a blocked navigation to the phone; what is no link is dropped, as there."""
        try:
            self.shell.links.open(from_navigation(url))
        except ApiError as refusal:
            self.journal.add(EntryKind.STATE, text=refusal.message)

    def logged(self, level: str, text: str, *, source: str, line: int) -> None:
        """Record a line of the console."""
        self.journal.add(EntryKind.CONSOLE, level=level, text=text, source=source, line=line)

    def told(self, text: str) -> None:
        """Record what happened."""
        self.journal.add(EntryKind.STATE, text=text)

    def refused(self, what: str) -> None:
        """Tell the developer: a page that goes on without shows nothing of it."""
        text = f"the page asked for {what} and was refused: {_NOT_WIRED}"
        self.journal.add(EntryKind.PROBLEM, text=text)

    def crashed(self, reason: str) -> None:
        """Settle what the dead page left; the window loads it again, as the phone does."""
        self.dispatch.leave()
        self.journal.add(EntryKind.PAGE_ERROR, text=f"the page's process ended: {reason}")

    def closed(self) -> None:
        """The window is gone, and the run with it."""
        self.stop()

    # What the shell tells.

    def _move(self, move: Move) -> None:
        self.journal.add(EntryKind.STATE, text=f"navigation: {move}")
        match move:
            case Move.HISTORY_BACK:
                self.chrome.history_back()
            case Move.HOME:
                self.chrome.load(self.home_url)
            case Move.ASK_TO_CLOSE:
                self._begin(self._ask_to_close())
            case Move.CLOSE:
                self.chrome.close()

    async def _ask_to_close(self) -> None:
        from aitdesk.phone.leaving import close_sheet

        shell = self.shell
        answer = await shell.prompts.ask(
            Asked.CLOSE,
            close_sheet(shell.app.display_name, shell.environment),
            allow=Answer("close"),
            deny=Answer("cancel"),
        )
        if answer.choice == "close":
            shell.navigation.close()

    def _begin(self, work: Coroutine[object, object, None]) -> None:
        # The loop itself keeps only a weak reference.
        task = asyncio.get_running_loop().create_task(work)
        self._work.add(task)
        task.add_done_callback(self._work.discard)

    def _offer(self, link: Link) -> None:
        self.journal.add(EntryKind.STATE, text=f"link: {link.url}", openable=link.is_openable)
        if (transparent := transparent_page(link.url)) is not None:
            self._begin(self.shell.service_web.show(*transparent))
        if link.is_openable:
            self.chrome.offer(link)

    def _logged(self, log: Log) -> None:
        self.journal.add(
            EntryKind.STATE, text=f"log: {log.name}", type=log.type, params=dict(log.params)
        )

    def _problem(self, text: str) -> None:
        self.journal.add(EntryKind.PROBLEM, text=text)

    def _follow(self, name: str, part: Part) -> None:
        part.changes.listen(partial(self._changed, name))

    def _changed(self, part: str, change: msgspec.Struct | str) -> None:
        # A record that changed is named by its key, a value is shown whole.
        value = change if isinstance(change, str) else to_builtins(change)
        self.journal.add(EntryKind.STATE, part=part, value=value)

    def _surroundings_changed(self, _surroundings: Surroundings) -> None:
        self._inject()
        self._send_constants()

    def _insets_changed(self, _insets: Insets) -> None:
        self._inject()
        # The event reaches the page first and the constants after it (native host 2.10.8): the
        # event's stream wakes in the loop's next turn, so they wait for the one after that.
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.call_soon, self._send_constants)

    def _note_line(self, sign: SdkEvidence) -> None:
        self._lines.add(sign.line)
        self.journal.add(EntryKind.LINE, line=sign.line, told_by=sign.told_by)

    def _send_constants(self) -> None:
        for constants in self._constants(is_own=self._origin in self.origins):
            self._tell(constants)

    def _constants(self, *, is_own: bool) -> list[str]:
        """Return what a page gets, whichever line it is of: it may even hold both."""
        values = partial(self.registry.constants, self.shell, is_own=is_own)
        return [
            granite.constants(values(Line.GRANITE)),
            webview_bridge.constants(values(Line.WEBVIEW_BRIDGE)),
        ]

    def _inject(self) -> None:
        before = page.document_start(
            setup=self._constants(is_own=True),
            elsewhere=self._constants(is_own=False),
            origins=self.origins,
            before=self.scripts.before if self.scripts else None,
        )
        self.carrier.inject(
            own=page.own_world(transport=self.transport),
            before=before,
            after=self.scripts.after if self.scripts else None,
        )

    def _send(self, frame: ToPage) -> None:
        self._tell(encode(frame))

    def _tell(self, text: str) -> None:
        self.carrier.send(self._page, text)
