"""Reads the plain values of a `granite.config` or `apps-in-toss.config` file without running it.

TypeScript can say more than this understands: a value that is not written out as a literal, or
as a constant of the same file, is left out.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from aitdesk.well_formed import well_formed

Literal: TypeAlias = "bool | float | str | list[Literal] | dict[str, Literal] | None"

_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<text>"(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | `(?:\\.|[^`\\])*`)
      | (?P<word>[\w$.]+)
      | (?P<mark>.)""",
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,5})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL
)
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
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
    tokens = [m for m in _TOKEN.finditer(source) if m.lastgroup != "skip"]
    scan = _Scan([(str(m.lastgroup), m.group()) for m in tokens])
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


class _Scan:
    """A literal reader over one file's tokens; each read returns the value and the next index."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
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
        members: dict[str, Literal] = {}
        index += 1
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
        elif text == "{":
            value, after = self.read_object(index)
        elif text == "[":
            value, after = self._read_array(index)
        elif kind == "word":
            value, after = self._word(text), index + 1
        else:
            raise _Opaque
        is_whole = self._at(after)[1] in {",", "}", "]", "", "as", "satisfies"}
        if not is_whole:
            raise _Opaque
        return value, after

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
        open_marks: list[str] = []
        while self._at(index) != _END:
            kind, text = self._at(index)
            if kind == "mark" and not open_marks and text in {",", *_ENDS}:
                return index + (text == ",")
            if kind == "mark" and text in _CLOSING:
                open_marks.append(_CLOSING[text])
            elif kind == "mark" and open_marks and text == open_marks[-1]:
                open_marks.pop()
            index += 1
        return index


def _unquote(text: str) -> str:
    if text.startswith("`") and "${" in text:
        raise _Opaque
    units = _ESCAPE.sub(_unescape, text[1:-1])
    return well_formed(units)


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else _LETTERS.get(match[4], match[4])
