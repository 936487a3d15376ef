"""The web files of a mini-app as they lie on the disk: sizes, and the texts that can be read.

Bounded in files, bytes and depth, for a folder may be anybody's. What was not read is told.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.finding import ReviewPlace
from aitdesk.miniapp.deployment import DEEPEST
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT_PAGE: Final = "index.html"

AND_MORE: Final = "…"
"""Stands last in what was not read, when that is only the beginning of it."""

_SCRIPTS: Final = (".js", ".mjs", ".cjs")
_PAGES: Final = (".html", ".htm")
_MOST_FILES: Final = 50_000
_LARGEST_TEXT_BYTES: Final = 16 << 20
_MOST_TEXT_BYTES: Final = 64 << 20
_MOST_TEXTS: Final = 5_000
_MOST_UNREAD: Final = 1_000
_EXCERPT: Final = (30, 90)
_NO_LINE_END: Final = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class BundleText:
    """A text of the bundle; `is_markup` where it is a page's, its scripts left out."""

    name: str
    text: str
    is_markup: bool = False

    def place(self, at: int) -> ReviewPlace:
        """Return where a character stands."""
        line = self.text.count("\n", 0, at) + 1
        return ReviewPlace(self.name, line, at - self.text.rfind("\n", 0, at))

    def excerpt(self, start: int, end: int) -> str:
        """Return what stands there and a little around it, as one printable line."""
        before, most = _EXCERPT
        before = 0 if self.is_markup else before
        first = max(0, start - before)
        cut = self.text[first : max(min(end + before, start + most), start)]
        words = "".join(each if each.isprintable() else " " for each in cut).split()
        return " ".join(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """All web files: bytes by name, the texts of pages and scripts, and what stayed unread."""

    sizes: Mapping[str, int]
    texts: tuple[BundleText, ...]
    unread: tuple[str, ...] = ()

    @property
    def markup(self) -> BundleText:
        """The root page without its scripts."""
        return next(
            (each for each in self.texts if each.name == ROOT_PAGE and each.is_markup),
            BundleText(ROOT_PAGE, "", is_markup=True),
        )

    def scripts(self) -> Iterator[BundleText]:
        """Yield every script, inside of a page or of its own."""
        return (each for each in self.texts if not each.is_markup)

    def may_have(self, name: str) -> bool:
        """Whether a file may be there that was not looked at."""
        return any(each in {AND_MORE, name} or name.startswith(f"{each}/") for each in self.unread)

    def names_in_scripts(self, *names: str) -> bool:
        """Whether one of these stands in a script."""
        return any(name in each.text for each in self.scripts() for name in names)


def read_bundle(folder: Path) -> Bundle:
    """Read the files below a folder; no link is followed. Blocks on the disk."""
    reading = _Reading(folder)
    for file, size in _walk(folder, reading.unread):
        reading.add(file, size)
    if len(reading.unread) > _MOST_UNREAD:
        reading.unread[_MOST_UNREAD:] = [AND_MORE]
    return Bundle(sizes=reading.sizes, texts=tuple(reading.texts), unread=tuple(reading.unread))


def _walk(folder: Path, unread: list[str]) -> Iterator[tuple[Path, int]]:
    """Yield the files with their bytes, upper folders first, by name."""
    waiting = [(folder, 0)]
    count = 0
    for place, depth in waiting:
        if len(unread) > _MOST_UNREAD:
            return
        try:
            with os.scandir(place) as found:
                entries = sorted(found, key=lambda each: each.name)
        except OSError:
            unread.append(_name(folder, place))
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and entry.name != "node_modules":
                if depth == DEEPEST:
                    unread.append(_name(folder, Path(entry.path)))
                else:
                    waiting.append((Path(entry.path), depth + 1))
            elif count < _MOST_FILES and (size := _file_bytes(entry)) is not None:
                count += 1
                yield Path(entry.path), size
            else:
                unread.append(_name(folder, Path(entry.path)))


def _file_bytes(entry: os.DirEntry[str]) -> int | None:
    """Return the size of a plain file, None for anything else, and for what has just gone."""
    try:
        is_file = entry.is_file(follow_symlinks=False)
        return entry.stat(follow_symlinks=False).st_size if is_file else None
    except OSError:
        return None


def _name(folder: Path, file: Path) -> str:
    name = file.relative_to(folder).as_posix()
    return name.encode("utf-8", "replace").decode()


@dataclass(slots=True)
class _Reading:
    folder: Path
    sizes: dict[str, int] = field(default_factory=dict)
    texts: list[BundleText] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    left_bytes: int = _MOST_TEXT_BYTES

    def add(self, file: Path, size: int) -> None:
        name = _name(self.folder, file)
        self.sizes[name] = size
        is_page = name.lower().endswith(_PAGES)
        if not is_page and not name.lower().endswith(_SCRIPTS):
            return
        most = min(_LARGEST_TEXT_BYTES, self.left_bytes)
        if size > most or len(self.texts) >= _MOST_TEXTS:
            self.unread.append(name)
            return
        try:
            content = regular_file.read(file, most_bytes=most)
        except OSError:
            self.unread.append(name)
            return
        self.left_bytes -= len(content)
        text = content.decode("utf-8", "replace")
        self.texts += parted(name, text) if is_page else [BundleText(name, text)]


def parted(name: str, page: str) -> list[BundleText]:
    """Return a page without comments and scripts, and its scripts; both as long as the page."""
    markup: list[str] = []
    scripts: list[str] = []
    at, lower = 0, _lower(page)
    places = {kind: lower.find(kind) for kind in ("<!--", "<script")}
    while at < len(page):
        kind, start = _next(lower, at, places)
        markup.append(page[at:start])
        scripts.append(_blank(page[at:start]))
        if not kind:
            break
        inside, end = _inside(lower, kind, start)
        opening = page[start:inside] if kind == "<script" else _blank(page[start:inside])
        markup += [opening, _blank(page[inside:end])]
        body = page[inside:end] if kind == "<script" else _blank(page[inside:end])
        scripts += [_blank(page[start:inside]), body]
        at = end
    return [
        BundleText(name, "".join(markup), is_markup=True),
        BundleText(name, "".join(scripts)),
    ]


def _lower(page: str) -> str:
    lower = page.lower()  # a few letters change their length
    return lower if len(lower) == len(page) else page


def _next(lower: str, at: int, places: dict[str, int]) -> tuple[str, int]:
    """Return which of comment and script comes next, and where; "" and the end for none.

    `places` keeps where each was found, so that none is looked for twice in the same letters.
    """
    for kind, place in places.items():
        if 0 <= place < at:
            places[kind] = lower.find(kind, at)
    found = [(place, kind) for kind, place in places.items() if place >= 0]
    start, kind = min(found, default=(len(lower), ""))
    return kind, start


def _inside(lower: str, kind: str, start: int) -> tuple[int, int]:
    """Return where what is in a comment or script begins and ends."""
    opened, closing = (">", "</script") if kind == "<script" else ("<!--", "-->")
    inside = lower.find(opened, start)
    inside = len(lower) if inside < 0 else inside + len(opened)
    end = lower.find(closing, inside)
    end = len(lower) if end < 0 else end + (len(closing) if closing == "-->" else 0)
    return inside, end


def _blank(text: str) -> str:
    return _NO_LINE_END.sub(lambda found: " " * len(found[0]), text)
