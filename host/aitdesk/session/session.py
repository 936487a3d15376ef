"""One window with its page, its phone and its user: what window and phone tell ends up here."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, cast

from msgspec import to_builtins

from aitdesk.errors import ApiError
from aitdesk.journal import EntryKind
from aitdesk.phone.link import Link, from_navigation
from aitdesk.phone.navigation import Move
from aitdesk.phone.prompts import Answer
from aitdesk.phone.prompts import PromptKind as Asked
from aitdesk.phone.service_web import transparent_page
from aitdesk.session.web_questions import WebQuestions
from aitdesk.session.window_sync import WindowSync

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    import msgspec

    from aitdesk.engine.window import Chrome
    from aitdesk.phone import Part
    from aitdesk.phone.analytics import Log
    from aitdesk.phone.device import Insets
    from aitdesk.phone.environment import Surroundings
    from aitdesk.phone.messages import Messages
    from aitdesk.protocol.line import SdkEvidence
    from aitdesk.session.page_connection import PageConnection

_NOT_WIRED = "the phone's permissions do not reach the web view yet"


@dataclass
class Session:
    """The listener of its window, around the connection to its page. Lives on the host's loop.

    `entry_url` is the first page, `home_url` where the home button leads. `in_flight` counts the
    page's requests that are being answered. `evidence` tells the mini-app's line of the SDK
    beforehand, where anything does.
    """

    connection: PageConnection
    chrome: Chrome
    entry_url: str
    home_url: str
    in_flight: Callable[[], int] = lambda: 0
    evidence: SdkEvidence | None = None
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    loads: int = 0
    """How many loads have ended."""

    _work: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        connection = self.connection
        self.shell, self.journal = connection.shell, connection.journal
        self.registry, self.dispatch = connection.registry, connection.dispatch
        self.web = WebQuestions(
            self.shell, self.journal, self.chrome, connection.origins, self.left
        )
        self._window_sync = WindowSync(self.shell, self.chrome)
        self.shell.navigation.moves.listen(self._move)
        self.shell.links.opened.listen(self._offer)
        self.shell.analytics.logs.listen(self._logged)
        self.shell.problems.listen(self._problem)
        self.shell.prompts.crowded.listen(self._problem)
        self.shell.watch(self._follow)
        self.shell.follow_created(self._created)
        self.shell.device.inset_changes.listen(self._insets_changed)
        self.shell.environment.observable.changes.listen(self._surroundings_changed)

    def start(self) -> None:
        """Put the bridge into every document to come, and open the first.

        What its scripts may read at once is there before it is loaded.
        """
        if self.evidence is not None:
            self.connection.note_line(self.evidence)
        self.connection.inject()
        self._window_sync.show()
        self.chrome.load(self.entry_url)
        if self.shell.navigation.is_game:
            from aitdesk.session.game_entry import greet  # only for a game, as with leaving

            self._begin(greet(self.shell, self.chrome))

    async def screenshot(self) -> bytes:
        """Return a PNG of bar and page; blank where the page is while the screen is secure."""
        return await self.chrome.screenshot(is_secure=self.shell.screen.observable.value.is_secure)

    def stop(self) -> None:
        """Settle everything that is pending."""
        self.dispatch.leave()
        self.shell.put_away()
        self.web.stop()
        for task in self._work:
            task.cancel()
        self.ended.set()

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

    def overran(self, text: str) -> None:
        """Say that something of what the page did is lost."""
        self._problem(text)

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

    def _created(self, made: tuple[str, object]) -> None:
        if made[0] == "messages":
            from aitdesk.session.message_banner import MessageBanner  # seldom is there a server

            banner = MessageBanner(self.shell, self.chrome, self.home_url, self._begin)
            banner.follow(cast("Messages", made[1]))

    def _follow(self, name: str, part: Part) -> None:
        part.changes.listen(partial(self._changed, name))

    def _changed(self, part: str, change: msgspec.Struct | str) -> None:
        # A record that changed is named by its key, a value is shown whole.
        value = change if isinstance(change, str) else to_builtins(change)
        self.journal.add(EntryKind.STATE, part=part, value=value)

    def _surroundings_changed(self, _surroundings: Surroundings) -> None:
        self.connection.inject()
        self.connection.send_constants()

    def _insets_changed(self, _insets: Insets) -> None:
        self.connection.inject()
        # The event reaches the page first and the constants after it (native host 2.10.8): the
        # event's stream wakes in the loop's next turn, so they wait for the one after that.
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.call_soon, self.connection.send_constants)
