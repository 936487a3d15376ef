"""A mini-app on a phone of its own, as a test holds it: `MiniApp` blocks, `AsyncMiniApp` awaits."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aitdesk.driver.call import ExpectedCall
from aitdesk.driver.evidence import Evidence
from aitdesk.errors import DriverError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from playwright.async_api import Locator as AsyncLocator
    from playwright.async_api import Page as AsyncPage
    from playwright.sync_api import Locator, Page

    from aitdesk.client.process import Process
    from aitdesk.driver.call import Arguments
    from aitdesk.driver.shell import AsyncShell, Shell
    from aitdesk.driver.watch import Watch

_NO_PAGE = "this WebView was started without Playwright: it has a shell, and no page"


@dataclass(kw_only=True, repr=False)
class _Window:
    """What both have: who watches, and what is known at the end."""

    name: str
    process: Process
    watch: Watch
    origin: str
    evidence: Evidence = field(init=False)
    is_open: bool = True

    def __post_init__(self) -> None:
        self.evidence = Evidence(name=self.name)

    def _stop_watching(self) -> None:
        self.watch.stop()
        self.evidence.pictures = self.watch.pictures
        if self.watch.reason is not None:
            self.evidence.trouble = self.watch.reason
        elif self.evidence.trouble is not None:
            self.process.is_spent = True

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name} on {self.origin}>"

    def trouble(self) -> str | None:
        """Return why nothing goes on: the process ended, or the page hangs. None while it does."""
        return self.watch.reason or (None if self.process.is_alive else self.process.ended())


@dataclass(kw_only=True, repr=False)
class MiniApp(_Window):
    """A mini-app in a window of its own: the real WebView, and the phone around it."""

    shell: Shell
    pages: Page | None = None
    sheets: Locator | None = None

    @property
    def sheet(self) -> Locator:
        """Playwright's Locator of the sheets that are open, which the page's own cannot find.

        `miniapp.sheet.get_by_role("button", name="허용").click()` presses as a person does. Raises
        DriverError without Playwright.
        """
        if self.sheets is None:
            raise DriverError(_NO_PAGE, code="NO_PLAYWRIGHT")
        return self.sheets

    @property
    def page(self) -> Page:
        """Playwright's Page on the WebView. Raises DriverError without Playwright."""
        if self.pages is None:
            raise DriverError(_NO_PAGE, code="NO_PLAYWRIGHT")
        return self.pages

    @contextmanager
    def expect_call(
        self, name: str, args: Arguments | None = None, *, timeout_s: float | None = None
    ) -> Iterator[ExpectedCall]:
        """Wait, after the block, for a call by its name on the wire that ended since it began.

        `args` is a list of what it is called with, or the only thing; of an object, the members
        that are named must be equal. A function gets the arguments and tells whether they are the
        right ones. Raises Unmet after `timeout_s`.
        """
        __tracebackhide__ = True
        plan, transport = self.shell.plan, self.shell.transport
        transport.run(plan.refresh())
        expected, after = ExpectedCall(name), plan.record.last_id
        yield expected
        waiting = plan.await_call(name, args, after=after, timeout_s=timeout_s)
        expected.found = transport.run(waiting)

    def look(self, *, is_whole: bool) -> Evidence:
        """Note and return what is known now; the whole has state and picture, too."""
        plan, run = self.shell.plan, self.shell.transport.run
        if self.is_open:
            self.evidence.trouble = self.trouble()
            run(plan.look(self.evidence))
            if is_whole:
                run(plan.keep(self.evidence))
        return self.evidence

    def close(self) -> None:
        """Close its window, after a last look where there was none."""
        if not self.is_open:
            return
        if not self.evidence.entries:
            self.look(is_whole=False)
        self.is_open = False
        self._stop_watching()
        with suppress(DriverError):  # it may be gone already
            self.shell.close()


@dataclass(kw_only=True, repr=False)
class AsyncMiniApp(_Window):
    """A mini-app in a window of its own: the real WebView, and the phone around it."""

    shell: AsyncShell
    pages: AsyncPage | None = None
    sheets: AsyncLocator | None = None

    @property
    def sheet(self) -> AsyncLocator:
        """Playwright's Locator of the sheets that are open, which the page's own cannot find.

        `miniapp.sheet.get_by_role("button", name="허용").click()` presses as a person does. Raises
        DriverError without Playwright.
        """
        if self.sheets is None:
            raise DriverError(_NO_PAGE, code="NO_PLAYWRIGHT")
        return self.sheets

    @property
    def page(self) -> AsyncPage:
        """Playwright's Page on the WebView. Raises DriverError before there is one."""
        if self.pages is None:
            raise DriverError(_NO_PAGE, code="NO_PLAYWRIGHT")
        return self.pages

    @asynccontextmanager
    async def expect_call(
        self, name: str, args: Arguments | None = None, *, timeout_s: float | None = None
    ) -> AsyncIterator[ExpectedCall]:
        """Wait, after the block, for a call: see `MiniApp.expect_call`."""
        __tracebackhide__ = True
        plan, transport = self.shell.plan, self.shell.transport
        await transport.run(plan.refresh())
        expected, after = ExpectedCall(name), plan.record.last_id
        yield expected
        waiting = plan.await_call(name, args, after=after, timeout_s=timeout_s)
        expected.found = await transport.run(waiting)

    async def look(self, *, is_whole: bool) -> Evidence:
        """Note and return what is known now; the whole has state and picture, too."""
        plan, run = self.shell.plan, self.shell.transport.run
        if self.is_open:
            self.evidence.trouble = self.trouble()
            await run(plan.look(self.evidence))
            if is_whole:
                await run(plan.keep(self.evidence))
        return self.evidence

    async def close(self) -> None:
        """Close its window, after a last look where there was none."""
        if not self.is_open:
            return
        if not self.evidence.entries:
            await self.look(is_whole=False)
        self.is_open = False
        self._stop_watching()
        with suppress(DriverError):  # it may be gone already
            await self.shell.close()
