"""The names that this shell answers, collected from the marks of their handlers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from aitdesk.api.decorators import HandlerKind, Mark, mark_of
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping
    from types import ModuleType

    from aitdesk.api.aliases import Spelling
    from aitdesk.api.decorators import Params
    from aitdesk.errors import ApiError
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json, Value


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

    def value(self, shell: SimulatedPhone) -> Value:
        """Return the value of a constant."""
        return cast("Value", self.function(shell))

    def answer(self, shell: SimulatedPhone, params: Params | None) -> Awaitable[Value]:
        """Start a method."""
        return cast("Awaitable[Value]", self._start(shell, params))

    def payloads(
        self, shell: SimulatedPhone, params: Params | None
    ) -> AsyncGenerator[Value | ApiError, None]:
        """Start an event."""
        return cast("AsyncGenerator[Value | ApiError, None]", self._start(shell, params))

    def _start(self, shell: SimulatedPhone, params: Params | None) -> object:
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
        self._handlers: dict[Line, dict[tuple[HandlerKind, str], Handler]] = {
            each: {} for each in Line
        }
        self._load = load
        self._families_of: dict[str, list[str]] = {}
        for family, names in (later or {}).items():
            for name in names:
                self._families_of.setdefault(name, []).append(family)
        self._extend(families)

    def find(self, kind: HandlerKind, name: str, *, line: Line = Line.GRANITE) -> Handler | None:
        """Return the handler, None when the shell of that line does not have the name."""
        if name in self._families_of:
            self._fetch([name])
        return self._handlers[line].get((kind, name))

    def all(self, line: Line = Line.GRANITE) -> list[Handler]:
        """Return every handler of a line, in the order of the families."""
        self._fetch(list(self._families_of))
        return list(self._handlers[line].values())

    def names(self, kind: HandlerKind) -> set[str]:
        """Return every name of a kind, whichever line has it."""
        self._fetch(list(self._families_of))
        return {name for each in self._handlers.values() for (its, name) in each if its is kind}

    def older_names(self) -> dict[str, str]:
        """Return the handler's own name for each name of SDK 3.x that differs from it."""
        self._fetch(list(self._families_of))
        return {
            name: handler.mark.name
            for handlers in self._handlers.values()
            for (_, name), handler in handlers.items()
            if name != handler.mark.name
        }

    def constants(
        self, shell: SimulatedPhone, line: Line = Line.GRANITE, *, is_own: bool = True
    ) -> dict[str, Value]:
        """Return the value of every constant of a line.

        For a page that is not the mini-app's own, those that are private are empty: the native
        shell's script before load reads some of them on every page, and ends where one is missing.
        """
        return {
            name: value if is_own or not handler.mark.is_private else _emptied(value)
            for (kind, name), handler in self._handlers[line].items()
            if kind is HandlerKind.CONSTANT
            for value in (handler.value(shell),)
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
                mark = mark_of(function)
                if mark is not None and function.__module__ == family.__name__:
                    self._add(mark, function)

    def _add(self, mark: Mark, function: Callable[..., object]) -> None:
        params = _params_of(function)
        for line in Line:
            for spelling in mark.spelt(line):
                key = (mark.kind, spelling.name)
                if key in self._handlers[line]:
                    raise ValueError(f"{mark.kind} {spelling.name!r} is registered twice")
                self._handlers[line][key] = Handler(mark, function, params, spelling)


def _params_of(function: Callable[..., object]) -> type[Params] | None:
    annotation = function.__annotations__.get("params")
    if isinstance(annotation, str):
        annotation = function.__globals__[annotation]
    return cast("type[Params] | None", annotation)


def _emptied(value: Value) -> Value:
    return {} if isinstance(value, dict) else ""
