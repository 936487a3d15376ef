"""The names that this shell answers. Decorators only mark a function; Registry collects them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar, cast

import msgspec

from aitdesk.line import Line
from aitdesk.shell.environment import ALWAYS, MinVersion
from aitdesk.spelling import Spelling
from aitdesk.value import UNDEFINED, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

    from aitdesk.errors import ApiError
    from aitdesk.shell import Shell
    from aitdesk.shell.permissions import Need
    from aitdesk.spelling import Args, Result
    from aitdesk.value import Json

_MARK = "__aitdesk_mark__"
_Function = TypeVar("_Function", bound=Callable[..., object])


class Params(msgspec.Struct, frozen=True):
    """Arguments of a call; an `array_like` subclass names the positional ones.

    Extra ones are ignored, as the native shell does (assumed).
    """


class Kind(StrEnum):
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

    def is_open(self, shell: Shell) -> bool:
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
    the page does so itself.
    """

    kind: Kind
    name: str
    gate: Gate = OPEN
    needs: Need | None = None
    swallows: Callable[[ApiError], Value] | None = None
    lines: tuple[Line, ...] = BOTH
    spellings: tuple[Spelling, ...] = ()

    def spelt(self, line: Line) -> list[Spelling]:
        """Return every name that the line has for it."""
        found = {self.name: Spelling(self.name)} if line in self.lines else {}
        if line is Line.WEBVIEW_BRIDGE:
            found |= {each.name: each for each in self.spellings}
        return list(found.values())


def constant(name: str) -> Callable[[_Function], _Function]:
    """Mark `def (shell) -> Value`: a value that the page reads synchronously.

    Only SDK 1.x and 2.x have it by that name; `in_3x` gives its key in 3.x.
    """
    return _marking(Mark(Kind.CONSTANT, name, lines=(Line.GRANITE,)))


def flag(name: str) -> Callable[[_Function], _Function]:
    """Mark a constant that only SDK 3.x has."""
    return _marking(Mark(Kind.CONSTANT, name, lines=(Line.WEBVIEW_BRIDGE,)))


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
    return _marking(Mark(Kind.METHOD, name, gate or Gate(minimum), needs, swallows, lines))


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
    return _marking(Mark(Kind.EVENT, name, gate or Gate(minimum), lines=lines))


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


def _marking(mark: Mark) -> Callable[[_Function], _Function]:
    def note(function: _Function) -> _Function:
        setattr(function, _MARK, mark)
        return function

    return note


@dataclass(frozen=True, slots=True)
class Handler:
    """A marked function as one line has it, and the type of its parameters, None without any."""

    mark: Mark
    function: Callable[..., object]
    params: type[Params] | None
    spelling: Spelling

    @property
    def name(self) -> str:
        """The name on the wire."""
        return self.spelling.name

    def arguments(self, args: list[Json]) -> list[Json]:
        """Return a message's arguments as the function takes them."""
        return args if self.spelling.args is None else self.spelling.args(args)

    def result(self, value: Value) -> Value:
        """Return what the function gave as the line answers it."""
        return value if self.spelling.result is None else self.spelling.result(value)

    @property
    def family(self) -> str:
        """The module of the api that it stands in, such as `storage`."""
        return self.function.__module__.rpartition(".")[2]

    def value(self, shell: Shell) -> Value:
        """Return the value of a constant."""
        return cast("Value", self.function(shell))

    def answer(self, shell: Shell, params: Params | None) -> Awaitable[Value]:
        """Start a method."""
        return cast("Awaitable[Value]", self._start(shell, params))

    def payloads(
        self, shell: Shell, params: Params | None
    ) -> AsyncGenerator[Value | ApiError, None]:
        """Start an event."""
        return cast("AsyncGenerator[Value | ApiError, None]", self._start(shell, params))

    def _start(self, shell: Shell, params: Params | None) -> object:
        return self.function(shell) if self.params is None else self.function(shell, params)


class Registry:
    """Handlers by kind and name.

    `later` has further families by their names, with the names that each answers; `load` gives
    them once one of those names is looked for, or all are.
    """

    def __init__(
        self,
        families: Iterable[ModuleType],
        *,
        later: Mapping[str, Iterable[str]] | None = None,
        load: Callable[[Iterable[str]], Iterable[ModuleType]] = lambda _: (),
    ) -> None:
        self._handlers: dict[tuple[Line, Kind, str], Handler] = {}
        self._load = load
        self._families_of: dict[str, list[str]] = {}
        for family, names in (later or {}).items():
            for name in names:
                self._families_of.setdefault(name, []).append(family)
        self._extend(families)

    def find(self, kind: Kind, name: str, *, line: Line = Line.GRANITE) -> Handler | None:
        """Return the handler, None when the shell of that line does not have the name."""
        if name in self._families_of:
            self._fetch([name])
        return self._handlers.get((line, kind, name))

    def all(self, line: Line = Line.GRANITE) -> list[Handler]:
        """Return every handler of a line, in the order of the families."""
        self._fetch(list(self._families_of))
        return [handler for (each, _, _), handler in self._handlers.items() if each is line]

    def names(self, kind: Kind) -> set[str]:
        """Return every name of a kind, whichever line has it."""
        self._fetch(list(self._families_of))
        return {name for (_, each, name) in self._handlers if each is kind}

    def older_names(self) -> dict[str, str]:
        """Return the handler's own name for each name of SDK 3.x that differs from it."""
        self._fetch(list(self._families_of))
        return {
            name: handler.mark.name
            for (line, _, name), handler in self._handlers.items()
            if line is Line.WEBVIEW_BRIDGE and name != handler.mark.name
        }

    def constants(self, shell: Shell, line: Line = Line.GRANITE) -> dict[str, Value]:
        """Return the value of every constant of a line."""
        return {
            name: handler.value(shell)
            for (each, kind, name), handler in self._handlers.items()
            if kind is Kind.CONSTANT and each is line
        }

    def _fetch(self, names: list[str]) -> None:
        wanted = dict.fromkeys(
            family for name in names for family in self._families_of.pop(name, ())
        )
        self._families_of = {
            name: left
            for name, families in self._families_of.items()
            if (left := [family for family in families if family not in wanted])
        }
        self._extend(self._load(wanted))

    def _extend(self, families: Iterable[ModuleType]) -> None:
        for family in families:
            for function in vars(family).values():
                mark = getattr(function, _MARK, None)
                if isinstance(mark, Mark) and function.__module__ == family.__name__:
                    self._add(mark, function)

    def _add(self, mark: Mark, function: Callable[..., object]) -> None:
        params = _params_of(function)
        for line in Line:
            for spelling in mark.spelt(line):
                key = (line, mark.kind, spelling.name)
                if key in self._handlers:
                    raise ValueError(f"{mark.kind} {spelling.name!r} is registered twice")
                self._handlers[key] = Handler(mark, function, params, spelling)


def _params_of(function: Callable[..., object]) -> type[Params] | None:
    annotation = function.__annotations__.get("params")
    if isinstance(annotation, str):
        annotation = function.__globals__[annotation]
    return cast("type[Params] | None", annotation)
