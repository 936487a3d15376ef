"""On which line of a TOML file each key stands: tomllib tells it for syntax errors alone."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aitdesk.validation.type_words import Steps

_TOKEN = re.compile(
    r'''(?P<skip>[ \t\r]+|\#[^\n]*)
      | (?P<line>\n)
      | (?P<long>"""(?:\\.|[^\\])*?"{3,5} | \'\'\'.*?\'{3,5})
      | (?P<text>"(?:\\.|[^"\\\n])*" | \'[^\'\n]*\')
      | (?P<mark>[\[\]{},=.])
      | (?P<word>[^\s\#"'\[\]{},=.]+)''',
    re.DOTALL | re.VERBOSE,
)
_END = ("end", "", 0)


def key_lines(text: str) -> dict[Steps, int]:
    """Return the line, counted from 1, of every key and list item by its path.

    The text must be valid TOML. A table has the line that first names it.
    """
    tokens: list[tuple[str, str, int]] = []
    line = 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "skip":
            tokens.append((str(match.lastgroup), match.group(), line))
        line += match.group().count("\n")
    return _TomlScan(tokens).document()


@dataclass
class _TomlScan:
    """Reads one file's tokens from left to right."""

    tokens: list[tuple[str, str, int]]
    at: int = 0
    lines: dict[Steps, int] = field(default_factory=dict)
    counts: dict[Steps, int] = field(default_factory=dict)
    """How many tables of an array of tables were begun, by its path."""

    @property
    def now(self) -> tuple[str, str, int]:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def take(self) -> tuple[str, str, int]:
        token = self.now
        self.at += 1
        return token

    def document(self) -> dict[Steps, int]:
        table: Steps = ()
        while self.now[0] != "end":
            if self.now[0] == "line":
                self.take()
            elif self.now[1] == "[":
                table = self.header()
            else:
                self.pair(table)
        return self.lines

    def header(self) -> Steps:
        """Read `[a.b]` or `[[a.b]]` and return what its keys belong to."""
        line = self.take()[2]
        is_array = self.now[1] == "["
        if is_array:
            self.take()
        *above, name = self.key()
        path: Steps = ()
        for step in above:
            path = self.inside((*path, step))
            self.note(path, line)
        path = (*path, name)
        if is_array:
            self.note(path, line)
            self.counts[path] = self.counts.get(path, 0) + 1
            path = self.inside(path)
        self.note(path, line)
        while self.now[0] not in {"line", "end"}:
            self.take()
        return path

    def inside(self, path: Steps) -> Steps:
        """Return the newest table of an array of tables, and any other path as it is."""
        count = self.counts.get(path)
        return path if count is None else (*path, count - 1)

    def key(self) -> list[str]:
        """Read a key with its dots, up to the mark that ends it."""
        names: list[str] = []
        while self.now[0] in {"word", "text"} or self.now[1] == ".":
            kind, text, _ = self.take()
            if kind == "text":
                names.append(str(tomllib.loads(f"x = {text}")["x"]))
            elif kind == "word":
                names.append(text)
        return names

    def pair(self, table: Steps) -> None:
        line = self.now[2]
        path = table
        for name in self.key():
            path = (*path, name)
            self.note(path, line)
        self.take()  # the sign between key and value
        self.value(path)

    def value(self, path: Steps) -> None:
        match self.now[1]:
            case "{":
                self.inline_table(path)
            case "[":
                self.list(path)
            case _:
                while self.now[0] not in {"line", "end"} and self.now[1] not in {",", "]", "}"}:
                    self.take()

    def inline_table(self, path: Steps) -> None:
        self.take()
        while self.now[1] not in {"}", ""}:
            if self.now[1] == "," or self.now[0] == "line":
                self.take()
            else:
                self.pair(path)
        self.take()

    def list(self, path: Steps) -> None:
        self.take()
        index = 0
        while self.now[1] not in {"]", ""}:
            if self.now[1] == "," or self.now[0] == "line":
                index += self.take()[1] == ","
            else:
                self.note((*path, index), self.now[2])
                self.value((*path, index))
        self.take()

    def note(self, path: Steps, line: int) -> None:
        self.lines.setdefault(path, line)
