"""Serves one origin on loopback.

uvicorn's HTTP/1.1 protocol runs in the caller's loop on a socket that was bound before it, under
our own TLS context. Its `Server` is left out: it installs signal handlers and wakes ten times a
second. hypercorn would add HTTP/2, which one page on loopback does not need.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aitdesk.errors import StoreError
from aitdesk.server.http_server import load_server

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send
    from uvicorn.config import Config
    from uvicorn.protocols.http.h11_impl import H11Protocol
    from uvicorn.server import ServerState

    from aitdesk.server.content import Content

LOOPBACK = "127.0.0.1"
_BACKLOG = 128
_GRACE_S = 1.0
# An aborted transport tells its TLS layer in the next turn, which tells the protocol in another.
_TURNS_TO_DISCONNECT = 4


class Gateway:
    """The server of one origin.

    Answers GET and HEAD. Nothing is answered for another host name, in TLS or in HTTP. Every
    answer is to be asked for anew, unless the content says itself how long it is fresh
    (`is_content_dated`). Call `bind`, then `serve`, then `close`.
    """

    def __init__(self, content: Content, *, is_content_dated: bool = False) -> None:
        self.in_flight = 0
        """Requests being answered now; may be read from any thread."""
        self._content = content
        self._is_content_dated = is_content_dated
        self._authority = ""
        self._socket: socket.socket | None = None
        self._server: asyncio.Server | None = None
        self._state: ServerState | None = None

    def bind(self, *, preferred_port: int = 0) -> int:
        """Take a port of 127.0.0.1 and return it; connections wait until `serve`.

        A port that is taken, and 0, give any free one. Needs no loop and no server library.
        """
        port: int = self._listening(preferred_port).getsockname()[1]
        return port

    def _listening(self, preferred_port: int = 0) -> socket.socket:
        if self._socket is None:
            try:
                self._socket = listen(preferred_port)
            except OSError:
                self._socket = listen(0)
        return self._socket

    async def serve(self, origin: str, *, pem: Path | None = None) -> None:
        """Begin to answer as `origin`, over TLS when `pem` holds its key and certificate.

        Returns once connections are accepted. Errors: StoreError when `pem` cannot be read.
        """
        # Loaded on a thread of its own: loop and engine have their own start to make.
        await asyncio.to_thread(load_server)
        await asyncio.to_thread(import_module, "starlette.staticfiles")
        from starlette.concurrency import run_in_threadpool
        from uvicorn.server import ServerState

        # Loads what the first request would wait 20 ms for: a worker thread and its library.
        await run_in_threadpool(int)
        parts = urlsplit(origin)
        self._authority = parts.netloc
        state = ServerState()
        if not self._is_content_dated:
            state.default_headers = [(b"cache-control", b"no-cache")]
        config = _config(self._answer)
        context = None if pem is None else _context(pem, host=parts.hostname or "")
        self._server = await asyncio.get_running_loop().create_server(
            lambda: _protocol(config, state),
            sock=self._listening(),
            backlog=_BACKLOG,
            ssl=context,
        )
        self._state = state

    async def close(self, *, grace_s: float = _GRACE_S) -> None:
        """Stop listening, give running answers `grace_s`, then drop every connection."""
        if self._server is not None:
            self._server.close()
        elif self._socket is not None:
            self._socket.close()
        if self._state is None:
            return
        await finish(self._state.tasks, timeout_s=grace_s)
        for connection in tuple(self._state.connections):
            connection.transport.abort()
        # An answer ends by itself when its connection is lost.
        await finish(self._state.tasks, timeout_s=_GRACE_S)
        for _ in range(_TURNS_TO_DISCONNECT):
            await asyncio.sleep(0)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.in_flight += 1
        try:
            await self._response(scope)(scope, receive, send)
        finally:
            self.in_flight -= 1

    def _response(self, scope: Scope) -> ASGIApp:
        from starlette.datastructures import Headers  # as in serve
        from starlette.responses import PlainTextResponse

        headers = Headers(scope=scope)
        path: str = scope["path"]
        if headers.get("host") != self._authority or not path.startswith("/"):
            return PlainTextResponse("Another host is served here.", status_code=421)
        if scope["method"] not in {"GET", "HEAD"}:
            return PlainTextResponse("Files are only read.", 405, headers={"allow": "GET, HEAD"})
        return self._content(scope)


def _config(answer: ASGIApp) -> Config:
    """Return uvicorn's settings: plain HTTP/1.1, and on the terminal nothing but a crash."""
    from uvicorn.config import Config
    from uvicorn.protocols.http.h11_impl import H11Protocol

    config = Config(
        answer,
        http=H11Protocol,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
    )
    config.load()
    return config


def _protocol(config: Config, state: ServerState) -> H11Protocol:
    """Return one connection; a request's `state` has what drops it in the middle of an answer."""
    from uvicorn.protocols.http.h11_impl import H11Protocol

    connection = H11Protocol(config=config, server_state=state, app_state={})

    def drop() -> None:
        connection.transport.abort()  # which is there once it is connected

    connection.app_state["drop"] = drop
    return connection


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


async def finish(tasks: set[asyncio.Task[None]], *, timeout_s: float) -> None:
    """Wait until every task is done, at most so long."""
    if tasks:
        await asyncio.wait(tuple(tasks), timeout=timeout_s)


def _context(pem: Path, *, host: str) -> ssl.SSLContext:
    """Return a server context that shakes hands for `host` alone, and names it exactly.

    The engine ignores certificate errors of our key, so this is what refuses every other name.
    """

    def refuse_others(_: object, name: str | None, __: object) -> int | None:
        return None if name == host else ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(pem)
    except OSError as error:  # SSLError is one
        message = f"cannot use the certificate {pem}: {error}; delete its folder"
        raise StoreError(message) from error
    context.set_alpn_protocols(["http/1.1"])
    context.sni_callback = refuse_others
    return context
