"""One HTTP server on loopback: the only place that starts uvicorn, and ends it.

uvicorn's HTTP/1.1 protocol runs in the caller's loop on a socket that was bound before it. Its
`Server` is left out: it installs signal handlers and wakes ten times a second. hypercorn would add
HTTP/2, which one page on loopback does not need.
"""

from __future__ import annotations

import asyncio
import os
import socket
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Sequence

    from starlette.types import ASGIApp
    from uvicorn.config import Config
    from uvicorn.server import ServerState

    from aitdesk.server.connection import HttpConnection, HttpService
    from aitdesk.server.websocket import TextSocket

LOOPBACK: Final = "127.0.0.1"
_BACKLOG: Final = 512  # a test of a server asks hundreds of times at once
_GRACE_S: Final = 1.0
# An aborted transport tells its TLS layer in the next turn, which tells the protocol in another.
_TURNS_TO_DISCONNECT: Final = 4


class HttpServer:
    """A server of one application, from `start` on until `close`."""

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._state: ServerState | None = None

    async def start(
        self,
        app: ASGIApp,
        listening: socket.socket,
        *,
        connect: Callable[[HttpService], HttpConnection] | None = None,
        sockets: type[TextSocket] | None = None,
        most_bytes: int = 0,
        headers: Sequence[tuple[bytes, bytes]] = (),
        context: ssl.SSLContext | None = None,
        handshake_within_s: float | None = None,
        most_header_bytes: int | None = None,
    ) -> None:
        """Begin to answer on this socket, over TLS where there is a context.

        `connect` makes a connection, `sockets` a WebSocket of at most `most_bytes` a message; None
        for the plain one and for no WebSockets. `headers` are part of every answer. A
        handshake or a head that takes more than it may ends its connection.
        """
        # Loaded on a thread of its own: whoever starts a server has more to start meanwhile.
        await asyncio.to_thread(import_module, "aitdesk.server.connection")
        from uvicorn.server import ServerState

        from aitdesk.server.connection import HttpConnection, HttpService

        state = ServerState()
        state.default_headers = [*headers]
        service = HttpService(_config(app, sockets, most_bytes, most_header_bytes), state)
        make = connect or HttpConnection
        self._server = await asyncio.get_running_loop().create_server(
            lambda: make(service),
            sock=listening,
            backlog=_BACKLOG,
            ssl=context,
            ssl_handshake_timeout=handshake_within_s,
        )
        self._state = state

    def stop_listening(self) -> None:
        """Take no further connection."""
        if self._server is not None:
            self._server.close()

    async def close(self, *, grace_s: float = _GRACE_S) -> None:
        """Stop listening, give running answers `grace_s`, then drop every connection."""
        self.stop_listening()
        if self._state is None:
            return
        await _finish(self._state.tasks, timeout_s=grace_s)
        for connection in tuple(self._state.connections):
            connection.transport.abort()
        # An answer ends by itself when its connection is lost.
        await _finish(self._state.tasks, timeout_s=_GRACE_S)
        for _ in range(_TURNS_TO_DISCONNECT):
            await asyncio.sleep(0)


def listen(port: int) -> socket.socket:
    """Return a socket that listens on this port of 127.0.0.1, 0 for any. Raises OSError."""
    # The protocol is named because asyncio switches Nagle's algorithm off only where it is:
    # without it, head and body of an answer are 40 ms apart.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two programs share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen(_BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


def _config(
    app: ASGIApp,
    sockets: type[TextSocket] | None,
    most_bytes: int,
    most_header_bytes: int | None,
) -> Config:
    """Return uvicorn's settings: plain HTTP/1.1, and on the terminal nothing but a crash."""
    from uvicorn.config import Config

    from aitdesk.server.connection import HttpConnection

    config = Config(
        app,
        http=HttpConnection,
        ws=sockets or "none",
        ws_max_size=most_bytes,
        ws_per_message_deflate=False,  # the reader is on this machine
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=most_header_bytes,
    )
    config.load()
    return config


async def _finish(tasks: set[asyncio.Task[None]], *, timeout_s: float) -> None:
    """Wait until every task is done, at most so long."""
    if tasks:
        await asyncio.wait(tuple(tasks), timeout=timeout_s)
