"""Waiting until a page has settled: loaded, answered, and quiet for a while."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aitdesk.journal import EntryKind

if TYPE_CHECKING:
    from aitdesk.journal import Entry
    from aitdesk.session.session import Session

QUIET_MS = 500
LIMIT_MS = 30_000
_LOOK_EVERY_S = 0.05

# The measurements of the native shell's own script go on for minutes; they are not the page's.
_NOT_THE_PAGE = frozenset({"debugLog"})


@dataclass
class Quiet:
    """Remembers when the page last did something; watches the journal."""

    last_ms: float = 0.0

    def __call__(self, entry: Entry) -> None:
        """Note the entry if it is the page's doing."""
        if entry.kind is not EntryKind.PROBLEM and entry.fields.get("name") not in _NOT_THE_PAGE:
            self.last_ms = entry.at_ms


async def settled(session: Session, *, limit_ms: int = LIMIT_MS) -> str | None:
    """Wait until nothing is under way and nothing has happened for 500 ms.

    Returns None, or what the page was still doing when the limit was reached, or as soon as all
    that is left is a sheet that nobody answers. A mini-app that closes itself has settled.
    """
    journal = session.journal
    quiet = Quiet(journal.now_ms())
    journal.watch(quiet)
    try:
        return await _settled(session, quiet, end_ms=journal.now_ms() + limit_ms)
    finally:
        journal.unwatch(quiet)


async def _settled(session: Session, quiet: Quiet, *, end_ms: float) -> str | None:
    journal = session.journal
    while not session.ended.is_set():
        requests = session.in_flight()
        waiting = _waiting(session, quiet, requests=requests)
        if waiting is None:
            return None
        if journal.now_ms() > end_ms or _is_stuck(session, quiet, requests=requests):
            return waiting
        await asyncio.sleep(_LOOK_EVERY_S)
    return None


def _waiting(session: Session, quiet: Quiet, *, requests: int) -> str | None:
    if session.loads == 0:
        return "the page has not finished loading"
    if session.shell.prompts.waiting:
        prompt = session.shell.prompts.waiting[0]
        asker = f" ({prompt.for_call})" if prompt.for_call else ""
        return f"the sheet '{prompt.kind}'{asker} waits for an answer"
    if session.dispatch.pending:
        return f"{session.dispatch.pending} calls wait for their answer"
    if requests:
        return f"{requests} requests are under way"
    if session.journal.now_ms() - quiet.last_ms < QUIET_MS:
        return "the page goes on calling, logging or navigating"
    return None


def _is_stuck(session: Session, quiet: Quiet, *, requests: int) -> bool:
    is_quiet = session.journal.now_ms() - quiet.last_ms >= QUIET_MS
    is_loaded = session.loads > 0 and not requests
    return is_loaded and is_quiet and bool(session.shell.prompts.waiting)
