"""Reads the plain values of a `granite.config` or `apps-in-toss.config` file without running it.

TypeScript can say more than this understands: a value that is not written out as a literal, or
as a constant of the same file, is left out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

from aitdesk.text.well_formed import well_formed

Literal: TypeAlias = "bool | float | str | list[Literal] | dict[str, Literal] | None"

_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<text>"(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | `(?:\\.|[^`\\])*`)
      | (?P<open>"(?:\\.|[^"\\\n])* | '(?:\\.|[^'\\\n])* | `(?:\\.|[^`\\])* | /\*.*)
      | (?P<word>[\w$.]+)
      | (?P<mark>.)""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,5})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_DEEPEST = 100
_CLOSING = {"{": "}", "[": "]", "(": ")"}
_END = ("mark", "")
_ENDS = frozenset({*_CLOSING.values(), ""})
_WORDS: dict[str, Literal] = {"true": True, "false": False, "null": None}


class _Opaque(Exception):  # says "not a literal", inside this module only
    """The value cannot be told without running the file."""


def read_config(source: str) -> dict[str, Literal]:
    """Return the object in the source that has an `appName`, else one that has a `brand`, else {}.

    Members whose values are no literals are absent; an array with such an element is absent.
    """
    scan = _LiteralScan([token for token in _tokens(source) if token[0] != "skip"])
    objects = [
        scan.read_object(index)[0]
        for index, token in enumerate(scan.tokens)
        if token == ("mark", "{")
    ]
    for member, kind in (("appName", str), ("brand", dict)):
        for found in objects:
            if found.get(member) and isinstance(found[member], kind):
                return found
    return {}


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each token.

    A quote that nothing closes is a mark of its own. What was once looked for in vain, to the end
    of a line or of all, is not looked for again before there, so that a file takes time by its
    length.
    """
    in_vain: dict[str, int] = {}
    at = 0
    while at < len(source):
        found = None
        opening = "/*" if source.startswith("/*", at) else source[at]
        if at >= in_vain.get(opening, 0):
            found = _TOKEN.match(source, at)
        if found is not None and found.lastgroup == "open":
            in_vain[opening] = found.end()
            found = None
        yield ("mark", source[at]) if found is None else (str(found.lastgroup), found.group())
        at = at + 1 if found is None else found.end()


def _partners(tokens: list[tuple[str, str]]) -> dict[int, int]:
    """Return where each opening mark is closed, for those that are."""
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for index, (kind, text) in enumerate(tokens):
        if kind == "mark" and text in _CLOSING:
            waiting.append(index)
        elif kind == "mark" and waiting and text == _CLOSING[tokens[waiting[-1]][1]]:
            partners[waiting.pop()] = index
    return partners


class _LiteralScan:
    """A literal reader over one file's tokens; each read returns the value and the next index.

    Every object is read once, and none is read into others more than 100 deep: it counts as no
    literal there.
    """

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self._partners = _partners(tokens)
        self._objects: dict[int, tuple[dict[str, Literal], int]] = {}
        self._depth = 0
        self._constants = {
            name: text
            for (kind, name), assign, (value, text) in zip(
                tokens, tokens[1:], tokens[2:], strict=False
            )
            if kind == "word" and assign == ("mark", "=") and value == "text"
        }

    def _at(self, index: int) -> tuple[str, str]:
        return self.tokens[index] if index < len(self.tokens) else _END

    def read_object(self, index: int) -> tuple[dict[str, Literal], int]:
        """Read the object whose brace is at the index; members that are unclear are skipped."""
        if index not in self._objects:
            self._objects[index] = self._read_members(index + 1)
        return self._objects[index]

    def _read_members(self, index: int) -> tuple[dict[str, Literal], int]:
        members: dict[str, Literal] = {}
        while self._at(index)[1] not in _ENDS:
            kind, text = self._at(index)
            is_member = kind != "mark" and self._at(index + 1) == ("mark", ":")
            try:
                if is_member:
                    value, index = self._read_value(index + 2)
                    members[_unquote(text) if kind == "text" else text] = value
            except _Opaque:
                pass
            index = self._next_comma(index)
        return members, index + 1

    def _read_array(self, index: int) -> tuple[list[Literal], int]:
        items: list[Literal] = []
        index += 1
        while self._at(index)[1] not in _ENDS:
            value, index = self._read_value(index)
            items.append(value)
            index = self._next_comma(index)
        return items, index + 1

    def _read_value(self, index: int) -> tuple[Literal, int]:
        """Read one literal that ends where its member ends; `as const` may follow it."""
        kind, text = self._at(index)
        value: Literal
        if kind == "text":
            value, after = _unquote(text), index + 1
        elif text in {"{", "["}:
            value, after = self._read_nested(index)
        elif kind == "word":
            value, after = self._word(text), index + 1
        else:
            raise _Opaque
        is_whole = self._at(after)[1] in {",", "}", "]", "", "as", "satisfies"}
        if not is_whole:
            raise _Opaque
        return value, after

    def _read_nested(self, index: int) -> tuple[Literal, int]:
        if self._depth == _DEEPEST:
            raise _Opaque
        self._depth += 1
        try:
            is_object = self.tokens[index][1] == "{"
            return self.read_object(index) if is_object else self._read_array(index)
        finally:
            self._depth -= 1

    def _word(self, text: str) -> Literal:
        if text in self._constants:
            return _unquote(self._constants[text])
        if text in _WORDS:
            return _WORDS[text]
        try:
            return float(text) if "." in text else int(text)
        except ValueError:
            raise _Opaque from None

    def _next_comma(self, index: int) -> int:
        """Step over the rest of a member: to behind its comma, or onto the closing mark."""
        while self._at(index) != _END:
            kind, text = self._at(index)
            if kind == "mark" and text in {",", *_ENDS}:
                return index + (text == ",")
            if kind == "mark" and text in _CLOSING:
                index = self._partners.get(index, len(self.tokens))
            index += 1
        return index


@lru_cache(maxsize=8)  # a constant may be named many times
def _unquote(text: str) -> str:
    if text.startswith("`") and "${" in text:
        raise _Opaque
    units = _ESCAPE.sub(_unescape, text[1:-1])
    return well_formed(units)


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else _LETTERS.get(match[4], match[4])
