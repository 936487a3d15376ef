"""What the endpoints of control act on."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from aitdesk.errors import ControlError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from aitdesk.control.journal_cursor import Tail
    from aitdesk.control.requests import WindowBody
    from aitdesk.partner import PartnerDoor
    from aitdesk.session.session import Session
    from aitdesk.value import Json

_MOST_DIGITS = 15


class Opens(Protocol):
    """What opens another window; the run implements it.

    Returns where that window's control is, and its page: {url, token, page, origin}. `arrange`
    gets the session before its page begins. Raises ConfigError for an option that does not fit.
    """

    async def __call__(
        self, wanted: WindowBody, arrange: Callable[[Session], Awaitable[None]]
    ) -> dict[str, Json]:
        """Open it."""
        ...


@dataclass
class ControlContext:
    """What the endpoints act on. `patching` keeps two patches from mixing."""

    session: Session
    tail: Tail
    opens: Opens | None = None
    """None where the run has one window."""

    partner: PartnerDoor | None = None
    """None where there is no place for certificates."""

    patching: asyncio.Lock = field(default_factory=asyncio.Lock)


def number(request: Request, name: str, *, default: int, most: int | None) -> int:
    """Return a number of the query, at most `most`. Raises ControlError for anything else."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit():
        raise ControlError(f"{name} {text!r} is no whole number", status=422, code="INVALID")
    number = int(text[:_MOST_DIGITS])
    return number if most is None else min(number, most)
