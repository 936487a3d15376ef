"""HTTPS on loopback for programs that show a certificate of this install: the only way in.

As TLS does it: no certificate, a foreign one, one whose time is over or that is revoked ends the
connection.
"""

from __future__ import annotations

import ssl
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import h11

from aitdesk.errors import StoreError
from aitdesk.partner.host_name import KNOWN_NAMES
from aitdesk.server.connection import HttpConnection
from aitdesk.server.http_server import HttpServer

if TYPE_CHECKING:
    import asyncio
    import socket
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from starlette.types import ASGIApp

    from aitdesk.partner.authority import Authority
    from aitdesk.server.connection import HttpService

MOST_BYTES = 1_000_000
"""The largest body of a call."""

MOST_HEADER_BYTES = 32_768
"""All headers of a call together."""

_REQUEST_WITHIN_S = 10.0
_HANDSHAKE_WITHIN_S = 15.0  # two hundred at once take some seconds on a busy machine
_MOST_CONNECTIONS = 1_000
_GRACE_S = 0.5


@dataclass(frozen=True)
class Doorman:
    """Shakes hands: who may come in, and under which name they asked."""

    authority: Authority
    context: ssl.SSLContext
    names: WeakKeyDictionary[Any, str] = field(default_factory=WeakKeyDictionary)
    _seen: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def at(cls, authority: Authority) -> Doorman:
        """Return one with the authority's certificates. Raises StoreError."""
        server = authority.server_file()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_TICKET
        context.verify_mode = ssl.CERT_REQUIRED
        context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
        context.set_alpn_protocols(["http/1.1"])
        doorman = cls(authority, context)
        try:
            context.load_cert_chain(server)
            context.load_verify_locations(authority.ca_file)
            doorman.read_revoked()
        except OSError as problem:  # SSLError is one
            message = f"cannot use the certificates in {authority.folder}: {problem}; delete it"
            raise StoreError(message) from problem
        context.sni_callback = doorman.meet
        return doorman

    def read_revoked(self) -> None:
        """Learn what was revoked since. Raises OSError."""
        file: Path = self.authority.revoked_file
        told = file.stat()
        stamp = (told.st_mtime_ns, told.st_ino)
        if stamp not in self._seen:
            self.context.load_verify_locations(file)
            self._seen[:] = [stamp]

    def meet(self, connection: Any, name: str | None, _: object) -> int | None:  # noqa: ANN401
        """Refuse a name that nobody has here."""
        try:
            self.read_revoked()
        except OSError:
            return ssl.ALERT_DESCRIPTION_INTERNAL_ERROR
        if name is not None and name not in KNOWN_NAMES:
            return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
        if name is not None:
            self.names[connection] = name
        return None


class PartnerConnection(HttpConnection):
    """One connection: a request has to be there whole within some time."""

    def __init__(self, service: HttpService, doorman: Doorman) -> None:
        super().__init__(service)
        self._doorman = doorman
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Note who it is."""
        super().connection_made(transport)
        secured = transport.get_extra_info("ssl_object")
        self.app_state["peer"] = common_name(transport.get_extra_info("peercert") or {})
        self.app_state["named"] = self._doorman.names.get(secured)
        if len(self.connections) > _MOST_CONNECTIONS:
            transport.abort()
            return
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take some bytes."""
        self._wait()
        super().data_received(data)
        if self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}:
            self._stop()

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(_REQUEST_WITHIN_S, self.transport.abort)

    def _stop(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


@asynccontextmanager
async def listening(
    app: ASGIApp, sockets: Sequence[socket.socket], doorman: Doorman
) -> AsyncIterator[None]:
    """Answer on sockets that were bound before, while the context lasts."""
    async with AsyncExitStack() as stack:
        for each in sockets:
            server = HttpServer()
            await server.start(
                app,
                each,
                connect=lambda service: PartnerConnection(service, doorman),
                context=doorman.context,
                handshake_within_s=_HANDSHAKE_WITHIN_S,
                most_header_bytes=MOST_HEADER_BYTES,
            )
            stack.push_async_callback(server.close, grace_s=_GRACE_S)
        yield


def common_name(certificate: dict[str, Any]) -> str:
    """Return the common name in what Python tells of a certificate, "" where there is none."""
    pairs = [pair for names in certificate.get("subject", ()) for pair in names]
    return next((str(value) for name, value in pairs if name == "commonName"), "")
