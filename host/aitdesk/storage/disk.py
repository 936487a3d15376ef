"""Files that appear whole or not at all, whoever starts or is killed meanwhile.

Everything here raises plain `OSError`; the callers know what the file means.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

STALE_AFTER_S = 3600

_OTHERS = stat.S_IRWXG | stat.S_IRWXO

_NO_HARD_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


def make_folder(folder: Path) -> None:
    """Create the folder and its parents, mode 0700, so that they outlive a power cut."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            reason = os.strerror(errno.ENOTDIR)
            raise NotADirectoryError(errno.ENOTDIR, reason, str(folder)) from None
    sync_folder(folder.parent)


def tighten(folder: Path) -> None:
    """Take from others what they may do in a folder of ours and with all that is in it.

    Engine and system make files there as well, with the modes that they like. Raises OSError.
    """
    if sys.platform == "win32":
        return  # Its rights come down from the user's own folder.
    _tighten(folder)
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            # What is gone by now needs nothing.
            with contextlib.suppress(FileNotFoundError):
                _tighten(os.path.join(place, name))  # noqa: PTH118  # a start waits for it


def tighten_file(file: Path) -> None:
    """Take from others what they may do with one file or folder of ours. Raises OSError."""
    if sys.platform != "win32":
        _tighten(file)


def _tighten(place: str | Path) -> None:
    mode = os.lstat(place).st_mode
    is_ours = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
    if is_ours and mode & _OTHERS:
        os.chmod(place, stat.S_IMODE(mode) & ~_OTHERS)  # noqa: PTH101  # as above


def sync_folder(folder: Path) -> None:
    """Wait until the names in the folder have reached the disk."""
    if sys.platform == "win32":
        return  # A folder cannot be opened there; NTFS journals its names.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(file: Path) -> None:
    """Wait until the content of the file has reached the disk."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write(file: Path, content: bytes) -> None:
    """Create the file, mode 0600, and wait for the disk. Raises `FileExistsError` when taken."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(file, flags, 0o600), "wb") as out:  # noqa: PTH123  # a descriptor
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


@contextlib.contextmanager
def temporary(file: Path) -> Iterator[Path]:
    """Yield an unused name beside the file; what is still there afterwards is removed."""
    name = f"{file.name}.tmp-{secrets.token_hex(8)}"
    try:
        yield file.with_name(name)
    finally:
        # The star takes what SQLite lays beside a database.
        for leftover in file.parent.glob(f"{name}*"):
            leftover.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed process left behind more than an hour ago."""
    oldest = time.time() - STALE_AFTER_S
    for leftover in folder.glob("*.tmp-*"):
        # They are harmless, so failing to remove one is too.
        with contextlib.suppress(OSError):
            if leftover.stat().st_mtime < oldest:
                leftover.unlink()


def place(temp: Path, file: Path) -> bool:
    """Give the finished temporary file its name, unless that is taken: then return False.

    Of any number of processes exactly one succeeds, and nobody sees half a file. Both hold when
    this returns, also over a power cut.
    """
    try:
        os.link(temp, file)
    except FileExistsError:
        placed = False
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        placed = rename_alone(temp, file)
    else:
        placed = True
    sync_folder(file.parent)
    return placed


def rename_alone(temp: Path, file: Path) -> bool:
    """Do as `place` does where the filesystem has no hard links (FAT, some network mounts)."""
    with locked(file.with_name("place.lock")):
        if os.path.lexists(file):
            return False
        temp.rename(file)
    return True


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Keep other processes out while inside; a killed holder lets go by itself."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
