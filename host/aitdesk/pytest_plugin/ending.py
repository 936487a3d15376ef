"""A pytest run that is interrupted: it tells what it found so far, and leaves nothing behind."""

from __future__ import annotations

import signal
import sys
import threading
from functools import partial

import pytest

from aitdesk.system.child import kill_own
from aitdesk.system.interruption import Interruption, interruption


def take_signals(config: pytest.Config) -> None:
    """End the run at INT, TERM and HUP, unless somebody else does something at them already."""
    is_free = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if not is_free or threading.current_thread() is not threading.main_thread():
        return
    is_worker = hasattr(config, "workerinput")  # xdist's: nobody hears what it would tell
    ending = Interruption.begin(raises=None if is_worker else _stop)
    with ending.making() as note:
        note(partial(kill_own, "playwright"))  # its Node.js, which hears of an end once it runs
    if is_worker:
        _end_with_parent()
        return
    # Nobody waits for a mini-app any more: whatever does so on another thread goes on at once.
    ending.closing(ending.undo)


def give_signals_back() -> None:
    """Undo `take_signals`, where the run was not interrupted."""
    found = interruption()
    if found is not None and found.code is None:
        found.give_back()


def _stop(code: int) -> None:
    pytest.exit(f"interrupted by {signal.Signals(code - 128).name}", returncode=code)


def _end_with_parent() -> None:
    """Get TERM once the process that started this one is gone; execnet's own end takes 15 s."""
    if sys.platform == "linux":
        import ctypes  # Linux only

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


_PR_SET_PDEATHSIG = 1  # linux/prctl.h
