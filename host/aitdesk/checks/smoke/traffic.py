"""What the pages of a process send for: Chromium's own account of it, over its DevTools protocol.

Only the engine knows which window asked for what, and of a dev server whether it ever answered. A
page waits at its beginning until it is listened to. Without an account the run goes on; then there
is what control tells.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping

_CONNECTED_S: Final = 20.0
_FENCED_S: Final = 3.0
_ATTACH: Final = {"autoAttach": True, "waitForDebuggerOnStart": True, "flatten": True}
# They stay open, or nobody waits for their answer.
_ENDLESS: Final = frozenset({"EventSource", "WebSocket", "Ping", "Preflight", "Media", "Prefetch"})
_FILES: Final = frozenset({"Document", "Script", "Stylesheet", "Image", "Font", "Manifest"})
_FAILED: Final = 400


async def _no_fence() -> bool:
    return True


@dataclass
class Requests:
    """Those of one window, without its workers'."""

    pending: dict[str, str] = field(default_factory=dict)
    """Addresses that wait for their answer."""

    asked_for: set[str] = field(default_factory=set)
    """Every address so far."""

    refused: dict[str, int] = field(default_factory=dict)
    """Files that the server answered with a failure: address and status."""

    changed_s: float = 0.0
    """When one last began or ended, on the monotonic clock."""

    fence: Callable[[], Awaitable[bool]] = _no_fence
    """Waits until all that the page has done so far is told here; false where it took too long."""

    def own_pending(self, origin: str) -> list[str]:
        """Return the addresses of the origin that are waited for."""
        return [url for url in self.pending.values() if url.startswith(f"{origin}/")]

    def own_asked_for(self, origin: str) -> set[str]:
        """Return the paths of the origin that were asked for."""
        return set(_paths(self.asked_for, origin))

    def own_refused(self, origin: str) -> dict[str, int]:
        """Return the files of the origin that were answered with a failure, with its status."""
        return {
            path: status for url, status in self.refused.items() for path in _paths([url], origin)
        }

    def hear(self, method: str, told: Mapping[str, Any]) -> None:
        """Take an event of the protocol's Network domain."""
        request = str(told.get("requestId"))
        match method:
            case "Network.requestWillBeSent":
                url = str(told["request"]["url"])
                if told.get("type") == "Document" and request == told.get("loaderId"):
                    self.pending.clear()  # of the document that is left
                self.asked_for.add(url)
                self.changed_s = time.monotonic()
                if told.get("type") not in _ENDLESS:
                    self.pending[request] = url
            case "Network.responseReceived":
                answer = told["response"]
                if answer.get("mimeType") == "text/event-stream":
                    self.pending.pop(request, None)
                if answer["status"] >= _FAILED and told.get("type") in _FILES:
                    self.refused[str(answer["url"])] = int(answer["status"])
            case "Network.loadingFinished" | "Network.loadingFailed":
                if self.pending.pop(request, None) is not None:
                    self.changed_s = time.monotonic()
            case _:
                pass


@dataclass
class Traffic:
    """The account of one process, by the id of a window's page."""

    socket: ClientConnection
    by_page: dict[str, Requests] = field(default_factory=dict)
    _by_session: dict[str, Requests] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _asked: dict[int, asyncio.Future[None]] = field(default_factory=dict)
    _attaching: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def of_page(self, page: str) -> Requests | None:
        """Return the account of a window that is there, once it is kept; None if it never is."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_CONNECTED_S), self._attaching:
                await self._attaching.wait_for(lambda: page in self.by_page)
        return self.by_page.get(page)

    async def listen(self) -> None:
        """Listen to every page to come, until the process ends."""
        with suppress(OSError, WebSocketException):
            await self._send("Target.setAutoAttach", _ATTACH)
            async for text in self.socket:
                await self._hear(json.loads(text))

    async def _hear(self, message: Mapping[str, Any]) -> None:
        method, told = message.get("method", ""), message.get("params", {})
        if (answer := self._asked.pop(message.get("id", 0), None)) is not None:
            if not answer.done():
                answer.set_result(None)
        elif method == "Target.attachedToTarget":
            await self._attached(told, parent=message.get("sessionId", ""))
        elif (requests := self._by_session.get(message.get("sessionId", ""))) is not None:
            requests.hear(method, told)

    async def _attached(self, told: Mapping[str, Any], *, parent: str) -> None:
        session, target = told["sessionId"], told["targetInfo"]
        known = self._by_session.get(parent)
        requests = Requests(fence=partial(self._fence, session)) if known is None else known
        self._by_session[session] = requests
        if known is None:
            async with self._attaching:
                self.by_page[target["targetId"]] = requests
                self._attaching.notify_all()
        await self._send("Network.enable", {}, session=session)
        await self._send("Runtime.runIfWaitingForDebugger", {}, session=session)

    async def _fence(self, session: str) -> bool:
        # The page's own thread answers it, after the events of what it did before.
        number, answer = next(self._numbers), asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        try:
            await self._send(
                "Runtime.evaluate", {"expression": "0"}, session=session, number=number
            )
            await asyncio.wait_for(answer, _FENCED_S)
        except TimeoutError:
            return False
        except (OSError, WebSocketException):
            pass  # nothing more will be told; the run goes on without
        finally:
            self._asked.pop(number, None)
        return True

    async def _send(
        self,
        method: str,
        params: Mapping[str, Any],
        *,
        session: str = "",
        number: int | None = None,
    ) -> None:
        identifier = next(self._numbers) if number is None else number
        message: dict[str, Any] = {"id": identifier, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        await self.socket.send(json.dumps(message))


@asynccontextmanager
async def listening(devtools: str, client: httpx.AsyncClient) -> AsyncIterator[Traffic | None]:
    """Listen while the context lasts; None where the engine does not let anybody."""
    try:
        told = await client.get(f"{devtools}/json/version", timeout=_CONNECTED_S)
        address = str(told.json()["webSocketDebuggerUrl"])
        socket = await connect(
            address, max_size=None, proxy=None, ping_interval=None, open_timeout=_CONNECTED_S
        )
    except (OSError, httpx.HTTPError, WebSocketException, KeyError, ValueError):
        yield None
        return
    traffic = Traffic(socket)
    task = asyncio.create_task(traffic.listen())
    try:
        yield traffic
    finally:
        task.cancel()
        await socket.close()


def _paths(urls: Iterable[str], origin: str) -> Iterator[str]:
    return (urlsplit(url).path for url in urls if url.startswith(f"{origin}/"))
