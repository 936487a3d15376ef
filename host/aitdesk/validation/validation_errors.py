"""Every mistake in a tree of JSON, each at its place: msgspec itself tells the first."""

from __future__ import annotations

import difflib
import json
import re
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from itertools import islice, repeat
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

import msgspec
from msgspec.inspect import type_info

from aitdesk.validation.type_words import Steps, describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from aitdesk.value import Json

_LONGEST_SHOWN = 60
_LONGEST_NAME = 100  # that could be a slip of one that there is
_MOST_TOLD = 100


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a place: the keys and indices that lead to it, and one line."""

    path: Steps
    text: str

    def line(self) -> str:
        """Return both as one line."""
        return f"{dotted(self.path)}: {self.text}" if self.path else self.text


def dotted(path: Steps) -> str:
    """Return a path as it is written in TOML, with indices in brackets."""
    shown = ""
    for step in path:
        match step:
            case int():
                shown += f"[{step}]"
            case _:
                name = step if re.fullmatch(r"[\w-]+", step) else json.dumps(step)
                shown += f".{name}" if shown else name
    return shown


def find_mistakes(value: Json, wanted: object) -> list[Mistake]:
    """Return what keeps the value from being of the wanted type; nothing when it is.

    Of very many mistakes the first hundred.
    """
    return list(islice(_mistakes(value, wanted, ()), _MOST_TOLD))


def near(name: str, known: Iterable[str]) -> str:
    """Return words that name what was probably meant."""
    names = list(known)
    # The search takes the product of both lengths.
    found = difflib.get_close_matches(name, names, n=1) if len(name) <= _LONGEST_NAME else []
    if found:
        return f"; did you mean {found[0]}?"
    return f"; there is {', '.join(names)}" if names else ""


def _mistakes(value: Any, wanted: Any, path: Steps) -> Iterator[Mistake]:  # noqa: ANN401  # JSON, a type
    if _refusal(value, wanted) is None:
        return
    found = list(islice(_inner(value, _plain(wanted, value), path), _MOST_TOLD))
    yield from found
    if len(found) == _MOST_TOLD:
        return
    left = _without(value, [each.path[len(path) :] for each in found])
    while isinstance(cause := _cause(left, wanted), ValueError):  # a State's own words
        at = _blamed(left, partial(_holds, wanted, str(cause)))
        found.append(Mistake((*path, *at), str(cause)))
        yield found[-1]
        if not at:
            return
        left = _without(left, [at])
    if not found:
        yield Mistake(path, f"expected {describe(type_info(wanted))}, not {_shown(value)}")


def _cause(value: object, wanted: Any) -> BaseException | None:  # noqa: ANN401  # a type
    refusal = _refusal(value, wanted)
    return None if refusal is None else refusal.__cause__


def _without(value: Any, places: list[Steps]) -> Any:  # noqa: ANN401  # JSON
    """Return a copy in which nothing stands at these places."""
    left = deepcopy(value)
    # The last of a list goes first, so that the others stay where they are.
    for *way, last in sorted((each for each in places if each), key=_last, reverse=True):
        here = left
        for step in way:
            here = here[step]
        del here[last]
    return left


def _last(place: Steps) -> tuple[str, ...]:
    return tuple(f"{step:09}" if isinstance(step, int) else step for step in place)


def _refusal(value: object, wanted: Any) -> msgspec.ValidationError | None:  # noqa: ANN401  # a type
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as problem:
        return problem
    return None


def _plain(wanted: Any, value: object) -> Any:  # noqa: ANN401  # types
    """Return the type without its limits; of a choice, the one of the value's shape."""
    if get_origin(wanted) is Annotated:
        return _plain(get_args(wanted)[0], value)
    if get_origin(wanted) not in (Union, UnionType):
        return wanted
    others = [_plain(each, value) for each in get_args(wanted) if each is not NoneType]
    return next((each for each in others if _is_tree(each) and _fits(value, each)), others[0])


def _fits(value: object, wanted: Any) -> bool:  # noqa: ANN401  # a type
    is_table = _is_struct(wanted) or get_origin(wanted) is dict
    return isinstance(value, dict) if is_table else isinstance(value, list)


def _is_tree(wanted: Any) -> bool:  # noqa: ANN401  # a type
    return _is_struct(wanted) or get_origin(wanted) is dict or _is_list(wanted)


def _is_list(wanted: Any) -> bool:  # noqa: ANN401  # a type
    return get_origin(wanted) in (list, tuple, set, frozenset)


def _is_struct(wanted: Any) -> bool:  # noqa: ANN401  # a type
    return isinstance(wanted, type) and issubclass(wanted, msgspec.Struct)


def _inner(value: Any, wanted: Any, path: Steps) -> Iterator[Mistake]:  # noqa: ANN401  # JSON, a type
    """Yield the mistakes of what is in the value, where it can hold anything."""
    if _is_struct(wanted) and isinstance(value, dict):
        yield from _of_members(value, wanted, path)
    elif get_origin(wanted) is dict and isinstance(value, dict):
        keys, values = get_args(wanted)
        for key, member in value.items():
            if _refusal(key, keys) is None:
                yield from _mistakes(member, values, (*path, key))
            else:
                yield Mistake((*path, key), f"expected {describe(type_info(keys))} as the key")
    elif _is_list(wanted) and isinstance(value, list):
        types = get_args(wanted)
        is_fixed = get_origin(wanted) is tuple and types[-1] is not ...
        of_each = types if is_fixed else repeat(types[0])
        for index, (member, of) in enumerate(zip(value, of_each, strict=False)):
            yield from _mistakes(member, of, (*path, index))


def _of_members(
    value: Mapping[str, Any], wanted: type[msgspec.Struct], path: Steps
) -> Iterator[Mistake]:
    fields = {each.encode_name: each for each in msgspec.structs.fields(wanted)}
    for key, member in value.items():
        if key in fields:
            yield from _mistakes(member, fields[key].type, (*path, key))
        elif wanted.__struct_config__.forbid_unknown_fields:
            yield Mistake((*path, key), f"no such key{near(key, fields)}")
    missing = [name for name, each in fields.items() if each.required and name not in value]
    if missing:
        yield Mistake(path, f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing")


def _holds(wanted: Any, words: str, value: object) -> bool:  # noqa: ANN401  # a type
    """Return whether a State's rule, known by its words, is kept by a value that is whole."""
    refusal = _refusal(value, wanted)
    is_other = refusal is not None and isinstance(refusal.__cause__, ValueError)
    return refusal is None or (is_other and str(refusal.__cause__) != words)


def _blamed(value: Any, holds: Callable[[Any], bool]) -> Steps:  # noqa: ANN401  # JSON
    """Return the way to the innermost value without which a rule would hold."""
    steps = (
        list(value)
        if isinstance(value, dict)
        else range(len(value))
        if isinstance(value, list)
        else ()
    )
    for step in steps:
        without = value.copy()
        del without[step]
        if holds(without):
            return (
                step,
                *_blamed(value[step], partial(_holds_with, holds, value, step)),
            )
    return ()


def _holds_with(holds: Callable[[Any], bool], whole: Any, step: str | int, member: object) -> bool:  # noqa: ANN401  # JSON
    changed = whole.copy()
    changed[step] = member
    return holds(changed)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
