"""Sheets in a test's hands: Playwright's locators find them, and the page's scripts do not.

They stand in a closed tree, which only the host's own world has (page/relay.js). Over DevTools
the tree of each document is handed to the world from which Playwright looks at it; there, a
selector engine of ours finds the sheets that are open.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.async_api import CDPSession as AsyncCDPSession
    from playwright.async_api import Locator as AsyncLocator
    from playwright.async_api import Page as AsyncPage
    from playwright.sync_api import CDPSession, Locator, Page

_ENGINE: Final = """{
  query: (root) => globalThis.aitdeskSheets?.querySelector("dialog") ?? null,
  queryAll: (root) => [...(globalThis.aitdeskSheets?.querySelectorAll("dialog") ?? [])],
}"""
_LOOKING: Final = "__playwright_utility_world"
_KEEP: Final = "function () { globalThis.aitdeskSheets = this; }"
_CREATED: Final = "Runtime.executionContextCreated"

_Command: TypeAlias = tuple[str, dict[str, Any]]


@dataclass
class Worlds:
    """The worlds of each frame that are not the page's, by what DevTools tells of them."""

    _own: dict[str, int] = field(default_factory=dict)
    _looking: dict[str, int] = field(default_factory=dict)

    def begun(self, told: dict[str, Any]) -> Generator[_Command, Any, None]:
        """Note a world that has begun; yield what hands the sheets over where both are there."""
        context = told["context"]
        frame, is_pages = context["auxData"]["frameId"], context["auxData"]["isDefault"]
        if context["name"].startswith(_LOOKING):
            self._looking[frame] = context["id"]
        elif not is_pages and not context["name"]:
            self._own[frame] = context["id"]
        else:
            return
        if frame in self._own and frame in self._looking:
            yield from _hand_over(self._own[frame], self._looking[frame])


def _hand_over(own: int, looking: int) -> Generator[_Command, Any, None]:
    found = yield "Runtime.evaluate", {"expression": "aitdeskSheets", "contextId": own}
    if "objectId" not in found["result"]:
        return
    node = yield "DOM.describeNode", {"objectId": found["result"]["objectId"]}
    there = yield (
        "DOM.resolveNode",
        {"backendNodeId": node["node"]["backendNodeId"], "executionContextId": looking},
    )
    yield (
        "Runtime.callFunctionOn",
        {"objectId": there["object"]["objectId"], "functionDeclaration": _KEEP},
    )


def engine(number: int) -> dict[str, Any]:
    """Return what registers the selector engine of one connection.

    Playwright tells an engine to those to whom it is attached already, and to nobody who is
    attached later: each connection has one of its own.
    """
    return {"name": _name(number), "script": _ENGINE, "content_script": True}


def follow(page: Page, number: int) -> Locator:
    """Return the locator of the sheets, in every document of the page from now on."""
    from playwright.sync_api import Error

    session, worlds = page.context.new_cdp_session(page), Worlds()

    def begun(told: dict[str, Any]) -> None:
        with suppress(Error):  # the document has gone meanwhile
            _run(session, worlds.begun(told))

    session.on(_CREATED, begun)
    session.send("Runtime.enable")
    return page.locator(f"{_name(number)}=open")


def _run(session: CDPSession, commands: Generator[_Command, Any, None]) -> None:
    said: Any = None
    with suppress(StopIteration):
        while True:
            said = session.send(*commands.send(said))


async def follow_async(page: AsyncPage, number: int) -> AsyncLocator:
    """Return the locator of the sheets, in every document of the page from now on."""
    session, worlds = await page.context.new_cdp_session(page), Worlds()
    # The loop itself keeps only a weak reference.
    work: set[asyncio.Task[None]] = set()

    def begun(told: dict[str, Any]) -> None:
        task = asyncio.get_running_loop().create_task(_run_async(session, worlds.begun(told)))
        work.add(task)
        task.add_done_callback(work.discard)

    session.on(_CREATED, begun)
    await session.send("Runtime.enable")
    return page.locator(f"{_name(number)}=open")


async def _run_async(session: AsyncCDPSession, commands: Generator[_Command, Any, None]) -> None:
    from playwright.async_api import Error

    said: Any = None
    with suppress(StopIteration, Error):  # the document may have gone meanwhile
        while True:
            said = await session.send(*commands.send(said))


def _name(number: int) -> str:
    return f"aitdesk-sheet-{number}"
