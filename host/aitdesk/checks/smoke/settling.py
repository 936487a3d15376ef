"""Waiting until a window is idle (`phone.idle`), and naming what it waits for where it is not."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from aitdesk.checks.smoke.sending import sending
from aitdesk.errors import Unreachable
from aitdesk.phone.idle import ANSWERED_MS, LOUD_MS, PageLook, busy, held_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aitdesk.checks.smoke.window import Noted, WindowClient

_EVERY_S = 0.06
_LOAD_BEGINS_MS = 1_500


@dataclass(frozen=True, slots=True)
class PageSettled:
    """How the waiting ended: `look` is the last one, None when the page did not answer at all.

    `waits_for` is None when it has settled. `has_ended` says that the window is closed or its page
    crashed.
    """

    look: PageLook | None
    waits_for: str | None
    has_ended: bool = False


@dataclass
class Settling:
    """Waits for one window. `is_sheet_left` after it: all that is left is a sheet."""

    window: WindowClient
    timeout_s: float
    is_served_here: bool = True
    excused: set[str] = field(default_factory=set)
    """What is not waited for any more: it was waited for before, in vain, and that is allowed."""

    async def wait(self, *, loads: int) -> PageSettled:
        """Wait until so many loads have ended and nothing is under way."""
        began_s, look = time.monotonic(), None
        while True:
            if self.window.ended.is_set() or self.window.crashed.is_set():
                return PageSettled(look, None, has_ended=True)
            left_s = began_s + self.timeout_s - time.monotonic()
            try:
                look = await self._look()
            except Unreachable as gone:
                return await self._gone(look, gone)
            if held_by(look):
                return PageSettled(look, None)
            passed_ms = (time.monotonic() - began_s) * 1000
            reason = waiting(self._own(look), self.window.noted, loads=loads, passed_ms=passed_ms)
            reason = reason or await self._sending(look, passed_ms)
            if reason is None or reason in self.excused:
                return PageSettled(look, None)
            if left_s <= 0:
                return PageSettled(look, reason)
            await asyncio.sleep(_EVERY_S)

    async def _sending(self, look: PageLook, passed_ms: float) -> str | None:
        requests, origin = self.window.requests, self.window.origin
        if requests is None:
            return None
        return await sending(
            requests, look, origin, passed_ms=passed_ms, is_served_here=self.is_served_here
        )

    def _own(self, look: PageLook) -> PageLook:
        # Control counts the requests of every window.
        return look if self.window.requests is None else {**look, "requests": 0}

    async def _look(self) -> PageLook:
        asked = await self.window.control.ask("GET", f"/page?timeout_ms={ANSWERED_MS}")
        return cast("PageLook", asked)

    async def _gone(self, look: PageLook | None, gone: Unreachable) -> PageSettled:
        # The journal ends a moment after its window does.
        try:
            await asyncio.wait_for(self.window.ended.wait(), 1)
        except TimeoutError:
            return PageSettled(look, str(gone))
        return PageSettled(look, None, has_ended=True)


def waiting(look: PageLook, noted: Sequence[Noted], *, loads: int, passed_ms: float) -> str | None:
    """Return what the page still does, None for nothing; a sheet that is left alone counts not."""
    has_begun = look["loads"] and passed_ms > _LOAD_BEGINS_MS
    if look["facts"] is not None and look["loads"] < loads and not has_begun:
        return "the page has not finished loading"
    if (reason := busy(look, waited_ms=passed_ms, loud_ms=LOUD_MS)) is not None:
        return reason
    if noted and noted[-1].entry["id"] < look["last_entry"]:
        return "its journal is not read to the end"
    return None
