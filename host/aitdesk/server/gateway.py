"""Serves one origin on loopback, over TLS with a certificate of its own where it is https."""

from __future__ import annotations

import asyncio
import ssl
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aitdesk.errors import StoreError
from aitdesk.server.http_server import HttpServer, listen

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

    from aitdesk.server.content import Content

_GRACE_S = 1.0


class Gateway:
    """The server of one origin.

    Answers GET and HEAD. Nothing is answered for another host name, in TLS or in HTTP. Every
    answer is to be asked for anew, unless the content says itself how long it is fresh
    (`is_content_dated`). `on_unread` hears of each path of which anything else was asked. Call
    `bind`, then `serve`, then `close`.
    """

    def __init__(
        self,
        content: Content,
        *,
        is_content_dated: bool = False,
        on_unread: Callable[[str], object] | None = None,
    ) -> None:
        self.in_flight = 0
        """Requests being answered now; may be read from any thread."""
        self._content = content
        self._is_content_dated = is_content_dated
        self._on_unread = on_unread
        self._authority = ""
        self._socket: socket.socket | None = None
        self._server: HttpServer | None = None

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
        await asyncio.to_thread(import_module, "starlette.staticfiles")
        from starlette.concurrency import run_in_threadpool

        # Loads what the first request would wait 20 ms for: a worker thread and its library.
        await run_in_threadpool(int)
        parts = urlsplit(origin)
        self._authority = parts.netloc
        context = None if pem is None else _context(pem, host=parts.hostname or "")
        headers = [] if self._is_content_dated else [(b"cache-control", b"no-cache")]
        server = HttpServer()
        await server.start(self._answer, self._listening(), headers=headers, context=context)
        self._server = server

    async def close(self, *, grace_s: float = _GRACE_S) -> None:
        """Stop listening, give running answers `grace_s`, then drop every connection."""
        if self._server is not None:
            await self._server.close(grace_s=grace_s)
        elif self._socket is not None:
            self._socket.close()

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
            if self._on_unread is not None:
                self._on_unread(path)
            return PlainTextResponse("Files are only read.", 405, headers={"allow": "GET, HEAD"})
        return self._content(scope)


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
