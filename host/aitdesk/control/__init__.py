"""The one remote surface of a run: its state, prompts, events and journal, on loopback.

Off unless it is asked for. Everything runs on the session's loop, so no request sees a change
half done.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect

from aitdesk.control.answer import error_response, read_bytes
from aitdesk.control.context import ControlContext
from aitdesk.control.endpoints import ENDPOINTS
from aitdesk.control.guard import MOST_BYTES, Guard
from aitdesk.control.journal import stream_journal
from aitdesk.control.journal_cursor import Tail
from aitdesk.errors import (
    ApiError,
    ConfigError,
    ControlError,
    HostError,
    StoreError,
    WindowGone,
)
from aitdesk.server.http_server import LOOPBACK, HttpServer, listen

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.websockets import WebSocket

    from aitdesk.control.context import Opens
    from aitdesk.control.endpoint import Endpoint
    from aitdesk.partner import PartnerDoor
    from aitdesk.session.session import Session

__all__ = ["Address", "serve_control"]

_GRACE_S = 0.5
_REQUEST_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where control is, and what its callers must say."""

    url: str
    token: str

    def write(self, file: Path) -> None:
        """Write both to a file that this user alone can read. Raises ConfigError."""
        text = f'{{"url": "{self.url}", "token": "{self.token}", "pid": {os.getpid()}}}\n'
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file.unlink(missing_ok=True)  # what is there may be another's, or a link
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as new:
                new.write(text)
        except OSError as problem:
            raise ConfigError(f"{file} cannot be written ({problem.strerror})") from None


@asynccontextmanager
async def serve_control(
    session: Session,
    *,
    port: int,
    opens: Opens | None = None,
    partner: PartnerDoor | None = None,
    request_within_s: float = _REQUEST_WITHIN_S,
) -> AsyncIterator[Address]:
    """Answer on this port of 127.0.0.1, 0 for any, while the context lasts.

    `opens` opens further windows, None where there is one; `partner` the partner API. A
    request that is not there whole within `request_within_s` is refused.

    Raises ConfigError when the port is taken.
    """
    try:
        listening = listen(port)
    except OSError as problem:
        message = f"--control-port {port} cannot be used ({problem.strerror}): give another"
        raise ConfigError(message) from None
    taken: int = listening.getsockname()[1]
    tail = Tail(session.journal)
    guard = Guard(
        _app(ControlContext(session, tail, opens, partner)), taken, secrets.token_urlsafe(32)
    )
    server = await _start(guard, listening, request_within_s)
    # Who follows the journal has all of it then; who comes later gets it, and no more.
    ending = asyncio.create_task(_end_with(session, tail))
    try:
        yield Address(f"http://{LOOPBACK}:{taken}", guard.token)
    finally:
        ending.cancel()
        server.stop_listening()
        tail.end()
        await server.close(grace_s=_GRACE_S)


async def _end_with(session: Session, tail: Tail) -> None:
    await session.ended.wait()
    tail.end()


async def _start(guard: Guard, listening: socket.socket, request_within_s: float) -> HttpServer:
    # Loaded once it is needed: a run without control has no use for WebSockets.
    from aitdesk.control.connection import ControlConnection, Waiting
    from aitdesk.server.websocket import TextSocket

    waiting, server = Waiting(request_within_s), HttpServer()
    await server.start(
        guard,
        listening,
        connect=lambda service: ControlConnection(service, waiting),
        sockets=TextSocket,
        most_bytes=MOST_BYTES,
    )
    return server


def _app(context: ControlContext) -> Starlette:
    routes: list[Route | WebSocketRoute] = [
        Route(each.path, _answering(each, context), methods=[each.method]) for each in ENDPOINTS
    ]

    async def stream(socket: WebSocket) -> None:
        with suppress(WebSocketDisconnect):
            await stream_journal(context.tail, socket)

    routes.append(WebSocketRoute("/journal", stream))
    return Starlette(
        routes=routes, exception_handlers={HTTPException: _not_found, Exception: _failed}
    )


def _answering(
    endpoint: Endpoint, context: ControlContext
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            await read_bytes(request)  # also one that nobody wants, see the guard
            return await endpoint.act(context, request)
        except ControlError as error:
            return error_response(error)
        except StoreError as problem:
            return error_response(ControlError(str(problem), status=503, code="STORE"))
        except ApiError as refusal:
            code = refusal.code or "REFUSED"
            return error_response(ControlError(refusal.message, status=409, code=code))
        except WindowGone as gone:
            return error_response(ControlError(str(gone), status=409, code="CLOSED"))
        except HostError as problem:
            return error_response(ControlError(str(problem), status=503, code="FAILED"))

    return answer


async def _not_found(request: Request, problem: Exception) -> Response:
    status = problem.status_code if isinstance(problem, HTTPException) else 500
    asked = f"{request.method} {request.url.path}"
    message = f"nothing answers {asked}: GET /schema lists what does"
    return error_response(ControlError(message, status=status, code="NO_SUCH_REQUEST"))


async def _failed(_request: Request, problem: Exception) -> Response:
    # A defect of ours: the server prints it, and the caller reads the same shape as ever.
    message = f"control failed: {problem!r}"
    return error_response(ControlError(message, status=500, code="INTERNAL"))
