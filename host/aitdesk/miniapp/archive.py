"""The ZIP part of a file: which names are in it, and its content, checked before it is believed.

Nothing here is held in memory but the list of its files: content goes through in pieces, and
what an entry says of its own size is its limit, never a promise.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from aitdesk.miniapp.slice import Slice
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LARGEST_BYTES = 512 << 20
"""Of a file, and of all that is in it. Toss takes 100 MB, unpacked (public documentation)."""

_MOST_ENTRIES = 50_000
_LARGEST_LIST_BYTES = 8 << 20
_LARGEST_READ_BYTES = 16 << 20
_DEEPEST = 100
_PIECE_BYTES = 1 << 18
_ENCRYPTED = 1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Of a local header before its name, and the most that DEFLATE can pack (APPNOTE 4.3.7; zlib.net).
_LOCAL_BYTES = 30
_MOST_PACKED = 1032
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PROBLEMS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What `zipfile` raises for damaged, unknown and encrypted content."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP that begins at byte `start` of a file and has `size` bytes.

    `hashes` has the SHA-256 of what is in it, where that is known. Names have slashes here, also
    where the file has backslashes. Raises ValueError, with what is wrong, for a name that leads
    out of a folder, for what is too large, and for damage; OSError when the file cannot be read.
    """

    file: Path
    start: int
    size: int
    hashes: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> frozenset[str]:
        """Return the names of the files in it; every one leads into a folder, and to one file."""
        with self._open() as zipped:
            return frozenset(self._entries(zipped))

    def is_of_windows(self) -> bool:
        """Whether its names have backslashes, which the format forbids (APPNOTE 4.4.17.1)."""
        with self._open() as zipped:
            return any("\\" in each.orig_filename for each in zipped.infolist())

    def read(self, name: str) -> bytes:
        """Return the content of one file that has 16 MB at the most."""
        with self._open() as zipped:
            entry = self._entries(zipped)[name]
            if entry.file_size > _LARGEST_READ_BYTES:
                raise ValueError(f"{name} has more than {_LARGEST_READ_BYTES >> 20} MB")
            return b"".join(self._pieces(zipped, entry, name=name))

    def unpack(self, part: str, folder: Path) -> None:
        """Write every file below the folder `part` of the archive into a folder.

        Raises OSError when the disk refuses.
        """
        with self._open() as zipped:
            for name, entry in self._entries(zipped).items():
                if not name.startswith(f"{part}/"):
                    continue
                place = folder / PurePosixPath(name).relative_to(part)
                place.parent.mkdir(parents=True, exist_ok=True)
                with place.open("wb") as out:
                    out.writelines(self._pieces(zipped, entry, name=name))

    def _entries(self, zipped: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
        """Return what is in it by name, folders left out."""
        entries = zipped.infolist()
        for each in entries:
            if not _is_inside(_name_of(each).removesuffix("/")):
                raise ValueError(f"it has a file named {each.orig_filename!r}, outside its folder")
        names = [_name_of(each).removesuffix("/") for each in entries]
        _check_names(names)
        _check_room(entries)
        found = {
            name: each
            for name, each in zip(names, entries, strict=True)
            if not _name_of(each).endswith("/")
        }
        listed = {name.replace("\\", "/").removesuffix("/") for name in self.hashes}
        lost = sorted(listed - set(names))
        if lost:
            raise ValueError(f"{lost[0]} is on its list, but not in it")
        return found

    def _pieces(
        self, zipped: zipfile.ZipFile, entry: zipfile.ZipInfo, *, name: str
    ) -> Iterator[bytes]:
        digest, size = hashlib.sha256(), 0
        try:
            with zipped.open(entry) as content:
                while piece := content.read(_PIECE_BYTES):
                    digest.update(piece)
                    size += len(piece)
                    yield piece
        except (*_PROBLEMS, ValueError) as problem:
            raise ValueError(f"{name} is damaged ({problem})") from None
        if size != entry.file_size:
            raise ValueError(f"{name} is damaged (it has {size} bytes, not {entry.file_size})")
        wanted = self.hashes.get(name) or self.hashes.get(name.replace("/", "\\"))
        if wanted and digest.hexdigest() != wanted.lower():
            raise ValueError(f"{name} is not what was packed: its hash differs")

    @contextmanager
    def _open(self) -> Iterator[zipfile.ZipFile]:
        with regular_file.opened(self.file) as file:
            part = Slice(file, start=self.start, size=self.size, most_bytes=_LARGEST_LIST_BYTES)
            try:
                zipped = zipfile.ZipFile(part)  # reads its list in one piece
            except (*_PROBLEMS, ValueError, NotImplementedError) as problem:
                raise ValueError(f"its ZIP is damaged ({problem})") from None
            with zipped:
                entries = zipped.infolist()
                if len(entries) > _MOST_ENTRIES:
                    raise ValueError(f"it has more than {_MOST_ENTRIES} files")
                # zipfile reads no more of an entry than it says here.
                if sum(each.file_size for each in entries) > LARGEST_BYTES:
                    raise ValueError(f"it unpacks to more than {LARGEST_BYTES >> 20} MB")
                yield zipped


def _name_of(entry: zipfile.ZipInfo) -> str:
    return entry.orig_filename.replace("\\", "/")


def _check_names(names: list[str]) -> None:
    folders: set[str] = set()
    for name in names:
        if name.count("/") > _DEEPEST:
            raise ValueError(f"it has a file more than {_DEEPEST} folders deep")
        above = name.rpartition("/")[0]
        while above and above not in folders:
            folders.add(above)
            above = above.rpartition("/")[0]
    if len(folders) > _MOST_ENTRIES:
        raise ValueError(f"it has more than {_MOST_ENTRIES} folders")
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise ValueError(f"it has {twice[0]} twice")


def _check_room(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse entries that no packer writes: of another method, over each other, too well packed."""
    for each in entries:
        name = _name_of(each)
        if each.compress_type not in _METHODS:
            raise ValueError(
                f"{name} is packed with method {each.compress_type}: only DEFLATE is read"
            )
        if each.flag_bits & _ENCRYPTED:
            raise ValueError(f"{name} is encrypted")
        if each.file_size > _MOST_PACKED * (each.compress_size + 1):
            raise ValueError(f"{name} says that it unpacks to {each.file_size} bytes, a lie")
    placed = sorted(entries, key=lambda each: each.header_offset)
    for one, other in pairwise(placed):
        if one.header_offset + _LOCAL_BYTES + one.compress_size > other.header_offset:
            raise ValueError(f"{_name_of(other)} lies inside {_name_of(one)}")


def _is_inside(name: str) -> bool:
    """Whether a name leads into a folder on every system."""
    parts = name.split("/")
    return not _CONTROL.search(name) and all(
        part not in {"", ".", ".."} and not PureWindowsPath(part).drive for part in parts
    )
