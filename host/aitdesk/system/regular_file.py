"""The one way to read a file that a person named or a folder contains.

A FIFO, a device or a socket under a usual name would block for ever or never end, so only regular
files are read, and never more of one than the reader asked for.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from aitdesk.errors import ConfigError, printable

_SHOWN_AT_MOST = 120
_NO_NAME = "no system has such a name"
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)


def opened(file: Path) -> BinaryIO:
    """Return the file, open for reading.

    Raises OSError, its `strerror` worded to stand in brackets, for what is no regular file and for
    a name that no system can have.
    """
    try:
        descriptor = os.open(file, os.O_RDONLY | _NO_WAIT)
    except ValueError as problem:  # a NUL, or half a surrogate pair
        raise OSError(errno.EINVAL, _NO_NAME, str(file)) from problem
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    raise OSError(errno.EINVAL, "it is no regular file", str(file))


def read(file: Path, *, most_bytes: int) -> bytes:
    """Return all of the file. Raises OSError as `opened` does, and for a larger file."""
    with opened(file) as source:
        content = source.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise OSError(errno.EFBIG, f"it is larger than {_size(most_bytes)}", str(file))
    return content


def is_there(file: Path) -> bool:
    """Whether a name is taken by anything but a folder, so that reading it fails loudly."""
    try:
        return not stat.S_ISDIR(os.stat(file).st_mode)  # noqa: PTH116  # as in `named`
    except OSError as problem:
        return problem.errno == errno.ELOOP
    except ValueError:
        return False


def place_of(text: str | Path) -> Path:
    """Return the path that somebody wrote down, `~` and all; it need not be there.

    Raises OSError, worded as in `opened`, for one that no system can have.
    """
    try:
        place = Path(text).expanduser()
        os.stat(place)  # noqa: PTH116  # Path.exists hides what is wrong with a name
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return place
    except RuntimeError:
        reason = "no home folder is known for its ~: write the path in full"
        raise OSError(errno.ENOENT, reason) from None
    except ValueError:
        raise OSError(errno.EINVAL, _NO_NAME) from None
    return place


def named(text: str | Path, *, by: str) -> Path:
    """Do as `place_of` for what the user said; `by` is where, such as "--out".

    Errors: ConfigError, one line that shows the beginning of a long name.
    """
    try:
        return place_of(text)
    except OSError as problem:
        whole = printable(str(text))
        shown = whole if len(whole) <= _SHOWN_AT_MOST else f"{whole[:_SHOWN_AT_MOST]}…"
        raise ConfigError(f'{by} "{shown}" is no usable path ({problem.strerror})') from None


def _size(count: int) -> str:
    return f"{count >> 20} MB" if count >= 1 << 20 else f"{count >> 10} KB"
