"""A host name that the engine resolves to this machine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aitdesk.errors import ConfigError


@dataclass(frozen=True, slots=True)
class MappedHost:
    """A host name that leads to our loopback server."""

    host: str
    port: int

    spki_sha256: str
    """Base64 SHA-256 of the server's public key. Answering the engine's certificate error
    instead would not do: service workers register only where there was no error."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Za-z0-9.-]+", self.host):
            message = f"{self.host!r} is not a host name: use letters, digits, dots and hyphens"
            raise ConfigError(message)
