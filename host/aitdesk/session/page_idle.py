"""Looking at a page, and waiting until it is idle (`phone.idle`)."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

from aitdesk.errors import WindowGone
from aitdesk.journal import EntryKind
from aitdesk.phone.idle import ANSWERED_MS, QUIET_MS, SPLASH_MS, PageLook, busy, is_blank

if TYPE_CHECKING:
    from aitdesk.session.session import Session

LIMIT_MS = 30_000
_LOOK_EVERY_S = 0.05
_MOVES = frozenset({EntryKind.NAVIGATION, EntryKind.LOADED})
# The measurements of the native shell's own script go on for minutes; they are not the page's.
_NOT_THE_PAGE = "debugLog"


async def settled(session: Session, *, limit_ms: int = LIMIT_MS) -> str | None:
    """Wait until the page is idle.

    Returns None, or what the page was still doing when the limit was reached, or as soon as all
    that is left is a sheet that nobody answers. A mini-app that closes itself has settled.
    """
    began_ms = session.journal.now_ms()
    while not session.ended.is_set():
        try:
            found = await look(session, answered_ms=ANSWERED_MS)
        except WindowGone:
            break
        waited_ms = found["at_ms"] - began_ms
        reason = busy(found, waited_ms=waited_ms)
        if reason is None or waited_ms > limit_ms:
            return _sheet(session) or reason
        await asyncio.sleep(_LOOK_EVERY_S)
    return None


async def stays_blank(session: Session) -> bool:
    """Return whether nothing is to be seen of the page, and nothing comes."""
    until_ms = session.journal.now_ms() + SPLASH_MS
    while not session.ended.is_set():
        try:
            found = await look(session, answered_ms=ANSWERED_MS)
            is_plain = await session.chrome.is_plain()
        except WindowGone:
            break
        if not is_blank(found, is_plain=is_plain):
            return False
        if found["at_ms"] > until_ms:
            return True
        await asyncio.sleep(_LOOK_EVERY_S)
    return False


async def look(session: Session, *, answered_ms: float) -> PageLook:
    """Return what is known of the page now; wait so long for its scripts to let it answer."""
    facts = await _facts(session, answered_s=answered_ms / 1000)
    journal, requests = session.journal, session.in_flight()
    moved_at_ms, acted_at_ms = _lately(session)
    return {
        "facts": None if facts is None else json.loads(facts or "{}"),
        "at_ms": journal.now_ms(),
        "moved_at_ms": moved_at_ms,
        "acted_at_ms": acted_at_ms,
        "last_entry": journal.entries[-1].id if journal.entries else 0,
        "loads": session.loads,
        "pending_calls": session.dispatch.pending,
        "requests": requests,
        "prompts": [prompt.kind for prompt in session.shell.prompts.waiting],
    }


async def _facts(session: Session, *, answered_s: float) -> str | None:
    asking = asyncio.ensure_future(session.chrome.facts())
    ending = asyncio.ensure_future(session.ended.wait())
    try:
        either = asyncio.FIRST_COMPLETED
        await asyncio.wait({asking, ending}, timeout=answered_s, return_when=either)
        return asking.result() if asking.done() else None
    finally:
        asking.cancel()
        ending.cancel()


def _lately(session: Session) -> tuple[float, float]:
    """Return when the page last moved and acted, 0 each where that is longer ago than matters."""
    moved_at_ms = acted_at_ms = 0.0
    since_ms = session.journal.now_ms() - QUIET_MS
    for entry in reversed(session.journal.entries):
        if entry.at_ms < since_ms:
            break
        if entry.kind in _MOVES:
            moved_at_ms = max(moved_at_ms, entry.at_ms)
        elif entry.kind is not EntryKind.PROBLEM and entry.fields.get("name") != _NOT_THE_PAGE:
            acted_at_ms = max(acted_at_ms, entry.at_ms)
    return moved_at_ms, acted_at_ms


def _sheet(session: Session) -> str | None:
    if not session.shell.prompts.waiting:
        return None
    prompt = session.shell.prompts.waiting[0]
    asker = f" ({prompt.for_call})" if prompt.for_call else ""
    return f"the sheet '{prompt.kind}'{asker} waits for an answer"
