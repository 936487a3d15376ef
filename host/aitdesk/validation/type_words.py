"""What a type of msgspec wants, in words, and the types inside of it."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import inspect

Steps: TypeAlias = tuple[str | int, ...]
"""The keys and indices that lead to a place in a tree."""

_LIMITS = {
    "ge": "at least",
    "gt": "more than",
    "le": "at most",
    "lt": "less than",
    "min_length": "with a length of at least",
    "max_length": "with a length of at most",
    "pattern": "like",
}


def describe(info: inspect.Type) -> str:
    """Return in words what a type wants."""
    match info:
        case inspect.UnionType(types=types):
            return " or ".join(describe(each) for each in types if not _is_none(each))
        case inspect.LiteralType(values=values):
            return f"one of {', '.join(map(str, values))}"
        case inspect.EnumType(cls=kind):
            return f"one of {', '.join(str(each.value) for each in kind)}"
        case _:
            return _WORDS.get(type(info), "something else") + _limits(info)


_WORDS: dict[type[inspect.Type], str] = {
    inspect.BoolType: "true or false",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.StrType: "a text",
    inspect.StructType: "a table",
    inspect.DictType: "a table",
    inspect.ListType: "a list",
    inspect.VarTupleType: "a list",
    inspect.TupleType: "a list",
    inspect.SetType: "a list",
}


def _limits(info: inspect.Type) -> str:
    told = [
        f" {word} {limit}"
        for name, word in _LIMITS.items()
        if (limit := getattr(info, name, None)) is not None
    ]
    return " and".join(told)


def _is_none(info: inspect.Type) -> bool:
    return isinstance(info, inspect.NoneType)
