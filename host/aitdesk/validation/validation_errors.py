"""Every mistake in a tree of JSON, where msgspec tells the first and not under which key."""

from __future__ import annotations

import difflib
import json
import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from aitdesk.validation.type_words import Steps, describe, key_type, members_of, type_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aitdesk.value import Json

_TOLD = re.compile(r"(?P<text>.*?)(?: - at (?P<key>`key` in )?`\$(?P<path>[^`]*)`)?", re.DOTALL)
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(.*)`")
_SOME_KEY = "..."
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
    return _Search([deepcopy(value)], wanted).all()


def near(name: str, known: Iterable[str]) -> str:
    """Return words that name what was probably meant."""
    names = list(known)
    # The search takes the product of both lengths.
    found = difflib.get_close_matches(name, names, n=1) if len(name) <= _LONGEST_NAME else []
    if found:
        return f"; did you mean {found[0]}?"
    return f"; there is {', '.join(names)}" if names else ""


@dataclass(frozen=True, slots=True)
class _Problem:
    text: str
    steps: Steps
    """With `...` for a key that msgspec does not tell."""
    is_key: bool


@dataclass
class _Search:
    """Takes what is wrong out of the tree until nothing is. `tree` holds the value alone."""

    tree: list[Any]
    wanted: object
    found: list[Mistake] = field(default_factory=list)
    _taken: set[Steps] = field(default_factory=set)
    _indices: dict[int, list[int]] = field(default_factory=dict)
    """Of a list that something was taken out of: where its items stood."""

    def all(self) -> list[Mistake]:
        while len(self.found) < _MOST_TOLD and (problem := self._problem()) is not None:
            path = self._resolved(problem)
            unknown, missing = _UNKNOWN.fullmatch(problem.text), _MISSING.fullmatch(problem.text)
            if unknown:
                names = members_of(type_at(self.wanted, path))
                path = (*path, unknown[1])
                self._tell(path, f"no such key{near(unknown[1], names)}")
            elif missing:
                if (*self._original(path), missing[1]) not in self._taken:
                    self._tell(path, f"{missing[1]} is missing")
            else:
                path = path if _is_of_type(problem) else self._blamed(problem, path)
                self._tell(path, self._worded(problem, path))
            self._taken.add(self._original(path))
            if not path:
                break
            self._take_out(path)
        return self.found

    def _problem(self) -> _Problem | None:
        try:
            msgspec.convert(self.tree[0], self.wanted)
        except msgspec.ValidationError as error:
            told = _told(str(error))
            steps = tuple(
                name or (int(index) if index.isdecimal() else index)
                for name, index in _STEP.findall(told["path"] or "")
            )
            return _Problem(told["text"], steps, told["key"] is not None)
        return None

    def _resolved(self, problem: _Problem) -> Steps:
        """Return the path with every key in it: those that msgspec tells only as `...`."""
        path: Steps = ()
        here = self.tree[0]
        for depth, step in enumerate(problem.steps):
            known = step
            if step == _SOME_KEY and isinstance(here, dict):
                known = self._culprit(here, problem, depth=depth)
            path, here = (*path, known), here[known]
        if problem.is_key:
            path = (*path, self._culprit(here, problem, depth=len(problem.steps)))
        return path

    def _culprit(self, members: dict[str, Any], problem: _Problem, *, depth: int) -> str:
        kept = dict(members)
        try:
            for key, value in kept.items():
                members.clear()
                members[key] = value
                alone = self._problem()
                if alone is not None and alone.steps[: depth + 1] == problem.steps[: depth + 1]:
                    return key
        finally:
            members.clear()
            members.update(kept)
        raise AssertionError(f"no key of {list(kept)} is to blame for {problem}")

    def _blamed(self, problem: _Problem, path: Steps) -> Steps:
        """Return the place of the innermost value without which a State's rule would hold."""
        here = self._value(path)
        if not isinstance(here, (dict, list)):
            return path
        kept = here.copy()
        for step in kept if isinstance(kept, dict) else range(len(kept)):
            del here[step]
            without = self._problem()
            here.clear()
            _fill(here, kept)
            is_other = without is None or (without.text, without.steps) != (
                problem.text,
                problem.steps,
            )
            if is_other and (without is None or _MISSING.fullmatch(without.text) is None):
                return self._blamed(problem, (*path, step))
        return path

    def _value(self, path: Steps) -> Any:  # noqa: ANN401  # a tree of JSON
        here = self.tree[0]
        for step in path:
            here = here[step]
        return here

    def _take_out(self, path: Steps) -> None:
        here = self._value(path[:-1])
        if isinstance(here, list):
            indices = self._indices.setdefault(id(here), list(range(len(here))))
            del indices[int(path[-1])]
        del here[path[-1]]

    def _tell(self, path: Steps, text: str) -> None:
        self.found.append(Mistake(self._original(path), text))

    def _original(self, path: Steps) -> Steps:
        here, shown = self.tree[0], list(path)
        for depth, step in enumerate(path):
            if isinstance(here, list):
                shown[depth] = self._indices.get(id(here), range(len(here)))[int(step)]
            is_last = depth == len(path) - 1
            here = None if is_last else here[step]
        return tuple(shown)

    def _worded(self, problem: _Problem, path: Steps) -> str:
        if not _is_of_type(problem):
            return problem.text  # a State's own words
        if problem.is_key:
            known = describe(key_type(type_at(self.wanted, path[:-1])))
            return f"expected {known} as the key"
        found = _shown(self._value(path))
        return f"expected {describe(type_at(self.wanted, path))}, not {found}"


def _told(message: str) -> re.Match[str]:
    found = _TOLD.fullmatch(message)
    if found is None:
        raise AssertionError(f"msgspec says it otherwise now: {message}")
    return found


def _is_of_type(problem: _Problem) -> bool:
    return problem.text.startswith(("Expected `", "Invalid enum value "))


def _fill(empty: dict[str, Any] | list[Any], kept: dict[str, Any] | list[Any]) -> None:
    if isinstance(empty, dict) and isinstance(kept, dict):
        empty.update(kept)
    elif isinstance(empty, list) and isinstance(kept, list):
        empty.extend(kept)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
