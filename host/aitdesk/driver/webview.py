"""A WebView process and its windows: `WebView` for tests that block, `AsyncWebView` for others."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from aitdesk.client.operation import ControlAddress, get
from aitdesk.client.process import Process
from aitdesk.client.served import Served
from aitdesk.client.transport import (
    AsyncTransport,
    Transport,
    make_async_client,
    make_client,
)
from aitdesk.driver.miniapp import AsyncMiniApp, MiniApp
from aitdesk.driver.options import Phone
from aitdesk.driver.plan import DriverPlan
from aitdesk.driver.shell import AsyncShell, Shell
from aitdesk.driver.watch import Watch
from aitdesk.errors import DriverError
from aitdesk.phone.idle import held_by

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from playwright.async_api import Page as AsyncPage
    from playwright.sync_api import Page

    from aitdesk.client.operation import Operation
    from aitdesk.driver.browser import AsyncBrowser, AsyncLink, Browser, BrowserLink

Loaded = Literal["load", "domcontentloaded"]
_WELL_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long things may take, how far a page is loaded before a test has it, what is kept."""

    timeout_s: float = 30.0
    start_s: float = 60.0
    wait_until: Loaded = "load"
    takes_pictures: bool = False


@dataclass
class WebView:
    """One WebView process; each window in it is a phone of its own. Close it, or use `with`.

    `link` gives pages; None for shells alone, which needs no Playwright.
    """

    process: Process
    link: BrowserLink | None = None
    patience: Patience = Patience()

    def __post_init__(self) -> None:
        self._client = make_client()

    @classmethod
    @contextmanager
    def start(
        cls,
        served: Served | str | None = None,
        *,
        has_pages: bool = True,
        patience: Patience | None = None,
    ) -> Iterator[WebView]:
        """Start a process of its own, and end it after the block. Raises DriverError."""
        patience = patience or Patience()
        wanted = served if isinstance(served, Served) else Served(target=served)
        link = None
        if has_pages:
            from aitdesk.driver.browser import BrowserLink  # it loads Playwright

            link = BrowserLink()
        try:
            webview = cls(Process(wanted, start_s=patience.start_s), link, patience)
            try:
                yield webview
            finally:
                webview.close()
        finally:
            if link is not None:
                link.stop()

    @property
    def first(self) -> Shell:
        """The first window's phone, which stays; a test has a window of its own."""
        return Shell(self._transport(self.process.first), DriverPlan(self.patience.timeout_s))

    def open(
        self,
        phone: Phone | None = None,
        *,
        name: str = "miniapp",
        patience: Patience | None = None,
        opened: Callable[[MiniApp], object] = lambda _: None,
    ) -> MiniApp:
        """Open the mini-app on a fresh phone, loaded. Raises DriverError where it does not load.

        `opened` gets it before it has loaded, whatever comes of it.
        """
        patience = patience or self.patience
        try:
            return self._open(phone or Phone(), name=name, patience=patience, opened=opened)
        except DriverError as problem:
            self.process.is_spent = self.process.is_spent or problem.code in {"HANGS", "ENDED"}
            raise

    def is_well(self) -> bool:
        """Return whether another window can be opened: it runs, and answers."""
        if self.process.is_spent or not self.process.is_alive:
            return False
        try:
            self._transport(self.process.first, timeout_s=_WELL_S).ask("GET", "/session")
        except DriverError:
            self.process.kill()
            return False
        return True

    def close(self) -> None:
        """End the process, and every window with it."""
        if self.link is not None:
            self.link.forget(self.process)
        self._client.close()
        self.process.stop()

    def _open(
        self, phone: Phone, *, name: str, patience: Patience, opened: Callable[[MiniApp], object]
    ) -> MiniApp:
        browser = None if self.link is None else self.link.to(self.process)
        known = [] if browser is None else list(browser.known())
        to_first = self._transport(self.process.first, timeout_s=patience.timeout_s)
        told = to_first.ask("POST", "/windows", phone.body())
        miniapp = self._miniapp(told, name=name, patience=patience)
        opened(miniapp)
        if browser is None:
            return miniapp
        try:
            page = self._page(browser, known, told["page"], miniapp, patience)
            miniapp.shell.transport.pause = browser.wait
            miniapp.pages = page
            miniapp.sheets = browser.sheets(page)
            page.set_default_timeout(patience.timeout_s * 1000)
            self._await_load(miniapp, patience)
        except BaseException:
            miniapp.close()
            raise
        return miniapp

    def _page(
        self,
        browser: Browser,
        known: list[Page],
        target: str,
        miniapp: MiniApp,
        patience: Patience,
    ) -> Page:
        try:
            return browser.new(known, target, timeout_s=patience.timeout_s)
        except DriverError as problem:
            # A page without a document does not show: whatever it loads has not begun to come.
            plan = _not_loaded(miniapp.shell.plan, said=str(problem), url="")
            reason = miniapp.trouble() or miniapp.shell.transport.run(plan)
            miniapp.evidence.trouble = reason
            raise DriverError(reason or str(problem), code="NOT_LOADED") from None

    def _await_load(self, miniapp: MiniApp, patience: Patience) -> None:
        from playwright.sync_api import Error

        said = ""
        try:
            miniapp.page.wait_for_load_state(patience.wait_until, timeout=patience.timeout_s * 1000)
        except Error as problem:
            said = problem.message
        run, plan = miniapp.shell.transport.run, miniapp.shell.plan
        reason = run(_not_loaded(plan, said=said, url=miniapp.page.url))
        if reason is not None:
            miniapp.evidence.trouble = miniapp.trouble() or reason
            raise DriverError(miniapp.evidence.trouble, code="NOT_LOADED")

    def _miniapp(self, told: dict[str, Any], *, name: str, patience: Patience) -> MiniApp:
        address, plan = (
            ControlAddress(told["control"], told["token"]),
            DriverPlan(patience.timeout_s),
        )
        return MiniApp(
            name=name,
            process=self.process,
            origin=told["origin"],
            shell=Shell(self._transport(address, timeout_s=patience.timeout_s), plan),
            watch=_watch(self.process, address, plan, patience),
        )

    def _transport(self, address: ControlAddress, *, timeout_s: float | None = None) -> Transport:
        limit_s = self.patience.timeout_s if timeout_s is None else timeout_s
        return Transport(self._client, address, self.process.ended, limit_s)


@dataclass
class AsyncWebView:
    """The same for tests that await. The process and the link are whose it is."""

    process: Process
    link: AsyncLink
    patience: Patience = Patience()

    @asynccontextmanager
    async def open(
        self,
        phone: Phone | None = None,
        *,
        name: str = "miniapp",
        patience: Patience | None = None,
        opened: Callable[[AsyncMiniApp], object] = lambda _: None,
    ) -> AsyncIterator[AsyncMiniApp]:
        """Open the mini-app on a fresh phone, loaded; its window closes after the block."""
        patience = patience or self.patience
        browser = await self.link.to(self.process)
        try:
            async with make_async_client() as client:
                transport = AsyncTransport(
                    client, self.process.first, self.process.ended, patience.timeout_s
                )
                async with browser.turn:
                    known = list(browser.known())
                    told = await transport.ask("POST", "/windows", (phone or Phone()).body())
                    miniapp = self._miniapp(transport, told, name=name, patience=patience)
                    opened(miniapp)
                    try:
                        miniapp.pages = await self._page(
                            browser, known, told["page"], miniapp, patience
                        )
                        miniapp.sheets = await browser.sheets(miniapp.pages)
                    except BaseException:
                        await miniapp.close()
                        raise
                try:
                    await self._await_load(miniapp, patience)
                    yield miniapp
                finally:
                    await miniapp.close()
        finally:
            await self.link.leave(browser)

    def _miniapp(
        self, first: AsyncTransport, told: dict[str, Any], *, name: str, patience: Patience
    ) -> AsyncMiniApp:
        address, plan = (
            ControlAddress(told["control"], told["token"]),
            DriverPlan(patience.timeout_s),
        )
        return AsyncMiniApp(
            name=name,
            process=self.process,
            origin=told["origin"],
            shell=AsyncShell(replace(first, address=address), plan),
            watch=_watch(self.process, address, plan, patience),
        )

    async def _page(
        self,
        browser: AsyncBrowser,
        known: list[AsyncPage],
        target: str,
        miniapp: AsyncMiniApp,
        patience: Patience,
    ) -> AsyncPage:
        try:
            page = await browser.new(known, target, timeout_s=patience.timeout_s)
        except DriverError as problem:
            # As in WebView._page.
            plan = _not_loaded(miniapp.shell.plan, said=str(problem), url="")
            reason = miniapp.trouble() or await miniapp.shell.transport.run(plan)
            miniapp.evidence.trouble = reason
            raise DriverError(reason or str(problem), code="NOT_LOADED") from None
        page.set_default_timeout(patience.timeout_s * 1000)
        return page

    async def _await_load(self, miniapp: AsyncMiniApp, patience: Patience) -> None:
        from playwright.async_api import Error

        said = ""
        try:
            await miniapp.page.wait_for_load_state(
                patience.wait_until, timeout=patience.timeout_s * 1000
            )
        except Error as problem:
            said = problem.message
        run, plan = miniapp.shell.transport.run, miniapp.shell.plan
        reason = await run(_not_loaded(plan, said=said, url=miniapp.page.url))
        if reason is not None:
            miniapp.evidence.trouble = miniapp.trouble() or reason
            raise DriverError(miniapp.evidence.trouble, code="NOT_LOADED")


def _not_loaded(plan: DriverPlan, *, said: str, url: str) -> Operation[str | None]:
    """Return why the page is not there, None when it is."""
    if not said and not url.startswith("chrome-error:"):
        return None
    session = yield get("/session")
    entry = session["entry_url"]
    if not said:
        return f"{entry} could not be loaded: nobody serves it"
    told = yield get("/page?timeout_ms=500")
    if (kind := held_by(told)) is not None:
        return f"{entry} did not load within {plan.timeout_s:g} s: its {kind}() waits for an answer"
    if told["facts"] is None:
        return f"{entry} did not load within {plan.timeout_s:g} s: a script of it does not end"
    return f"{entry} did not load within {plan.timeout_s:g} s: {told['under_way'] or said}"


def _watch(
    process: Process, address: ControlAddress, plan: DriverPlan, patience: Patience
) -> Watch:
    return Watch(
        process,
        address,
        plan.record,
        hang_s=patience.timeout_s,
        takes_pictures=patience.takes_pictures,
    )
