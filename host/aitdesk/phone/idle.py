"""When a page is idle: one meaning for a single look, `POST /settle`, tests and smoke.

A page is idle when nothing of it is under way and it has been quiet for QUIET_MS: see docs/idle.md.
Sheets are apart: a page that waits for a person is as idle as it can be.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Final, TypedDict

from aitdesk.phone.prompts import HOLDS_PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

QUIET_MS: Final = 500
"""How long nothing may have happened."""

LOUD_MS: Final = 1_500
"""How long smoke waits for a page that never pauses: a game may call and log for ever."""

LOADING_MS: Final = 8_000
"""The same for one that sends for one file after the other: it may ask its server for ever."""

ANSWERED_MS: Final = 1_000
"""How long a page may take to tell what it shows; a script of it runs that long."""

DRAWN_MS: Final = 3_000
"""How long frames are waited for: a busy machine draws few."""

SPLASH_MS: Final = 2_500
"""How long a page may show nothing once it is idle: a splash is no blank screen."""

# Only a frame can show that the layout shifts.
_FRAMES: Final = 3


class PageLook(TypedDict):
    """What is known of a page at one moment, as `GET /page` tells it."""

    facts: Mapping[str, Any] | None
    """What it shows; None while a script of it runs."""

    at_ms: float
    """When this was, on the journal's clock."""

    moved_at_ms: float
    """When it last went to a document or had loaded one, 0 where that was long ago."""

    acted_at_ms: float
    """When it last called, logged or failed, 0 where that was long ago."""

    last_entry: int
    """Of the journal, by its id; 0 for none."""

    loads: int
    pending_calls: int
    requests: int
    prompts: Sequence[str]


def busy(look: PageLook, *, waited_ms: float, loud_ms: float = inf) -> str | None:
    """Return why the page is not idle, None when it is, or when all it waits for is a sheet.

    `waited_ms` is for how long it has been waited for: what was done last shows a moment later.
    """
    return under_way(look) or _restless(look, waited_ms=waited_ms, loud_ms=loud_ms)


def is_blank(look: PageLook, *, is_plain: bool) -> bool:
    """Return whether nothing is to be seen; `is_plain` says that every pixel is of one colour."""
    facts = look["facts"] or {}
    return is_plain and not (facts.get("text_length") or facts.get("large_pictures"))


def held_by(look: PageLook | None) -> str | None:
    """Return the dialog of the page's own that holds it, such as `alert`: no script goes on."""
    if look is None or look["facts"] is not None:
        return None
    return next((kind for kind in look["prompts"] if kind in HOLDS_PAGE), None)


def under_way(look: PageLook) -> str | None:
    """Return what has begun and not ended, None for nothing."""
    facts, calls = look["facts"], look["pending_calls"] - len(look["prompts"])
    if facts is None:
        return None if held_by(look) else "a script of the page runs and does not end"
    if not look["loads"]:
        return "the page has not finished loading"
    if facts.get("ready_state") != "complete":
        return f"the page has not finished loading (it is {facts.get('ready_state', 'not there')})"
    if calls > 0:
        return f"{calls} calls wait for their answer"
    if look["requests"]:
        return f"{look['requests']} requests are under way"
    return None


def _restless(look: PageLook, *, waited_ms: float, loud_ms: float) -> str | None:
    facts = look["facts"] or {}
    if _is_shifting(facts):
        return "the layout goes on shifting"
    if look["at_ms"] - look["moved_at_ms"] < QUIET_MS:
        return "the page goes on navigating"
    is_loud = look["at_ms"] - look["acted_at_ms"] < QUIET_MS and waited_ms < loud_ms
    if is_loud or waited_ms < QUIET_MS:
        return "the page goes on calling or logging"
    if facts.get("frames_since_shift", _FRAMES) in range(_FRAMES) and waited_ms < DRAWN_MS:
        return "the page is being drawn"
    return None


def _is_shifting(facts: Mapping[str, Any]) -> bool:
    shift_ms = facts.get("last_layout_shift_ms")
    if shift_ms is None:
        return False
    # A busy machine draws few frames; a page that nobody sees draws none.
    frames = facts.get("frames_since_shift")
    return facts["now_ms"] - shift_ms < QUIET_MS or (frames is not None and frames < _FRAMES)
