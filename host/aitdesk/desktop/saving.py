"""Saving a file under a name that a page wished for, and that is nobody's yet."""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from aitdesk.errors import StoreError
from aitdesk.storage import disk

if TYPE_CHECKING:
    from collections.abc import Iterator

UNNAMED: Final = "untitled"

# What Windows forbids; the others mind less.
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE | re.DOTALL)
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_LONGEST_STEM_BYTES, _LONGEST_SUFFIX_BYTES = 180, 30  # of the 255 that a name may have


def save(folder: Path, *, name: str, content: bytes) -> Path:
    """Write the file and return where it is: whole, on the disk, nothing overwritten.

    Raises StoreError, which says what to do.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with disk.temporary(folder / "aitdesk-saving") as temp:
            disk.write(temp, content)
            return next(file for file in _names(folder, name) if disk.place(temp, file))
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise StoreError(
            f"{clean(name)} cannot be saved in {folder} ({reason}): "
            "make room there, or name another folder as documents.folder"
        ) from problem


def clean(name: str) -> str:
    """Return a name of one file, safe on every system, that is as close to the wish as can be."""
    last = PurePosixPath(name.replace("\\", "/")).name
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _INVISIBLE)
    plain = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", seen)).strip(" .")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    stem, suffix = _split(plain)
    short = _cut(stem, _LONGEST_STEM_BYTES).rstrip(" .")
    return f"{short or UNNAMED}{suffix}"


def _names(folder: Path, name: str) -> Iterator[Path]:
    wish = clean(name)
    stem, suffix = _split(wish)
    yield folder / wish
    yield from (folder / f"{stem} ({number}){suffix}" for number in count(2))


def _split(name: str) -> tuple[str, str]:
    path = PurePosixPath(name)
    is_ending = len(path.suffix.encode()) <= _LONGEST_SUFFIX_BYTES
    return (path.stem, path.suffix) if is_ending else (name, "")


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode(errors="ignore")
