"""Waiting for another process: looking again until a condition holds, with a bound."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 30.0
"""The first start on a busy machine; everything after it takes a fraction."""

_LOOK_EVERY_S = 0.02


def wait_until(
    is_true: Callable[[], object], *, what: Callable[[], str], patience_s: float = PATIENCE_S
) -> None:
    """Return once it is true; fail with what `what` says when that takes too long."""
    deadline = time.monotonic() + patience_s
    while not is_true():
        assert time.monotonic() < deadline, what()
        # There is no event to wait for: the process is not ours to hook into.
        time.sleep(_LOOK_EVERY_S)
