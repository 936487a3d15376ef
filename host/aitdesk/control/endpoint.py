"""One thing that control can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from aitdesk.control.context import ControlContext

Act: TypeAlias = "Callable[[ControlContext, Request], Awaitable[Response]]"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One thing to ask: how, with what, and what comes of it."""

    method: str
    path: str
    act: Act
    answers: tuple[Any, ...]  # Structs, or what msgspec takes for a type and Python does not
    """The types that it may answer: StateParts for the whole state, none for a PNG."""

    body: Any = None  # as the answers
    """The type of the body, None when there is none."""

    query: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The first line of the function's docstring."""
        return (self.act.__doc__ or "").partition("\n")[0]
