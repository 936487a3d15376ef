"""Playwright's end of a WebView process. Loaded by whoever wants pages, and by nobody else."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from aitdesk.driver.sheet import engine, follow, follow_async
from aitdesk.errors import DriverError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from playwright.async_api import Browser as AsyncBrowserHandle
    from playwright.async_api import Locator as AsyncLocator
    from playwright.async_api import Page as AsyncPage
    from playwright.async_api import Playwright as AsyncPlaywright
    from playwright.sync_api import Browser as BrowserHandle
    from playwright.sync_api import Locator, Page, Playwright

    from aitdesk.client.process import Process

# QtWebEngine now and then does not answer one who attaches while a page begins.
_ATTEMPTS, _ATTACHED_MS = 4, 5000
MISSING = (
    "a mini-app's page needs Playwright, which is not installed: pip install playwright "
    "(none of its browsers is needed)"
)


@dataclass
class BrowserLink:
    """Playwright for tests that block: one for all processes, on the thread that made it.

    It lives on an asyncio loop that counts as running on this thread while a test uses it, and as
    not running in between, so that other tests may run loops of their own.
    """

    _browsers: dict[int, Browser] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        """Start it. Raises DriverError where Playwright is missing."""
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            raise DriverError(MISSING, code="NO_PLAYWRIGHT") from None
        if _running() is not None:
            message = "miniapp blocks, but this test runs in an asyncio loop: use async_miniapp"
            raise DriverError(message, code="IN_LOOP")
        self._playwright: Playwright = sync_playwright().start()
        self._loop = _running()

    def to(self, process: Process) -> Browser:
        """Return the connection to a process, made once."""
        self.resume()
        found = self._browsers.get(process.pid)
        if found is None or not found.handle.is_connected():
            number = next(self._numbers)
            found = Browser(self._attach(process), self.resume, number)
            self._playwright.selectors.register(**engine(number))
            self._browsers[process.pid] = found
        return found

    def resume(self) -> None:
        """Let its loop count as running: a test begins to use it. Raises DriverError in another."""
        running = _running()
        if running is not None and running is not self._loop:
            message = "miniapp blocks, but this test runs in an asyncio loop: use async_miniapp"
            raise DriverError(message, code="IN_LOOP")
        asyncio._set_running_loop(self._loop)  # noqa: SLF001  # Playwright itself does so

    def pause(self) -> None:
        """Let its loop count as not running: nobody uses it for now."""
        if _running() is self._loop:
            asyncio._set_running_loop(None)  # noqa: SLF001  # as in resume

    def forget(self, process: Process) -> None:
        """Let the connection to a process go."""
        found = self._browsers.pop(process.pid, None)
        if found is not None:
            self.resume()
            with suppress(Exception):  # it may have ended with its process
                found.handle.close()

    def stop(self) -> None:
        """End it."""
        self.resume()
        self._playwright.stop()
        self.pause()

    def _attach(self, process: Process) -> BrowserHandle:
        from playwright.sync_api import Error

        said = ""
        for _ in range(_ATTEMPTS):
            try:
                return self._playwright.chromium.connect_over_cdp(
                    process.devtools, no_defaults=True, timeout=_ATTACHED_MS
                )
            except Error as problem:
                said = problem.message
                if not process.is_alive:
                    break
        raise DriverError(process.ended() or _closed(said), code="HANGS")


@dataclass
class Browser:
    """A connection of a test that blocks."""

    handle: BrowserHandle
    resume: Callable[[], None]
    """Lets Playwright's loop count as running: whoever closes a window late finds it paused."""

    number: int = 0
    """Which connection it is of those that this Playwright has made."""

    def __post_init__(self) -> None:
        self._context = self.handle.contexts[0]
        # The first window's page: it stays, so time can pass on it whatever others do.
        self._idle = next(iter(self._context.pages), None)

    def known(self) -> list[Page]:
        """Return the pages that are there."""
        return self._context.pages

    def new(self, known: list[Page], target: str, *, timeout_s: float) -> Page:
        """Return the page of that DevTools target, none of the known. Raises DriverError."""
        end = time.monotonic() + timeout_s
        others = list(known)
        while True:
            for page in self._context.pages:
                if page in others:
                    continue
                if self._target(page) == target:
                    return page
                others.append(page)
            if time.monotonic() >= end:
                raise DriverError(_NO_PAGE, code="HANGS")
            self.wait(0.005)

    def _target(self, page: Page) -> str | None:
        from playwright.sync_api import Error

        with suppress(Error):  # another's, and gone by now
            session = self._context.new_cdp_session(page)
            found: str = session.send("Target.getTargetInfo")["targetInfo"]["targetId"]
            session.detach()
            return found
        return None

    def sheets(self, page: Page) -> Locator:
        """Return the locator of a page's sheets; to be asked for once."""
        return follow(page, self.number)

    def wait(self, seconds: float) -> None:
        """Let time pass, in which pages and their workers may begin."""
        from playwright.sync_api import Error

        self.resume()
        if self._idle is None:
            time.sleep(seconds)
            return
        try:
            self._idle.wait_for_timeout(seconds * 1000)
        except Error:  # it ended with its process
            time.sleep(seconds)


_NO_PAGE = "the new window does not show in DevTools"


@dataclass
class AsyncLink:
    """Playwright for tests that await: one for each loop, which ends with its loop.

    It is attached to a process only while a window of this loop is open: a new window waits for
    everyone who is attached, and a loop that is idle would let it wait for ever.
    """

    _playwright: AsyncPlaywright | None = None
    _attached: dict[int, AsyncBrowser] = field(default_factory=dict)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def start(self) -> AsyncLink:
        """Start it. Raises DriverError where Playwright is missing."""
        try:
            from playwright.async_api import async_playwright
        except ImportError:
            raise DriverError(MISSING, code="NO_PLAYWRIGHT") from None
        self._playwright = await async_playwright().start()
        # A loop that ends closes every generator that has begun in it: so this learns of it.
        self._keeper = self._keep()
        await anext(self._keeper)
        return self

    async def to(self, process: Process) -> AsyncBrowser:
        """Attach to a process, or use what is attached; each use is to be left."""
        async with self._turn:
            found = self._attached.get(process.pid)
            if found is None or not found.handle.is_connected():
                assert self._playwright is not None  # noqa: S101  # it has been started
                number = next(self._numbers)
                found = AsyncBrowser(await self._attach(process), number)
                await self._playwright.selectors.register(**engine(number))
                self._attached[process.pid] = found
            found.users += 1
            return found

    async def leave(self, browser: AsyncBrowser) -> None:
        """Use a connection no longer; the last one lets it go."""
        async with self._turn:
            browser.users -= 1
            if not browser.users:
                self._attached = {
                    pid: each for pid, each in self._attached.items() if each is not browser
                }
                with suppress(Exception):  # it may have ended with its process
                    await browser.handle.close()

    async def stop(self) -> None:
        """End it."""
        if self._playwright is not None:
            await self._playwright.stop()
            self._playwright = None

    async def _keep(self) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await self.stop()

    async def _attach(self, process: Process) -> AsyncBrowserHandle:
        from playwright.async_api import Error

        assert self._playwright is not None  # noqa: S101  # it has been started
        said = ""
        for _ in range(_ATTEMPTS):
            try:
                return await self._playwright.chromium.connect_over_cdp(
                    process.devtools, no_defaults=True, timeout=_ATTACHED_MS
                )
            except Error as problem:
                said = problem.message
                if not process.is_alive:
                    break
        raise DriverError(process.ended() or _closed(said), code="HANGS")


@dataclass
class AsyncBrowser:
    """A connection of a loop."""

    handle: AsyncBrowserHandle
    number: int
    users: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Who opens a window: one after the other, or nobody knew which page is whose."""

    def known(self) -> list[AsyncPage]:
        """Return the pages that are there."""
        return self.handle.contexts[0].pages

    async def new(self, known: list[AsyncPage], target: str, *, timeout_s: float) -> AsyncPage:
        """Return the page of that DevTools target, none of the known. Raises DriverError."""
        end = time.monotonic() + timeout_s
        others = list(known)
        while True:
            for page in self.known():
                if page in others:
                    continue
                if await self._target(page) == target:
                    return page
                others.append(page)
            if time.monotonic() >= end:
                raise DriverError(_NO_PAGE, code="HANGS")
            await asyncio.sleep(0.005)

    async def sheets(self, page: AsyncPage) -> AsyncLocator:
        """Return the locator of a page's sheets; to be asked for once."""
        return await follow_async(page, self.number)

    async def _target(self, page: AsyncPage) -> str | None:
        from playwright.async_api import Error

        with suppress(Error):  # another's, and gone by now
            session = await page.context.new_cdp_session(page)
            found: str = (await session.send("Target.getTargetInfo"))["targetInfo"]["targetId"]
            await session.detach()
            return found
        return None


def _running() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _closed(said: str) -> str:
    return f"the WebView does not let Playwright in: {said}"
