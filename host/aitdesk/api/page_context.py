"""What calls and subscriptions of one page share: phone, registry, journal, the way to the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from aitdesk.errors import ApiError, InvalidParams, Unavailable, Unimplemented
from aitdesk.value import UNDEFINED

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.api.decorators import Params
    from aitdesk.api.registry import Handler, Registry
    from aitdesk.journal import Journal
    from aitdesk.phone import SimulatedPhone
    from aitdesk.protocol.frames import ToPage
    from aitdesk.value import Json, Value


@dataclass
class PageContext:
    """What a page is answered with. `send` takes frames to it."""

    shell: SimulatedPhone
    registry: Registry
    journal: Journal
    send: Callable[[ToPage], None]
    strict: bool = False
    _told: set[str] = field(default_factory=set)

    def full(self, text: str) -> Unavailable:
        """Tell the developer once a document, and return what the page is told each time."""
        if text not in self._told:
            self._told.add(text)
            self.shell.problems.emit(f"{text}: more are refused")
        return Unavailable(text)

    def forget(self) -> None:
        """Begin with another document."""
        self._told.clear()

    async def delay(self, handler: Handler) -> None:
        """Wait as long as an answer of the handler takes while latency is on."""
        delay_ms = self.shell.latency.delay_ms(handler.family)
        await self.shell.clock.sleep(delay_ms / 1000)


def unimplemented(name: str) -> Unimplemented:
    """Return what is said of a name that nobody answers."""
    return Unimplemented(f"{name} is not answered by this shell (host/aitdesk/api/known_gaps.txt)")


def params_of(handler: Handler, args: Value) -> Params | None:
    """Return the arguments as the handler takes them. Raises InvalidParams."""
    if handler.params is None:
        return None
    try:
        return msgspec.convert(args, handler.params)
    # A member's name with half a surrogate pair cannot be looked up: msgspec does it in UTF-8.
    except (msgspec.ValidationError, UnicodeEncodeError) as problem:
        raise InvalidParams(f"{handler.name}: {problem}") from None


def shown(result: Value | ApiError) -> dict[str, Json]:
    """Return a result as the journal has it."""
    if isinstance(result, ApiError):
        return {"error": {"code": result.code, "message": result.message}}
    return {} if result is UNDEFINED else {"value": result}
