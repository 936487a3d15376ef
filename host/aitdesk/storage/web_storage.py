"""Where the engine keeps localStorage, IndexedDB and cookies: one folder an app and user.

Chromium cannot share such a folder between processes, so it is locked while a window uses it.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from aitdesk.storage import disk
from aitdesk.system.scratch import Scratch

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.storage import Install

_LOCK = ".aitdesk-lock"


@dataclass(frozen=True, slots=True)
class WebStorage:
    """A folder that is ours until `release`. `problem` says why it will not outlive the run."""

    folder: Path
    problem: str | None
    lock: int | None = None
    scratch: Scratch | None = None

    def release(self) -> None:
        """Let another process have it; a temporary folder goes."""
        if self.lock is not None:
            with suppress(OSError):
                disk.tighten(self.folder)  # the engine makes its files as the umask says
            os.close(self.lock)
        if self.scratch is not None:
            self.scratch.remove()


def take(install: Install, *, app: str, user: str) -> WebStorage:
    """Return the folder of app and user; where it is in use or unwritable, a temporary one."""
    # A user's name may hold anything; a digest is a folder name everywhere.
    person = sha256(user.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    folder = install.folder / "web" / app / person
    try:
        install.make_folder()
        disk.make_folder(folder)
        lock = _lock(folder / _LOCK)
        disk.tighten(folder)
        return WebStorage(folder, None, lock)
    except BlockingIOError:
        reason = f"{folder} is in use by another aitdesk"
    except OSError as problem:
        reason = f"{folder} cannot be used ({problem.strerror})"
    scratch = Scratch("web")
    notice = f"{reason}: localStorage is not kept in this run"
    return WebStorage(scratch.folder, notice, scratch=scratch)


def _lock(file: Path) -> int:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt  # Windows only

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # POSIX only

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
