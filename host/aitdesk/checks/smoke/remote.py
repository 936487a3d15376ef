"""A window of the WebView's process, from outside: its control, and its journal as it grows."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.checks.smoke.traffic import Requests
    from aitdesk.value import Json

Entry: TypeAlias = "Mapping[str, Any]"
"""An entry of the journal, as JSON."""

_ASKED_S = 20.0
_CONNECTED_S = 20.0
_CRASHED = "the page's process ended"


class Gone(Exception):
    """Nobody answers any more: the window is closed, or its process ended or hangs."""


class Refused(Exception):
    """Control did not do it; the message says why."""


@dataclass
class ControlDoor:
    """Where control is, and how it is asked."""

    client: httpx.AsyncClient
    url: str
    token: str

    async def ask(
        self, method: str, path: str, body: Json = None, *, timeout_s: float = _ASKED_S
    ) -> Any:  # noqa: ANN401  # JSON
        """Return the answer's value. Raises Gone and Refused."""
        return json.loads(await self.fetch(method, path, body, timeout_s=timeout_s))

    async def fetch(
        self, method: str, path: str, body: Json = None, *, timeout_s: float = _ASKED_S
    ) -> bytes:
        """Return the answer's bytes. Raises Gone and Refused."""
        headers = {"authorization": f"Bearer {self.token}"}
        content = None if body is None else json.dumps(body).encode()
        request = self.client.build_request(
            method, self.url + path, content=content, headers=headers, timeout=timeout_s
        )
        try:
            answer = await self._sent(request)
        except httpx.HTTPError as problem:
            raise Gone(f"control does not answer ({type(problem).__name__})") from None
        if answer.is_success:
            return answer.content
        try:
            error = answer.json()["error"]
        except ValueError:  # control itself failed, and its process wrote down why
            raise Refused(f"{method} {path} failed in aitdesk itself") from None
        if error["code"] == "CLOSED":
            raise Gone(error["message"])
        raise Refused(error["message"])

    async def _sent(self, request: httpx.Request) -> httpx.Response:
        try:
            return await self.client.send(request)
        except (httpx.RemoteProtocolError, httpx.ReadError):
            # A kept connection that control closed at this very moment; only a look is repeated.
            if request.method != "GET":
                raise
            return await self.client.send(request)


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry of the journal, and the step in which it came."""

    step: str
    entry: Entry


@dataclass
class WindowClient:
    """One phone. `noted` grows by itself between `follow` and the end of the window."""

    door: ControlDoor
    origin: str
    requests: Requests | None = None
    """What it sends for, None where nobody knows."""

    step: str = "load"
    noted: list[Noted] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    crashed: asyncio.Event = field(default_factory=asyncio.Event)
    _stream: asyncio.Task[None] | None = None

    def follow(self) -> None:
        """Begin to read the journal."""
        self._stream = asyncio.create_task(self._read())

    async def close(self, *, within_s: float) -> None:
        """Close the window, and wait for the last entries of its journal."""
        with suppress(Gone, Refused):
            await self.door.ask("POST", "/close", timeout_s=within_s)
        if self._stream is not None:
            await asyncio.wait({self._stream}, timeout=within_s)
            self._stream.cancel()

    async def _read(self) -> None:
        address = self.door.url.replace("http://", "ws://", 1) + "/journal"
        headers = {"authorization": f"Bearer {self.door.token}"}
        try:
            # The pings of a busy process may be late; its end closes the socket anyway.
            async with connect(
                address,
                additional_headers=headers,
                max_size=None,
                proxy=None,
                ping_interval=None,
                open_timeout=_CONNECTED_S,
            ) as socket:
                async for text in socket:
                    self._note(json.loads(text))
        except (OSError, WebSocketException):
            pass
        finally:
            self.ended.set()

    def _note(self, entry: Entry) -> None:
        if "kind" not in entry:  # how many entries were missed
            return
        self.noted.append(Noted(self.step, entry))
        if is_crash(entry):
            self.crashed.set()


def is_crash(entry: Entry) -> bool:
    """Return whether the page's process ended here: such an error is of no page."""
    is_of_no_page = entry["kind"] == "page_error" and "page" not in entry
    return is_of_no_page and str(entry["text"]).startswith(_CRASHED)
