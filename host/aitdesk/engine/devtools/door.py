"""Who may pass to DevTools, and what either side is shown of the other's address."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import h11

from aitdesk.engine.devtools.engine_port import LOOPBACK

if TYPE_CHECKING:
    from aitdesk.engine.devtools.engine_port import EnginePort

_OURS: Final = frozenset({b"host", b"content-length", b"transfer-encoding", b"expect"})


@dataclass(frozen=True)
class Door:
    """Lets a program pass that asks at `address` for what lies behind the secret."""

    engine: EnginePort
    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def host(self) -> str:
        """Host and port, as a Host header has them."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def address(self) -> str:
        """What to give to connect_over_cdp."""
        return f"http://{self.host}/{self.secret}"

    def refusal(self, request: h11.Request) -> int | None:
        """Return the HTTP status of a request that may not pass, None for one that may."""
        headers = dict(request.headers)
        if headers.get(b"host") not in {self.host.encode(), f"localhost:{self.port}".encode()}:
            return 421
        # Every browser says Origin with a WebSocket; a program has no reason to.
        if b"origin" in headers or headers.get(b"sec-fetch-site", b"none") != b"none":
            return 403
        said = request.target.split(b"/", 2)[1:2]
        if not said or not secrets.compare_digest(said[0], self.secret.encode()):
            return 404
        return None

    def behind(self, request: h11.Request) -> h11.Request:
        """Return the request as Chromium is to see it: without the secret, and of no body."""
        kept = [(name, value) for name, value in request.headers if name not in _OURS]
        return h11.Request(
            method=request.method,
            target=request.target[1 + len(self.secret) :] or b"/",
            headers=[(b"host", self.engine.address.encode()), *kept],
        )

    def shown(self, body: bytes) -> bytes:
        """Return an answer of Chromium's with the addresses in it leading here."""
        there, here = f"{self.engine.address}/devtools", f"{self.host}/{self.secret}/devtools"
        return body.replace(there.encode(), here.encode())
