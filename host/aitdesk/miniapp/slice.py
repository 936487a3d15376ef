"""A part of an open file that reads as a file of its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class Slice(io.RawIOBase):
    """The `size` bytes of a file from `start` on. What closes it leaves the file open.

    Raises ValueError when more than `most_bytes` are asked for at once: whoever asks holds them.
    """

    def __init__(self, file: BinaryIO, *, start: int, size: int, most_bytes: int) -> None:
        super().__init__()
        self._file = file
        self._start = start
        self._size = size
        self._most_bytes = most_bytes
        self._at = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read from anywhere."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place. From the end, none is before the beginning; otherwise ValueError."""
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if origin + offset < 0 and whence != io.SEEK_END:
            raise ValueError("a place before its beginning")
        self._at = max(0, origin + offset)
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        """Return what follows, all of it by default."""
        left = max(0, self._size - self._at)
        wanted = left if size is None or size < 0 else min(size, left)
        if wanted > self._most_bytes:
            raise ValueError(f"a part of it has more than {self._most_bytes >> 20} MB")
        self._file.seek(self._start + self._at)
        content = self._file.read(wanted)
        self._at += len(content)
        return content

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer; return how many bytes there were."""
        with memoryview(buffer).cast("B") as view:
            content = self.read(len(view))
            view[: len(content)] = content
        return len(content)
