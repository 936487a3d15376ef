"""One connection of a program at the door, and the one to Chromium that it is led on to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, cast

import h11

from aitdesk.engine.devtools.engine_port import LOOPBACK

if TYPE_CHECKING:
    import socket

    from aitdesk.engine.devtools.door import Door

_HEAD_S: Final = 10.0
_ANSWER_S: Final = 30.0
_MOST_HEAD_BYTES: Final = 16_384
_MOST_WAITING: Final = 64
_CHUNK_BYTES: Final = 65_536


class Passing(asyncio.Protocol):
    """Hands on what it gets, unread, and lets the sender wait while the other is slow."""

    transport: asyncio.Transport
    other: Passing | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Hand it on."""
        if self.other is not None:
            self.other.transport.write(data)

    def pause_writing(self) -> None:
        """Let the other side's sender wait."""
        if self.other is not None:
            self.other.transport.pause_reading()

    def resume_writing(self) -> None:
        """Let it go on."""
        if self.other is not None:
            self.other.transport.resume_reading()

    def connection_lost(self, _: Exception | None) -> None:
        """Take the other side along."""
        if self.other is not None:
            self.other.transport.close()


class ToEngine(Passing):
    """The side of Chromium. Its port is let go only when nobody could come in with it."""

    def __init__(self, visitor: Visitor, door: Door, caller: socket.socket) -> None:
        self.other = visitor
        self._door, self._caller = door, caller

    def connection_lost(self, problem: Exception | None) -> None:
        """Let the port go."""
        self._door.engine.dismiss(self._caller)
        super().connection_lost(problem)


class Visitor(Passing):
    """The side of a program: its first request, and what goes on from there.

    `all_` are the visitors that are here, oldest first. One that says nothing is sent away after
    some time, or sooner where too many do so: anybody may come as far as this.
    """

    def __init__(self, door: Door, all_: dict[Visitor, None]) -> None:
        self._door, self._all = door, all_
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_MOST_HEAD_BYTES)
        self._work: asyncio.Task[None] | None = None
        self.has_asked = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Give it some time to say what it wants."""
        super().connection_made(transport)
        self._late = asyncio.get_running_loop().call_later(_HEAD_S, self.transport.abort)
        self._all[self] = None
        silent = [each for each in self._all if not each.has_asked]
        if len(silent) > _MOST_WAITING:
            silent[0].transport.abort()

    def data_received(self, data: bytes) -> None:
        """Hand it on, or read the head of the request."""
        if self.other is not None:
            super().data_received(data)
            return
        self._http.receive_data(data)
        try:
            request = self._http.next_event()
        except h11.RemoteProtocolError:
            self._say(400)
            return
        if isinstance(request, h11.Request):
            self.has_asked = True
            self._late.cancel()
            self.transport.pause_reading()
            self._let_in(request)

    def connection_lost(self, problem: Exception | None) -> None:
        """Forget it."""
        self._late.cancel()
        del self._all[self]
        if self._work is not None:
            self._work.cancel()
        super().connection_lost(problem)

    def _let_in(self, request: h11.Request) -> None:
        status = self._door.refusal(request)
        if status is not None:
            self._say(status)
            return
        self._work = asyncio.create_task(self._lead(request))

    async def _lead(self, request: h11.Request) -> None:
        engine, is_joined = self._door.engine, False
        caller = engine.admit()
        try:
            async with asyncio.timeout(_ANSWER_S):
                loop = asyncio.get_running_loop()
                await loop.sock_connect(caller, (LOOPBACK, engine.number))
                if dict(request.headers).get(b"upgrade", b"").lower() == b"websocket":
                    is_joined = await self._join(caller, self._door.behind(request))
                else:
                    await self._answer(caller, self._door.behind(request))
        except (OSError, TimeoutError, h11.ProtocolError):
            self.transport.abort()
        finally:
            if not is_joined:
                engine.dismiss(caller)

    async def _join(self, caller: socket.socket, asked: h11.Request) -> bool:
        to_engine = ToEngine(self, self._door, caller)
        # A second handle: the port is not to be free before its admission has ended.
        await asyncio.get_running_loop().create_connection(lambda: to_engine, sock=caller.dup())
        to_engine.transport.write(h11.Connection(h11.CLIENT).send(asked) or b"")
        self.other = to_engine
        self.transport.resume_reading()
        return True

    async def _answer(self, caller: socket.socket, asked: h11.Request) -> None:
        http, loop = h11.Connection(h11.CLIENT), asyncio.get_running_loop()
        text = (http.send(asked) or b"") + (http.send(h11.EndOfMessage()) or b"")
        await loop.sock_sendall(caller, text)
        status, body = 502, b""
        while not isinstance(event := http.next_event(), h11.EndOfMessage | h11.ConnectionClosed):
            if isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                body += event.data
            elif event is h11.NEED_DATA:
                http.receive_data(await loop.sock_recv(caller, _CHUNK_BYTES))
        self._say(status, self._door.shown(body))

    def _say(self, status: int, body: bytes = b"") -> None:
        headers = {
            "content-type": "application/json; charset=UTF-8",
            "content-length": str(len(body)),
            "connection": "close",
        }
        reply = h11.Response(status_code=status, headers=list(headers.items()))
        for event in (reply, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self._http.send(event) or b"")
        self.transport.close()
