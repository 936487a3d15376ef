"""What a page still sends for, by the engine's own account of its window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aitdesk.phone.idle import LOADING_MS, QUIET_MS

if TYPE_CHECKING:
    from aitdesk.checks.smoke.traffic import Requests
    from aitdesk.phone.idle import PageLook

_LOST_MS: Final = 2_000
"""How long nothing may move before the account is taken to lack the end of a request."""


async def sending(
    requests: Requests, look: PageLook, origin: str, *, passed_ms: float, is_served_here: bool
) -> str | None:
    """Return what the page waits for or goes on sending for, None for nothing.

    A page that asks its server for ever is idle after LOADING_MS, in a moment in which it waits
    for nothing: one that asks for the next file as soon as it has the last has no such moment,
    however slow the machine is.
    """
    is_told = await requests.fence()  # a busy machine tells late what the page has sent for
    pending = [url for url in requests.own_pending(origin) if _is_open(url, look)]
    if not is_told and not pending:
        return "the engine does not tell what the page sends for"
    idle_ms = (time.monotonic() - requests.changed_s) * 1000
    if passed_ms < LOADING_MS:
        is_sending, is_lost = idle_ms < QUIET_MS, False
    else:
        is_sending = not pending and await _goes_on(requests)
        # What is served here is always answered; the engine's account may lack an end.
        is_lost = is_told and is_served_here and not look["requests"] and idle_ms >= _LOST_MS
    if is_sending:
        return "the page goes on sending for files"
    if pending and not is_lost:
        return f"the request for {urlsplit(pending[0]).path} is not answered"
    return None


async def _goes_on(requests: Requests) -> bool:
    changed_s = requests.changed_s
    return not await requests.fence() or requests.changed_s != changed_s


def _is_open(url: str, look: PageLook) -> bool:
    """Return whether the document knows of no answer: the engine's account may lack an end."""
    return all(each["url"] != url for each in (look["facts"] or {}).get("resources", ()))
