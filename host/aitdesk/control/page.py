"""What the page shows and what it still does: how a test knows that it may go on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec

from aitdesk.control.answer import json_response
from aitdesk.control.context import number
from aitdesk.errors import ControlError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from aitdesk.control.context import Reach

_PATIENCE_MS = 2_000
_LONGEST_MS = 60_000


async def get_page(reach: Reach, request: Request) -> Response:
    """Tell what the page shows, and what it waits for.

    `facts` is null when a script of the page runs for longer than `timeout_ms`. With `colors`,
    `is_plain` tells whether the page is of one colour.
    """
    timeout_ms = number(request, "timeout_ms", default=_PATIENCE_MS, most=_LONGEST_MS)
    session = reach.session
    if session.ended.is_set():
        raise ControlError("the window is closed", status=409, code="CLOSED")
    told: dict[str, object] = {"facts": await _facts(reach, timeout_s=timeout_ms / 1000)}
    if number(request, "colors", default=0, most=1):
        told["is_plain"] = await session.chrome.is_plain()
    told |= {
        "at_ms": session.journal.now_ms(),
        "last_entry": session.journal.entries[-1].id if session.journal.entries else 0,
        "loads": session.loads,
        "pending_calls": session.dispatch.pending,
        "requests": session.in_flight(),
        "prompts": [prompt.kind for prompt in session.shell.prompts.waiting],
        "has_ended": session.ended.is_set(),
    }
    return json_response(told)


async def _facts(reach: Reach, *, timeout_s: float) -> msgspec.Raw | None:
    asking = asyncio.ensure_future(reach.session.chrome.facts())
    ending = asyncio.ensure_future(reach.session.ended.wait())
    try:
        await asyncio.wait({asking, ending}, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        return msgspec.Raw(asking.result().encode()) if asking.done() else None
    finally:
        asking.cancel()
        ending.cancel()
