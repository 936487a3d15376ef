"""Which of the two hosts a request is for: by name, in TLS and in HTTP, else by the port."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aitdesk.partner.signing import API_HOST, PAY_HOST
from aitdesk.server.http_server import LOOPBACK

if TYPE_CHECKING:
    from aitdesk.phone.partner_catalog import HostKind

_NAMES: Final[dict[str, HostKind]] = {API_HOST: "api", PAY_HOST: "pay"}
_LOCAL: Final = frozenset({"localhost", "127.0.0.1"})
KNOWN_NAMES: Final = frozenset({*_NAMES, "localhost"})
"""What TLS may ask for; an address is asked for without a name."""


@dataclass(frozen=True, slots=True)
class PartnerPorts:
    """Where the two hosts listen on 127.0.0.1."""

    api: int
    pay: int

    def urls(self) -> dict[HostKind, str]:
        """Return where each is."""
        return {
            "api": f"https://{LOOPBACK}:{self.api}",
            "pay": f"https://{LOOPBACK}:{self.pay}",
        }

    def kind(self, host: str, *, named: str | None, port: int) -> HostKind | None:
        """Return which host is meant, None for a wrong one.

        `host` is HTTP's header, `named` what TLS asked for, `port` where the request came in.
        """
        name, _, said_port = host.lower().partition(":")
        if said_port not in {"", str(port)} or (named in _NAMES and named != name):
            return None
        if name in _NAMES:
            return _NAMES[name]
        if name not in _LOCAL:
            return None
        return "pay" if port == self.pay else "api"
