"""The ZIP part of a file: which names are in it, and its content, checked before it is believed."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LARGEST_BYTES = 512 << 20
"""Of a file, and of all that is in it. Toss takes 100 MB, unpacked (public documentation)."""

_MOST_ENTRIES = 50_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
_PROBLEMS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
"""What `zipfile` raises for damaged, unknown and encrypted content."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP that begins at byte `start` of a file and has `size` bytes.

    `hashes` has the SHA-256 of what is in it, where that is known. Raises ValueError, with what
    is wrong, for a name that leads out of a folder, for what is too large, and for damage.
    """

    file: Path
    start: int
    size: int
    hashes: Mapping[str, str] = field(default_factory=dict)

    def names(self) -> frozenset[str]:
        """Return the names of the files in it; every one leads into a folder, and to one file."""
        with self._open() as zipped:
            return self._checked(zipped)

    def read(self, name: str) -> bytes:
        """Return the content of one file."""
        with self._open() as zipped:
            return self._content(zipped, name)

    def unpack(self, part: str, folder: Path) -> None:
        """Write every file below the folder `part` of the archive into a folder.

        Raises OSError when the disk refuses.
        """
        with self._open() as zipped:
            for name in self._checked(zipped):
                if not name.startswith(f"{part}/"):
                    continue
                place = folder / PurePosixPath(name).relative_to(part)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(self._content(zipped, name))

    def _checked(self, zipped: zipfile.ZipFile) -> frozenset[str]:
        entries = zipped.infolist()
        names = [each.orig_filename.removesuffix("/") for each in entries]
        for name in names:
            if not _is_inside(name):
                raise ValueError(f"it has a file named {name!r}, outside its folder")
        twice = [name for name, times in Counter(names).items() if times > 1]
        if twice:
            raise ValueError(f"it has {twice[0]} twice")
        found = frozenset(each.filename for each in entries if not each.is_dir())
        lost = sorted(self.hashes.keys() - found)
        if lost:
            raise ValueError(f"{lost[0]} is on its list, but not in it")
        return found

    def _content(self, zipped: zipfile.ZipFile, name: str) -> bytes:
        try:
            content = zipped.read(name)
        except _PROBLEMS as problem:
            raise ValueError(f"{name} is damaged ({problem})") from None
        wanted = self.hashes.get(name)
        if wanted and hashlib.sha256(content).hexdigest() != wanted.lower():
            raise ValueError(f"{name} is not what was packed: its hash differs")
        return content

    @contextmanager
    def _open(self) -> Iterator[zipfile.ZipFile]:
        with self.file.open("rb") as file:
            file.seek(self.start)
            content = file.read(self.size)
        try:
            zipped = zipfile.ZipFile(io.BytesIO(content))
        except (*_PROBLEMS, ValueError) as problem:
            raise ValueError(f"its ZIP is damaged ({problem})") from None
        with zipped:
            entries = zipped.infolist()
            # zipfile reads no more of an entry than it says here.
            if sum(each.file_size for each in entries) > LARGEST_BYTES:
                raise ValueError(f"it unpacks to more than {LARGEST_BYTES >> 20} MB")
            if len(entries) > _MOST_ENTRIES:
                raise ValueError(f"it has more than {_MOST_ENTRIES} files")
            yield zipped


def _is_inside(name: str) -> bool:
    """Whether a name leads into a folder on every system."""
    parts = name.split("/")
    return not _CONTROL.search(name) and all(
        part not in {"", ".", ".."} and not PureWindowsPath(part).drive for part in parts
    )
