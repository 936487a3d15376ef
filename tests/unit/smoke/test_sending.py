"""What a page still sends for, whatever the time."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

import pytest

from aitdesk.checks.smoke.sending import sending
from aitdesk.checks.smoke.traffic import Requests

if TYPE_CHECKING:
    from aitdesk.phone.idle import PageLook

ORIGIN: Final = "https://sample.apps.tossmini.com"
SENT: Final = {"7": f"{ORIGIN}/img/301.svg"}
SENDING: Final = "the page goes on sending for files"
WAITING: Final = "the request for /img/301.svg is not answered"


def look(*, requests: int = 0) -> PageLook:
    return {
        "facts": {"ready_state": "complete"},
        "at_ms": 2_000.0,
        "moved_at_ms": 0.0,
        "acted_at_ms": 0.0,
        "last_entry": 7,
        "loads": 1,
        "pending_calls": 0,
        "requests": requests,
        "prompts": [],
    }


def said(requests: Requests, *, passed_ms: float, at_server: int = 0) -> str | None:
    return asyncio.run(
        sending(
            requests, look(requests=at_server), ORIGIN, passed_ms=passed_ms, is_served_here=True
        )
    )


def ago(ms: float) -> float:
    return time.monotonic() - ms / 1000


@pytest.mark.parametrize(
    ("pending", "changed_ms", "passed_ms", "at_server", "text"),
    [
        ({}, 60_000, 1_000, 0, None),
        ({}, 10, 1_000, 0, SENDING),
        ({}, 10, 9_000, 0, None),
        (SENT, 60_000, 1_000, 0, WAITING),
        # The next one of a chain, on a machine that needs longer for the whole.
        (SENT, 10, 9_000, 0, WAITING),
        (SENT, 60_000, 9_000, 1, WAITING),
        # All are answered, and the account lacks an end.
        (SENT, 60_000, 9_000, 0, None),
    ],
)
def test_a_page_is_waited_for_while_it_waits_for_a_file(
    pending: dict[str, str], changed_ms: float, passed_ms: float, at_server: int, text: str | None
) -> None:
    requests = Requests(pending=dict(pending), changed_s=ago(changed_ms))
    assert said(requests, passed_ms=passed_ms, at_server=at_server) == text


def test_a_page_that_sends_for_the_next_at_once_is_not_idle_in_between() -> None:
    requests = Requests(changed_s=ago(60_000))
    told = iter([{}, SENT])

    async def fence() -> bool:
        pending = next(told)
        if pending:
            requests.pending, requests.changed_s = dict(pending), time.monotonic()
        return True

    requests.fence = fence
    assert said(requests, passed_ms=9_000) == SENDING


def test_a_page_whose_engine_tells_nothing_is_not_idle() -> None:
    async def fence() -> bool:
        return False

    assert said(Requests(fence=fence), passed_ms=1_000) == (
        "the engine does not tell what the page sends for"
    )
