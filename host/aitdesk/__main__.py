"""The command `aitdesk`, and `python -m aitdesk`: a process that ends when it is asked to.

Everything else is loaded after the signals are taken.
"""

from __future__ import annotations

import atexit
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aitdesk.system.interruption import BROKEN_PIPE_CODE, Interruption
from aitdesk.system.outlet import Outlet, open_outlets

if TYPE_CHECKING:
    from collections.abc import Sequence

_READ_S, _EARLY_READ_S = 3.0, 0.3


@dataclass
class Ending:
    """The last that this process does by itself: what was written goes out.

    Python's own end comes after everything that it calls at exit and would take a while, in which
    a signal is lost or shows a traceback; there is nothing left for it to do.
    """

    interruption: Interruption
    outlets: Sequence[Outlet]
    code: int = 1  # of a traceback

    def __call__(self) -> None:
        """End the process."""
        for outlet in self.outlets:
            is_early = self.interruption.code is not None
            if not outlet.drain(patience_s=_EARLY_READ_S if is_early else _READ_S):
                self.interruption.end(BROKEN_PIPE_CODE)
            elif outlet.problem is not None and self.code == 0:
                self.code = 1  # such as a full disk: not all of it was written
        if self.interruption.code is None:
            os._exit(self.code)


def main() -> None:
    """Run the command line as this process's only work."""
    interruption = Interruption.begin()
    ending = Ending(interruption, open_outlets(interruption.end))
    atexit.register(ending)  # the first that is registered is the last that is called
    from aitdesk.cli import main as run

    try:
        run()
    except SystemExit as left:
        ending.code = left.code if isinstance(left.code, int) else int(left.code is not None)
        raise
    except BaseException:
        if interruption.code is None:
            raise
        sys.exit(1)  # whatever broke broke because the run was ended


if __name__ == "__main__":
    main()
