"""One connection to control, with bounds: nobody holds one half asked.

A request has to be there whole within some time, also one that comes byte by byte; of those that
are not, the oldest goes first when there are many. What is no HTTP is refused in control's words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import h11

from aitdesk.control.answer import error_response
from aitdesk.errors import ControlError
from aitdesk.server.connection import HttpConnection

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from aitdesk.server.connection import HttpService

MOST_INCOMPLETE = 128
"""How many connections may wait for the rest of a request at once."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The connections whose request is not there yet, oldest first.

    `within_s` is how long a whole request may take to come, from its first byte or the
    connection's begin.
    """

    within_s: float
    connections: dict[ControlConnection, None] = field(default_factory=dict)


class ControlConnection(HttpConnection):
    """One connection. `waiting` is shared by all of them."""

    def __init__(self, service: HttpService, waiting: Waiting) -> None:
        super().__init__(service)
        self._waiting = waiting
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take some bytes, which may be the rest of a request."""
        self._await_request()
        super().data_received(data)
        if self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}:
            self._stop_waiting()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand the connection over; a WebSocket has bounds of its own."""
        self._stop_waiting()
        super().handle_websocket_upgrade(event)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP/1.1."""
        self._refuse(ControlError(msg, status=400, code="NO_HTTP"))

    def _await_request(self) -> None:
        if self._deadline is not None:
            return
        self._deadline = self.loop.call_later(self._waiting.within_s, self.give_up)
        waiting = self._waiting.connections
        waiting[self] = None
        if len(waiting) > MOST_INCOMPLETE:
            next(iter(waiting)).give_up()

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
        self._waiting.connections.pop(self, None)

    def give_up(self) -> None:
        """Wait no longer for the rest of a request."""
        self._stop_waiting()
        message = f"a request has to be there within {self._waiting.within_s:g} s"
        self._refuse(ControlError(message, status=408, code="TOO_SLOW"))

    def _refuse(self, error: ControlError) -> None:
        if self.transport.is_closing():
            return
        # Where an answer is under way already, no second one may follow it.
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.write(_answer(self.conn, error))
            self.transport.close()
        else:
            self.transport.abort()


def _answer(connection: h11.Connection, error: ControlError) -> bytes:
    response = error_response(error)
    headers = [*response.raw_headers, (b"connection", b"close")]
    send: Callable[[Any], bytes | None] = connection.send
    parts = (
        send(h11.Response(status_code=error.status, headers=headers)),
        send(h11.Data(data=bytes(response.body))),
        send(h11.EndOfMessage()),
    )
    return b"".join(part or b"" for part in parts)
