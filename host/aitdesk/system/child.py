"""A process of ours in a session of its own: it is ended with everything that it started.

Ctrl-C reaches what runs in the terminal's session; a child in another is ended by us alone.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path


def kill_all(pid: int) -> None:
    """End a child that was started with start_new_session, and wait until it has.

    Whoever started it still learns its exit code.
    """
    if sys.platform == "win32":
        with suppress(OSError):
            os.kill(pid, signal.SIGTERM)
        return
    # Most often there is nothing left.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)


def kill_own(word: str) -> None:
    """End this process's own children that have the word in their command line.

    For what a library starts and keeps to itself. Linux alone tells who they are.
    """
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1]
            command = (folder / "cmdline").read_bytes()
            if int(parent) == os.getpid() and word.encode() in command:
                os.kill(int(folder.name), signal.SIGKILL)
