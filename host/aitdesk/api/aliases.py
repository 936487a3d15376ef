"""How SDK 3.x spells what the handlers answer: names, arguments and values that differ.

Declared data beside each handler, so that both lines share the rule behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from aitdesk.value import UNDEFINED, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.value import Json

    Args: TypeAlias = Callable[[list[Json]], list[Json]]
    Result: TypeAlias = Callable[[Value], Value]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name of SDK 3.x.

    `args` makes the handler's arguments of those in the message, `result` the line's answer of
    the handler's; None where they are the same.
    """

    name: str
    args: Args | None = None
    result: Result | None = None


def from_members(*names: str) -> Args:
    """Take positional arguments from the members of one object.

    Arguments that are positional already stay: 3.0 and 3.1 may send those (inferred).
    """

    def spread(args: list[Json]) -> list[Json]:
        if not args or not isinstance(args[0], dict):
            return args
        found: list[Json] = []
        for name in names:
            if name not in args[0]:
                break
            found.append(args[0][name])
        return found

    return spread


def wrapped_in(name: str) -> Args:
    """Put the one argument into a member of an object, where it is not in it yet."""

    def wrap(args: list[Json]) -> list[Json]:
        if not args or (isinstance(args[0], dict) and name in args[0]):
            return args
        return [{name: args[0]}, *args[1:]]

    return wrap


def as_member(name: str) -> Result:
    """Answer with an object that has the value as its member; undefined stays what it is."""

    def put(value: Value) -> Value:
        return UNDEFINED if value is UNDEFINED else {name: value}

    return put
