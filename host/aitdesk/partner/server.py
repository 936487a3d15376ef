"""The partner API over HTTP: which endpoint is asked for, and its answer's bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from aitdesk.partner.endpoints import partner_endpoints
from aitdesk.partner.funnel import PartnerRequest
from aitdesk.partner.listener import MOST_BYTES, MOST_HEADER_BYTES
from aitdesk.partner.openapi import SCHEMA_PATH, partner_document

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from aitdesk.partner.endpoint import PartnerEndpoint
    from aitdesk.partner.funnel import Funnel
    from aitdesk.partner.host_name import PartnerPorts

_JSON = "application/json"


@dataclass
class PartnerServer:
    """The application behind both ports."""

    funnel: Funnel
    ports: PartnerPorts

    def __post_init__(self) -> None:
        self._endpoints = partner_endpoints()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            response = _flooded(scope) or await self._response(Request(scope, receive))
        except ClientDisconnect:  # nobody is there to hear of it
            return
        if response is None:
            scope["state"]["drop"]()
        else:
            await response(scope, receive, send)

    async def _response(self, request: Request) -> Response | None:
        scope = request.scope
        headers = Headers(scope=scope)
        port: int = scope["server"][1]
        kind = self.ports.kind(headers.get("host", ""), named=scope["state"]["named"], port=port)
        if kind is None:
            return _plain(421, "Another host is asked for.")
        # As it was sent: nothing is decoded, folded or joined on the way to an endpoint.
        path = scope["raw_path"].decode("ascii", "replace")
        if path == SCHEMA_PATH and request.method == "GET":
            document = partner_document(self._endpoints, self.ports.urls())
            return Response(msgspec.json.encode(document), media_type=_JSON)
        endpoint = self._endpoints.get((kind, path))
        if endpoint is None or request.method != endpoint.row.method:
            return _missed(endpoint)
        content = await _body(request)
        if content is None:
            return _plain(413, f"A body has {MOST_BYTES} bytes at most.", connection="close")
        asked = PartnerRequest(endpoint, headers, content, scope["state"]["peer"])
        answer = await self.funnel.answer(asked)
        if answer is None:
            return None
        return Response(answer.content(), answer.status, media_type=_JSON)


def _flooded(scope: Scope) -> Response | None:
    # h11 bounds only what has not come whole yet: a fast client is past it at once.
    if sum(len(name) + len(value) for name, value in scope["headers"]) <= MOST_HEADER_BYTES:
        return None
    return _plain(431, "The headers are too long.", connection="close")


def _missed(endpoint: PartnerEndpoint | None) -> Response:
    if endpoint is None:
        return _plain(404, "No such endpoint on this host.")
    return _plain(405, "Another method.", allow=endpoint.row.method)


async def _body(request: Request) -> bytes | None:
    """Return the body, None for one that is too large."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > MOST_BYTES:
            return None
    return bytes(content)


def _plain(status: int, text: str, **headers: str) -> Response:
    return Response(text, status, media_type="text/plain", headers=headers)
