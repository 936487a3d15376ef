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


def type_at(wanted: object, path: Steps) -> inspect.Type:
    """Return the type at a place of the tree."""
    here = inspect.type_info(wanted)
    for step in path:
        here = _inside(here, step)
    return here


def _inside(info: inspect.Type, step: str | int) -> inspect.Type:
    match info:
        case inspect.UnionType(types=types):
            inner = [_inside(each, step) for each in types]
            return next((each for each in inner if not _is_any(each)), inspect.AnyType())
        case inspect.StructType(fields=members):
            by_name = {each.encode_name: each.type for each in members}
            return by_name.get(str(step), inspect.AnyType())
        case inspect.DictType(value_type=inner) | inspect.ListType(item_type=inner):
            return inner
        case inspect.VarTupleType(item_type=inner) | inspect.SetType(item_type=inner):
            return inner
        case inspect.TupleType(item_types=inners) if isinstance(step, int):
            return inners[step]
        case _:
            return inspect.AnyType()


def _is_any(info: inspect.Type) -> bool:
    return isinstance(info, inspect.AnyType)


def key_type(info: inspect.Type) -> inspect.Type:
    """Return the type of a table's keys."""
    return info.key_type if isinstance(info, inspect.DictType) else inspect.AnyType()


def members_of(info: inspect.Type) -> list[str]:
    """Return the names of what may stand in it."""
    match info:
        case inspect.UnionType(types=types):
            return [name for each in types for name in members_of(each)]
        case inspect.StructType(fields=members):
            return [each.encode_name for each in members]
        case _:
            return []
