"""Passes what a page reads from one real host on to it, and the answers back as they came.

Nothing is decoded, kept or added, cookies least of all. What cannot be had is answered with 502.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from httpx import AsyncClient, Request
    from starlette.types import ASGIApp, Receive, Scope, Send

CONNECT_S, SILENCE_S = 10.0, 30.0

# They are about one connection (RFC 9110, 7.6.1), and there are two. Alt-Svc too: it would lead
# the engine past this server.
_HOP_BY_HOP = frozenset(
    {
        b"alt-svc",
        b"connection",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)

# A request that reads has no content, and the other host has another name.
_OURS = frozenset({b"content-length", b"host"})


@dataclass
class Upstream:
    """The host at `origin`; `on_failure` hears the path and the reason of each failure."""

    origin: str
    on_failure: Callable[[str, str], None]
    connect_s: float = CONNECT_S
    silence_s: float = SILENCE_S
    _opening: asyncio.Task[AsyncClient] | None = field(default=None, init=False)

    def __call__(self, _scope: Scope) -> ASGIApp:
        """Answer any path."""
        return self._answer

    async def close(self) -> None:
        """Drop the connections."""
        if self._opening is None:
            return
        from httpx import RequestError

        with suppress(RequestError):  # it could not be opened
            await (await self._opening).aclose()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        passing = asyncio.create_task(self._pass(scope, send))
        leaving = asyncio.create_task(_disconnected(receive))
        await asyncio.wait({passing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        # What the page no longer wants is not read to its end.
        passing.cancel()
        with suppress(asyncio.CancelledError):
            await passing

    async def _pass(self, scope: Scope, send: Send) -> None:
        # Loaded once it is needed, and not on the loop: most mini-apps read nothing there.
        await asyncio.to_thread(import_module, "httpx")
        from httpx import RequestError

        try:
            client = await self._client()
            response = await client.send(self._request(scope), stream=True)
        except RequestError as problem:
            self.on_failure(scope["path"], _reason(problem))
            await send(_head(502, [(b"content-type", b"text/plain")]))
            await send({"type": "http.response.body", "body": b"The real host is out of reach."})
            return
        try:
            await send(_head(response.status_code, passed_on(response.headers.raw)))
            async for part in response.aiter_raw():
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body"})
        except RequestError as problem:
            self.on_failure(scope["path"], _reason(problem))
            # The page must not take a part for the whole. The server tells once it has dropped it.
            scope["state"]["drop"]()
            await asyncio.Event().wait()
        finally:
            await response.aclose()

    def _request(self, scope: Scope) -> Request:
        from httpx import Request

        query: bytes = scope["query_string"]
        target: bytes = scope["raw_path"] + (b"?" + query if query else b"")
        asked = [each for each in passed_on(scope["headers"]) if each[0] not in _OURS]
        # Made by hand: the client's own would have its cookies and its name.
        more = {"target": target}
        return Request(scope["method"], self.origin, headers=asked, extensions=more)

    async def _client(self) -> AsyncClient:
        if self._opening is None:
            self._opening = asyncio.create_task(asyncio.to_thread(self._open))
        # One page that leaves does not stop what the others wait for.
        return await asyncio.shield(self._opening)

    def _open(self) -> AsyncClient:
        from httpx import AsyncClient, InvalidURL, RequestError, Timeout

        try:
            return AsyncClient(timeout=Timeout(self.silence_s, connect=self.connect_s))
        except (ImportError, InvalidURL, OSError, ValueError) as problem:
            # What the machine says of its proxies and certificates is beyond this library.
            raise RequestError(str(problem)) from problem


def passed_on(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the headers that are about the content, with their names in lower case."""
    lower = [(name.lower(), value) for name, value in headers]
    named = {
        each.strip().lower()
        for name, value in lower
        if name == b"connection"
        for each in value.split(b",")
    }
    return [each for each in lower if each[0] not in _HOP_BY_HOP | named]


def _head(status: int, headers: list[tuple[bytes, bytes]]) -> dict[str, object]:
    return {"type": "http.response.start", "status": status, "headers": headers}


def _reason(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}".removesuffix(": ")


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
