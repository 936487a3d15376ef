"""Who may speak to control: programs of this machine that know the run's token, no web page."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from aitdesk.control.answer import error_response
from aitdesk.errors import ControlError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1_000_000
"""The largest body of a request."""

_MOST_DROPPED_BYTES = 32 * MOST_BYTES

FIRST_MESSAGE = "first_message"
"""In the scope of a WebSocket whose token is still to come: what it is to be asked."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses what may not pass, and hands on the rest.

    A browser says with each request which page it comes from, and a page whose name was made to
    lead here still asks for its own host: both are refused before the token is looked at.
    """

    app: ASGIApp
    port: int
    token: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or one WebSocket."""
        headers = Headers(scope=scope)
        refusal = self._refusal(headers)
        if refusal is None and not self.knows(_bearer(headers)):
            if scope["type"] == "websocket" and "authorization" not in headers:
                scope[FIRST_MESSAGE] = self.knows
            else:
                refusal = _unauthorized()
        if refusal is None:
            await self.app(scope, _limited(receive), send)
        elif scope["type"] == "websocket":
            await receive()  # the connect, which must be taken before it is refused
            await send({"type": "websocket.close", "code": 1008})
        else:
            await _drop(receive)
            await error_response(refusal)(scope, receive, send)

    def knows(self, token: str) -> bool:
        """Tell whether it is the run's token, in a time that says nothing of it."""
        return secrets.compare_digest(token.encode(), self.token.encode())

    def _refusal(self, headers: Headers) -> ControlError | None:
        hosts = {f"127.0.0.1:{self.port}", f"localhost:{self.port}"}
        if headers.get("host") not in hosts:
            return ControlError("another host is asked for", status=421, code="WRONG_HOST")
        if "origin" in headers or headers.get("sec-fetch-site", "none") != "none":
            return ControlError("no page may ask here", status=403, code="BROWSER_ORIGIN")
        return None


def _bearer(headers: Headers) -> str:
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


async def _drop(receive: Receive) -> None:
    """Take the rest of a body: a caller whose bytes nobody takes would not see the answer."""
    got, has_more = 0, True
    while has_more and got <= _MOST_DROPPED_BYTES:
        message = await receive()
        got += len(message.get("body", b""))
        has_more = message.get("more_body", False)


def _limited(receive: Receive) -> Receive:
    """Take no more than a body may have, and drop the rest."""
    got = 0

    async def receive_some() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got <= MOST_BYTES:
            return message
        if message.get("more_body"):
            await _drop(receive)
        raise ControlError(f"a body has {MOST_BYTES} bytes at most", status=413, code="TOO_LARGE")

    return receive_some


def _unauthorized() -> ControlError:
    return ControlError(
        "say the run's token: Authorization: Bearer TOKEN", status=401, code="UNAUTHORIZED"
    )
