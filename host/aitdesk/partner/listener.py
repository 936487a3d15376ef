"""HTTPS on loopback for programs that show a certificate of this install: the only way in.

As TLS does it: no certificate, a foreign one, one whose time is over or that is revoked ends the
connection. uvicorn's protocol runs in the caller's loop, as the gateway's does.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from aitdesk.errors import StoreError
from aitdesk.partner.host_name import KNOWN_NAMES
from aitdesk.server.gateway import finish

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence
    from pathlib import Path

    from starlette.types import ASGIApp

    from aitdesk.partner.authority import Authority

MOST_BYTES = 1_000_000
"""The largest body of a call."""

_REQUEST_WITHIN_S = 10.0
_HANDSHAKE_WITHIN_S = 5.0
_MOST_HEADER_BYTES = 32_768
_MOST_CONNECTIONS = 1_000
_GRACE_S = 0.5
_TURNS_TO_DISCONNECT = 4


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


class PartnerConnection(H11Protocol):
    """One connection: a request has to be there whole within some time."""

    def __init__(self, config: Config, state: ServerState, doorman: Doorman) -> None:
        super().__init__(config=config, server_state=state, app_state={})
        self._doorman = doorman
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Note who it is."""
        super().connection_made(transport)
        secured = transport.get_extra_info("ssl_object")
        self.app_state["peer"] = common_name(transport.get_extra_info("peercert") or {})
        self.app_state["named"] = self._doorman.names.get(secured)
        self.app_state["drop"] = transport.abort
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


@dataclass
class PartnerListener:
    """The open sockets, and what is under way on them."""

    servers: list[asyncio.Server]
    state: ServerState

    async def close(self) -> None:
        """Stop listening, give running answers a moment, then drop every connection."""
        for server in self.servers:
            server.close()
        await finish(self.state.tasks, timeout_s=_GRACE_S)
        for connection in tuple(self.state.connections):
            connection.transport.abort()
        await finish(self.state.tasks, timeout_s=_GRACE_S)
        for _ in range(_TURNS_TO_DISCONNECT):
            await asyncio.sleep(0)


async def open_listener(
    app: ASGIApp, sockets: Sequence[socket.socket], doorman: Doorman
) -> PartnerListener:
    """Begin to answer on sockets that were bound before."""
    state = ServerState()
    config = Config(
        app,
        http=PartnerConnection,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        h11_max_incomplete_event_size=_MOST_HEADER_BYTES,
    )
    config.load()
    loop = asyncio.get_running_loop()
    servers = [
        await loop.create_server(
            lambda: PartnerConnection(config, state, doorman),
            sock=each,
            ssl=doorman.context,
            ssl_handshake_timeout=_HANDSHAKE_WITHIN_S,
        )
        for each in sockets
    ]
    return PartnerListener(servers, state)


def common_name(certificate: dict[str, Any]) -> str:
    """Return the common name in what Python tells of a certificate, "" where there is none."""
    pairs = [pair for names in certificate.get("subject", ()) for pair in names]
    return next((str(value) for name, value in pairs if name == "commonName"), "")
