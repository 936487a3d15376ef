"""One connection, as uvicorn's HTTP/1.1 protocol. Loaded once a server starts: uvicorn is large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

    from uvicorn.config import Config
    from uvicorn.server import ServerState


@dataclass(frozen=True, slots=True)
class HttpService:
    """What all connections of a server share."""

    config: Config
    state: ServerState


class HttpConnection(H11Protocol):
    """A connection. The `state` of its requests has what drops it in the middle of an answer."""

    def __init__(self, service: HttpService) -> None:
        super().__init__(config=service.config, server_state=service.state, app_state={})

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin."""
        super().connection_made(transport)
        # Closing would wait for a reader that takes nothing.
        self.app_state["drop"] = transport.abort
