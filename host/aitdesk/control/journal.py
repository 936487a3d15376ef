"""The journal through control: in stretches, and as a stream of its entries."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec

from aitdesk.control.answer import json_response
from aitdesk.control.context import number
from aitdesk.control.guard import FIRST_MESSAGE

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.websockets import WebSocket

    from aitdesk.control.context import ControlContext
    from aitdesk.control.journal_cursor import Stretch, Tail

_MOST_ENTRIES = 5_000
_ENTRIES = 500
_LONGEST_WAIT_MS = 60_000
_SENT_AT_ONCE = 200
_TOKEN_WITHIN_S = 5.0


class _FirstMessage(msgspec.Struct):
    token: str


async def get_journal(context: ControlContext, request: Request) -> Response:
    """Tell what happened after an entry; `wait_ms` waits for the first where there is none."""
    after = number(request, "after", default=0, most=None)
    limit = number(request, "limit", default=_ENTRIES, most=_MOST_ENTRIES)
    wait_ms = number(request, "wait_ms", default=0, most=_LONGEST_WAIT_MS)
    if wait_ms:
        await context.tail.wait(after, timeout_s=wait_ms / 1000)
    found = context.tail.after(after, limit=limit)
    is_over = context.tail.is_over and not found.entries
    lines: list[msgspec.Raw] = []
    for entry in found.entries:
        lines.append(msgspec.Raw(entry.line().encode()))
        if len(lines) % _SENT_AT_ONCE == 0:
            await asyncio.sleep(0)  # whoever else waits for the loop has its turn
    told = {"entries": lines, "next_after": found.next_after, "missed": found.missed}
    return json_response({**told, "is_over": is_over})


async def stream_journal(tail: Tail, socket: WebSocket) -> None:
    """Send every entry behind the cursor as a message of its own, until either end closes."""
    after = socket.query_params.get("after", "0")
    await socket.accept()
    knows = socket.scope.get(FIRST_MESSAGE)
    if knows is not None and not knows(await _first_token(socket)):
        await socket.close(1008, "say the run's token first")
        return
    if not (after.isascii() and after.isdigit()):
        await socket.close(1008, "after is no whole number")
        return
    gone = asyncio.ensure_future(_until_gone(socket))
    try:
        await _send_all(tail, socket, cursor=int(after), gone=gone)
    finally:
        gone.cancel()


async def _send_all(
    tail: Tail, socket: WebSocket, *, cursor: int, gone: asyncio.Future[None]
) -> None:
    while not gone.done():
        found = tail.after(cursor, limit=_SENT_AT_ONCE)
        try:
            async with asyncio.timeout(tail.patience_s):
                await _send(found, socket)
        except TimeoutError:  # closing would wait for the same reader
            socket.scope["state"]["drop"]()
            return
        cursor = found.next_after
        if tail.is_over and not found.entries:
            await socket.close(1001)
            return
        waiting = asyncio.ensure_future(tail.wait(cursor, timeout_s=None))
        await asyncio.wait([waiting, gone], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()


async def _send(found: Stretch, socket: WebSocket) -> None:
    if found.missed:
        await socket.send_text(f'{{"missed": {found.missed}}}')
    for entry in found.entries:
        await socket.send_text(entry.line())


async def _until_gone(socket: WebSocket) -> None:
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass  # nothing that a reader says is wanted


async def _first_token(socket: WebSocket) -> str:
    try:
        message = await asyncio.wait_for(socket.receive(), _TOKEN_WITHIN_S)
    except TimeoutError:
        return ""
    try:
        return msgspec.json.decode(message.get("text") or b"", type=_FirstMessage).token
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return ""
