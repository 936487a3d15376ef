"""What the page shows and what it still does: how a test knows that it may go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.control.answer import json_response
from aitdesk.control.context import number
from aitdesk.errors import ControlError
from aitdesk.phone.idle import under_way
from aitdesk.session.page_idle import look

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from aitdesk.control.context import ControlContext

_PATIENCE_MS = 2_000
_LONGEST_MS = 60_000


async def get_page(context: ControlContext, request: Request) -> Response:
    """Tell what the page shows, and what is under way.

    `facts` is null when a script of the page runs for longer than `timeout_ms`. With `colors`,
    `is_plain` tells whether the page is of one colour.
    """
    answered_ms = number(request, "timeout_ms", default=_PATIENCE_MS, most=_LONGEST_MS)
    session = context.session
    if session.ended.is_set():
        raise ControlError("the window is closed", status=409, code="CLOSED")
    found = await look(session, answered_ms=answered_ms)
    told: dict[str, object] = {
        **found,
        "under_way": under_way(found),
        "has_ended": session.ended.is_set(),
    }
    if number(request, "colors", default=0, most=1):
        told["is_plain"] = await session.chrome.is_plain()
    return json_response(told)
