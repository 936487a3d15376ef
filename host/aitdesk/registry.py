"""The names that this shell answers. Decorators only mark a function; Registry collects them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar, cast

import msgspec

from aitdesk.shell.environment import ALWAYS, MinVersion
from aitdesk.value import UNDEFINED, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import ModuleType

    from aitdesk.errors import ApiError
    from aitdesk.shell import Shell
    from aitdesk.shell.permissions import Need

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


@dataclass(frozen=True, slots=True)
class Mark:
    """What a decorator notes on its function.

    `needs` is the permission that the host requires before the handler runs. Where the native
    shell swallows failures, a call that fails resolves to what `swallows` makes of them.
    """

    kind: Kind
    name: str
    gate: Gate = OPEN
    needs: Need | None = None
    swallows: Callable[[ApiError], Value] | None = None


def constant(name: str) -> Callable[[_Function], _Function]:
    """Mark `def (shell) -> Value`: a value that the page reads synchronously."""
    return _marking(Mark(Kind.CONSTANT, name))


def method(
    name: str,
    *,
    minimum: MinVersion = ALWAYS,
    gate: Gate | None = None,
    needs: Need | None = None,
    swallows: Callable[[ApiError], Value] | None = None,
) -> Callable[[_Function], _Function]:
    """Mark `async def (shell[, params]) -> Value`: one reply to one call."""
    return _marking(Mark(Kind.METHOD, name, gate or Gate(minimum), needs, swallows))


def event(
    name: str, *, minimum: MinVersion = ALWAYS, gate: Gate | None = None
) -> Callable[[_Function], _Function]:
    """Mark `async def (shell[, params])` yielding payloads: closing it is the unsubscribe.

    An ApiError that is yielded is told as one and ends nothing; one that is raised ends it.
    """
    return _marking(Mark(Kind.EVENT, name, gate or Gate(minimum)))


def _marking(mark: Mark) -> Callable[[_Function], _Function]:
    def note(function: _Function) -> _Function:
        setattr(function, _MARK, mark)
        return function

    return note


@dataclass(frozen=True, slots=True)
class Handler:
    """A marked function and the type of its parameters, None when it takes none."""

    mark: Mark
    function: Callable[..., object]
    params: type[Params] | None

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
        self._handlers: dict[tuple[Kind, str], Handler] = {}
        self._load = load
        self._families_of: dict[str, list[str]] = {}
        for family, names in (later or {}).items():
            for name in names:
                self._families_of.setdefault(name, []).append(family)
        self._extend(families)

    def find(self, kind: Kind, name: str) -> Handler | None:
        """Return the handler, None when this shell does not have the name."""
        if name in self._families_of:
            self._fetch([name])
        return self._handlers.get((kind, name))

    def all(self) -> list[Handler]:
        """Return every handler, in the order of the families."""
        self._fetch(list(self._families_of))
        return list(self._handlers.values())

    def constants(self, shell: Shell) -> dict[str, Value]:
        """Return the value of every constant."""
        return {
            handler.mark.name: handler.value(shell)
            for handler in self._handlers.values()
            if handler.mark.kind is Kind.CONSTANT
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
                    self._add(Handler(mark, function, _params_of(function)))

    def _add(self, handler: Handler) -> None:
        key = (handler.mark.kind, handler.mark.name)
        if key in self._handlers:
            raise ValueError(f"{key[0]} {key[1]!r} is registered twice")
        self._handlers[key] = handler


def _params_of(function: Callable[..., object]) -> type[Params] | None:
    annotation = function.__annotations__.get("params")
    if isinstance(annotation, str):
        annotation = function.__globals__[annotation]
    return cast("type[Params] | None", annotation)
