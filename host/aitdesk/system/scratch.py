"""Folders of one run, in the system's temporary folder: each is its owner's by a lock.

The lock goes with the process, however that ends. So what a killed process could not remove is
removed by the next start, and what a living one uses never is, whatever the age of either.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from weakref import finalize

from aitdesk.system.interruption import making

if TYPE_CHECKING:
    from collections.abc import Callable

_SUFFIX: Final = ".run"
_FOLDERS: Final = f"aitdesk-*{_SUFFIX}"
_ATTEMPTS: Final = 3
_SIGNALS: Final = "HUP INT TERM"


@dataclass(frozen=True, slots=True)
class Owned:
    """A file or folder that is this process's while the descriptor is open."""

    path: Path
    descriptor: int

    def release(self) -> None:
        """Let it be anybody's."""
        os.close(self.descriptor)


def own(path: Path) -> Owned | None:
    """Return the path as this process's own; None when it is another's, or is there no more."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    try:
        _lock(descriptor)
        if os.path.samestat(os.fstat(descriptor), path.lstat()):
            return Owned(path, descriptor)
    except OSError:
        pass
    # Whoever sweeps took it for nobody's a moment ago, or it is somebody's.
    os.close(descriptor)
    return None


class Scratch:
    """A new folder, mode 0700, until `remove`, the end of the block or that of the process."""

    def __init__(self, name: str) -> None:
        """Make it: `aitdesk-NAME-….run`. Raises OSError."""
        with making() as note:
            folder, owned = _new(name)
            forget = note(lambda: _remove_at_the_end(folder))
            self.folder = folder
            self._remove = finalize(self, _let_go, folder, owned, forget)

    def __enter__(self) -> Path:
        """Return the folder."""
        return self.folder

    def __exit__(self, *_: object) -> None:
        """Remove it."""
        self.remove()

    def remove(self) -> None:
        """Remove it, with everything in it."""
        self._remove()


def sweep() -> None:
    """Remove the folders of dead processes; a folder stays while one within it is somebody's."""
    if sys.platform != "win32":  # where a folder cannot be locked
        for folder in Path(tempfile.gettempdir()).glob(_FOLDERS):
            _sweep(folder)


def sweep_files(folder: Path, pattern: str) -> None:
    """Remove the files of this name that dead processes left."""
    if sys.platform == "win32":
        return
    for file in folder.glob(pattern):
        if file.is_file() and (owned := own(file)) is not None:
            with suppress(OSError):
                file.unlink()
            owned.release()


def _sweep(folder: Path) -> bool:
    """Return whether it is gone."""
    with suppress(OSError):
        if folder.lstat().st_uid != os.getuid():  # whatever stands at a name that all may take
            return False
    if not folder.is_dir() or (owned := own(folder)) is None:
        return not folder.exists()
    try:
        # Who served the tests of a killed one may still be ending.
        for inner in folder.glob(_FOLDERS):
            if not _sweep(inner):
                return False
        _remove(folder)
        return True
    finally:
        owned.release()


def _new(name: str) -> tuple[Path, Owned | None]:
    for _ in range(_ATTEMPTS):
        folder = Path(tempfile.mkdtemp(prefix=f"aitdesk-{name}-", suffix=_SUFFIX))
        if (owned := own(folder)) is not None:
            return folder, owned
        _remove(folder)  # a sweep was faster than the lock
    # Nothing can be locked here, so that nothing is swept either.
    return Path(tempfile.mkdtemp(prefix=f"aitdesk-{name}-", suffix=_SUFFIX)), None


def _let_go(folder: Path, owned: Owned | None, forget: Callable[[], None]) -> None:
    _remove(folder)
    forget()
    if owned is not None:
        owned.release()


def _remove(folder: Path) -> None:
    # The engine may be writing there while it is ending itself.
    for _ in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return


def _remove_at_the_end(folder: Path) -> None:
    """Remove it now, and what the engine makes there anew until this very process has ended."""
    if sys.platform != "win32":
        reader, _ = os.pipe()  # its other end closes with this process
        command = ["sh", "-c", f'trap "" {_SIGNALS}; read -r _; rm -rf -- "$0"', str(folder)]
        end = (os.POSIX_SPAWN_DUP2, reader, 0)
        os.posix_spawn("/bin/sh", command, os.environ, file_actions=[end])
        os.close(reader)
    _remove(folder)


def _lock(descriptor: int) -> None:
    if sys.platform != "win32":
        import fcntl  # POSIX only

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
