"""Waiting until a window has settled, and naming what it waits for where it does not."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlsplit

from aitdesk.errors import Unreachable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aitdesk.checks.smoke.window import Noted, WindowClient

Look: TypeAlias = "Mapping[str, Any]"
"""What `GET /page` tells."""

QUIET_MS: Final = 250
LOUD_MS: Final = 1_500
"""How long a page that never pauses is watched: a game may call and log for ever."""

LOADING_MS: Final = 8_000
"""The same for one that sends for one file after the other: it may ask its server for ever."""

_EVERY_S = 0.06
_ANSWERED_MS = 1_000
_LOAD_BEGINS_MS = 1_500
_FRAMES = 3
# The measurements of the native shell's own script go on for minutes; they are not the page's.
_NOT_THE_PAGE = frozenset({"debugLog"})
_LOADING = frozenset({"navigation", "loaded"})
_NO_ACT = frozenset({"problem", "missing", "state", "prompt"})


@dataclass(frozen=True, slots=True)
class PageSettled:
    """How the waiting ended: `look` is the last one, None when the page did not answer at all.

    `waits_for` is None when it has settled. `has_ended` says that the window is closed or its page
    crashed.
    """

    look: Look | None
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
            passed_ms = (time.monotonic() - began_s) * 1000
            reason = waiting(look, self.window.noted, loads=loads, passed_ms=passed_ms)
            reason = reason or await self._sending(look, passed_ms=passed_ms)
            if reason is None or reason in self.excused:
                return PageSettled(look, None)
            if left_s <= 0:
                return PageSettled(look, reason)
            await asyncio.sleep(_EVERY_S)

    async def _sending(self, look: Look, *, passed_ms: float) -> str | None:
        requests = self.window.requests
        if requests is None:
            return f"{look['requests']} requests are under way" if look["requests"] else None
        # A busy machine tells late what the page has sent for.
        if not await requests.fence():
            return "the engine does not tell what the page sends for"
        idle_ms = (time.monotonic() - requests.changed_s) * 1000
        if idle_ms < QUIET_MS and passed_ms < LOADING_MS:
            return "the page goes on sending for files"
        pending = [url for url in requests.own_pending(self.window.origin) if _is_open(url, look)]
        # What is served here is always answered; the engine's account may lack an end.
        if pending and (look["requests"] or passed_ms < LOADING_MS or not self.is_served_here):
            return f"the request for {urlsplit(pending[0]).path} is not answered"
        return None

    async def _look(self) -> Look:
        asked: Look = await self.window.control.ask("GET", f"/page?timeout_ms={_ANSWERED_MS}")
        return asked

    async def _gone(self, look: Look | None, gone: Unreachable) -> PageSettled:
        # The journal ends a moment after its window does.
        try:
            await asyncio.wait_for(self.window.ended.wait(), 1)
        except TimeoutError:
            return PageSettled(look, str(gone))
        return PageSettled(look, None, has_ended=True)


def waiting(look: Look, noted: Sequence[Noted], *, loads: int, passed_ms: float) -> str | None:
    """Return what the page still does, None for nothing; a sheet that is left alone counts not."""
    facts = look["facts"]
    if facts is None:
        return "a script of the page runs and does not end"
    if (reason := _loading(look, loads=loads, passed_ms=passed_ms)) is not None:
        return reason
    sheets = len(look["prompts"])
    if look["pending_calls"] > sheets:
        return f"{look['pending_calls'] - sheets} calls wait for their answer"
    if _is_shifting(facts):
        return "the layout goes on shifting"
    # Only a frame can show a shift, and a busy machine draws few.
    if facts.get("frames_since_shift", _FRAMES) in range(_FRAMES) and passed_ms < 2 * LOUD_MS:
        return "the page is being drawn"
    return _doing(look, noted, passed_ms=passed_ms)


def _loading(look: Look, *, loads: int, passed_ms: float) -> str | None:
    facts = look["facts"]
    if look["loads"] < loads and not (look["loads"] and passed_ms > _LOAD_BEGINS_MS):
        return "the page has not finished loading"
    if facts.get("ready_state") != "complete":
        return f"the page has not finished loading (it is {facts.get('ready_state', 'not there')})"
    return None


def _is_open(url: str, look: Look) -> bool:
    """Return whether the document knows of no answer: the engine's account may lack an end."""
    return all(each["url"] != url for each in look["facts"].get("resources", ()))


def _is_shifting(facts: Mapping[str, Any]) -> bool:
    shift_ms = facts.get("last_layout_shift_ms")
    if shift_ms is None:
        return False
    # A busy machine draws few frames; a page that nobody sees draws none.
    frames = facts.get("frames_since_shift")
    return facts["now_ms"] - shift_ms < QUIET_MS or (frames is not None and frames < _FRAMES)


def _doing(look: Look, noted: Sequence[Noted], *, passed_ms: float) -> str | None:
    if noted and noted[-1].entry["id"] < look["last_entry"]:
        return "its journal is not read to the end"
    last_load_ms = last_act_ms = 0.0
    for each in reversed(noted):
        entry = each.entry
        if entry["kind"] in _LOADING:
            last_load_ms = last_load_ms or entry["at_ms"]
        elif entry["kind"] not in _NO_ACT and entry.get("name") not in _NOT_THE_PAGE:
            last_act_ms = last_act_ms or entry["at_ms"]
        if last_load_ms and last_act_ms:
            break
    if look["at_ms"] - last_load_ms < QUIET_MS:
        return "the page goes on navigating"
    if passed_ms < LOUD_MS and (passed_ms < QUIET_MS or look["at_ms"] - last_act_ms < QUIET_MS):
        return "the page goes on calling or logging"
    return None
