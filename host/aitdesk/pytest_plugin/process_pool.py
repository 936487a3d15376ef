"""What outlives a test: the WebView processes of this worker, and Playwright."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from aitdesk.driver import AsyncWebView, Process, WebView
from aitdesk.errors import DriverError

if TYPE_CHECKING:
    from aitdesk.driver import Patience, Served
    from aitdesk.driver.browser import AsyncLink, BrowserLink

_MOST = 3
"""Processes that are kept, each with a mini-app of its own: one takes some 200 MB."""


@dataclass
class ProcessPool:
    """Keeps processes and hands them out; those that died or hang are replaced."""

    _webviews: dict[Served, WebView] = field(default_factory=dict)
    _processes: dict[Served, Process] = field(default_factory=dict)
    _links: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncLink] = field(
        default_factory=WeakKeyDictionary
    )
    _link: BrowserLink | None = None

    def webview(self, served: Served, patience: Patience) -> WebView:
        """Return the WebView of a mini-app for tests that block. Raises DriverError."""
        found = self._webviews.pop(served, None)
        if found is not None and not found.is_well():
            found.close()
            found = None
        if found is None:
            while len(self._webviews) >= _MOST:
                self._webviews.pop(next(iter(self._webviews))).close()
            found = self._start(served, patience)
        self._webviews[served] = found  # the newest stands last
        return found

    def link(self) -> BrowserLink:
        """Return Playwright for tests that block. Raises DriverError where it is missing."""
        if self._link is None:
            from aitdesk.driver.browser import BrowserLink  # it loads Playwright

            self._link = BrowserLink()
        return self._link

    async def async_webview(self, served: Served, patience: Patience) -> AsyncWebView:
        """Return the WebView of a mini-app for tests that await. Raises DriverError.

        Its process is another one: a window waits for everybody who is attached to its process,
        and whoever blocks is idle meanwhile.
        """
        loop = asyncio.get_running_loop()
        if loop not in self._links:
            from aitdesk.driver.browser import AsyncLink

            self._links[loop] = await AsyncLink().start()
        process = await asyncio.to_thread(self._process, served, patience)
        return AsyncWebView(process, self._links[loop], patience)

    def rest(self) -> None:
        """Let other tests run asyncio loops: nobody uses Playwright for now."""
        if self._link is not None:
            self._link.pause()

    def close(self) -> None:
        """End everything."""
        for webview in self._webviews.values():
            webview.close()
        for process in self._processes.values():
            process.stop()
        if self._link is not None:
            self._link.stop()

    def _start(self, served: Served, patience: Patience) -> WebView:
        # The two start together: each takes half a second.
        with ThreadPoolExecutor(1) as other:
            starting = other.submit(Process, served, start_s=patience.start_s)
            try:
                link = self.link()
            except DriverError:
                with suppress(DriverError):
                    starting.result().stop()
                raise
            return WebView(starting.result(), link, patience)

    def _process(self, served: Served, patience: Patience) -> Process:
        found = self._processes.pop(served, None)
        if found is not None and (found.is_spent or not found.is_alive):
            found.stop()
            found = None
        if found is None:
            while len(self._processes) >= _MOST:
                self._processes.pop(next(iter(self._processes))).stop()
            found = Process(served, start_s=patience.start_s)
        self._processes[served] = found
        return found
