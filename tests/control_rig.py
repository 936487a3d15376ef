"""Asks control over its real socket, in one loop with the session."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from aitdesk.control import serve_control
from rig import ORIGIN, PAGE, make_rig, quiet

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aitdesk.control import Address
    from rig import Rig

Tree: TypeAlias = Any
"""Decoded JSON; a test tells its shape."""

_T = TypeVar("_T")


@dataclass(frozen=True)
class Answer:
    """What a request came back with."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Tree:
        """The body's value."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Caller:
    """A program that knows the token, unless `headers` say otherwise."""

    rig: Rig
    address: Address

    @property
    def port(self) -> int:
        """Where control listens."""
        return int(self.address.url.rpartition(":")[2])

    async def send(self, text: str) -> None:
        """Let the page say something, and everything come of it."""
        self.rig.session.connection.received(PAGE, text, origin=ORIGIN)
        await quiet()

    async def __call__(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        """Ask once, over a connection of its own. A header's `_` is a hyphen."""
        content = b"" if body is None else _content(body)
        said = {
            "host": f"127.0.0.1:{self.port}",
            "authorization": f"Bearer {self.address.token}",
            "content-length": str(len(content)),
            "connection": "close",
        } | {name.replace("_", "-"): text for name, text in headers.items()}
        lines = [
            f"{method} {path} HTTP/1.1",
            *(f"{name}: {said[name]}" for name in said if said[name]),
        ]
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write("\r\n".join([*lines, "", ""]).encode() + content)
        raw = await reader.read()
        writer.close()
        head, _, rest = raw.partition(b"\r\n\r\n")
        first, *others = head.decode().split("\r\n")
        pairs = (line.partition(": ") for line in others)
        return Answer(int(first.split()[1]), {name.lower(): text for name, _, text in pairs}, rest)


def controlled(act: Callable[[Caller], Awaitable[_T]], *, rig: Rig | None = None) -> _T:
    """Open a page and control, let `act` ask, and return what it returns."""
    return asyncio.run(with_control(act, rig=rig or make_rig()))


async def with_control(act: Callable[[Caller], Awaitable[_T]], *, rig: Rig) -> _T:
    """Do the same in a loop that goes on afterwards."""
    rig.session.connection.opened(PAGE, origin=ORIGIN)
    async with serve_control(rig.session, port=0) as address:
        return await act(Caller(rig, address))


def ask(method: str, path: str, body: object = None, *, rig: Rig | None = None) -> tuple[int, Tree]:
    """Ask one thing of a session, and return status and value."""

    async def act(caller: Caller) -> tuple[int, Tree]:
        answer = await caller(method, path, body)
        await quiet()
        return answer.status, answer.json

    return controlled(act, rig=rig)


def error(status: int, code: str, message: str, **more: object) -> tuple[int, Tree]:
    """Return what `ask` gets for a request that cannot be done."""
    return status, {"error": {"code": code, "message": message, **more}}


def invalid(*lines: str) -> tuple[int, Tree]:
    """Return what `ask` gets for a body with these mistakes."""
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return error(422, "INVALID", f"{lines[0]}{more}", mistakes=list(lines))


def _content(body: object) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()
