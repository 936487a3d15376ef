"""What the decorators of the handlers note on them: kind, name, line, gate, permission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from aitdesk.api.aliases import Spelling
from aitdesk.phone.environment import ALWAYS, MinVersion
from aitdesk.protocol.line import Line
from aitdesk.protocol.sdk_line import SDK_LINES
from aitdesk.value import UNDEFINED, Value

if TYPE_CHECKING:
    from aitdesk.api.aliases import Args, Result
    from aitdesk.errors import ApiError
    from aitdesk.phone import SimulatedPhone
    from aitdesk.phone.need import Need

_MARK = "__aitdesk_mark__"
_Function = TypeVar("_Function", bound=Callable[..., object])


class Params(msgspec.Struct, frozen=True):
    """Arguments of a call; an `array_like` subclass names the positional ones.

    Extra ones are ignored, as the native shell does (assumed).
    """


class HandlerKind(StrEnum):
    """How a name is reached."""

    CONSTANT = "constant"  # known before the page's first script
    METHOD = "method"  # one call, one reply
    EVENT = "event"  # a subscription


@dataclass(frozen=True, slots=True)
class Gate:
    """Where a name is there at all: from which Toss version on, and whether in the sandbox.

    Below it a method resolves to `below`, and an event stays silent; where `refuses` is given
    they fail with what it returns instead.
    """

    minimum: MinVersion = ALWAYS
    is_only_in_toss: bool = False
    below: Value = UNDEFINED
    refuses: Callable[[], ApiError] | None = None

    def is_open(self, shell: SimulatedPhone) -> bool:
        """Tell whether the name is there."""
        see = shell.environment.shows_ads if self.is_only_in_toss else shell.environment.supports
        return see(self.minimum)


OPEN: Final = Gate()
BOTH: Final = tuple(Line)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a decorator notes on its function.

    `lines` have the name as it is; `spellings` are those of SDK 3.x that differ. `needs` is the
    permission that the host requires before the handler runs. Where the native shell of SDK 1.x
    and 2.x swallows failures, a call that fails resolves to what `swallows` makes of them; in 3.x
    the page does so itself. A constant that `is_private` is the mini-app's own pages' alone.
    """

    kind: HandlerKind
    name: str
    gate: Gate = OPEN
    needs: Need | None = None
    swallows: Callable[[ApiError], Value] | None = None
    lines: tuple[Line, ...] = BOTH
    spellings: tuple[Spelling, ...] = ()
    is_private: bool = False

    def spelt(self, line: Line) -> list[Spelling]:
        """Return every name that the line has for it."""
        found = {self.name: Spelling(self.name)} if line in self.lines else {}
        if SDK_LINES[line].has_spellings:
            found |= {each.name: each for each in self.spellings}
        return list(found.values())


def constant(name: str, *, is_private: bool = False) -> Callable[[_Function], _Function]:
    """Mark `def (shell) -> Value`: a value that the page reads synchronously.

    Only SDK 1.x and 2.x have it by that name; `in_3x` gives its key in 3.x. One that `is_private`
    says who the person, or which the run, is: to pages of another origin it reads "".
    """
    return _marking(Mark(HandlerKind.CONSTANT, name, is_private=is_private, lines=(Line.GRANITE,)))


def flag(name: str, *, is_private: bool = False) -> Callable[[_Function], _Function]:
    """Mark a constant, most often a flag, that only SDK 3.x has; `is_private` as of a constant."""
    return _marking(
        Mark(HandlerKind.CONSTANT, name, is_private=is_private, lines=(Line.WEBVIEW_BRIDGE,))
    )


def method(  # declared data, each by its name
    name: str,
    *,
    line: Line | None = None,
    minimum: MinVersion = ALWAYS,
    gate: Gate | None = None,
    needs: Need | None = None,
    swallows: Callable[[ApiError], Value] | None = None,
) -> Callable[[_Function], _Function]:
    """Mark `async def (shell[, params]) -> Value`: one reply to one call.

    Without a `line` both have it.
    """
    lines = BOTH if line is None else (line,)
    return _marking(Mark(HandlerKind.METHOD, name, gate or Gate(minimum), needs, swallows, lines))


def event(
    name: str,
    *,
    line: Line | None = None,
    minimum: MinVersion = ALWAYS,
    gate: Gate | None = None,
) -> Callable[[_Function], _Function]:
    """Mark `async def (shell[, params])` yielding payloads: closing it is the unsubscribe.

    An ApiError that is yielded is told as one and ends nothing; one that is raised ends it.
    Without a `line` both have it.
    """
    lines = BOTH if line is None else (line,)
    return _marking(Mark(HandlerKind.EVENT, name, gate or Gate(minimum), lines=lines))


def in_3x(
    name: str | None = None, *, args: Args | None = None, result: Result | None = None
) -> Callable[[_Function], _Function]:
    """Say above another mark how SDK 3.x spells the name, its arguments or its answer."""

    def note(function: _Function) -> _Function:
        mark: Mark = getattr(function, _MARK)
        spelling = Spelling(name or mark.name, args, result)
        setattr(function, _MARK, replace(mark, spellings=(*mark.spellings, spelling)))
        return function

    return note


def mark_of(function: object) -> Mark | None:
    """Return what is noted on it, None for what is no handler."""
    found = getattr(function, _MARK, None)
    return found if isinstance(found, Mark) else None


def _marking(mark: Mark) -> Callable[[_Function], _Function]:
    def note(function: _Function) -> _Function:
        setattr(function, _MARK, mark)
        return function

    return note
