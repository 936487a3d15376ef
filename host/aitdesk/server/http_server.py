"""uvicorn without its command line, which nothing here uses and every import of it loads.

That brings click, multiprocessing and a supervisor of worker processes: 12 ms of a start of 430
(measured: uvicorn 0.54, two processors).
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Final

_COMMAND_LINE: Final = "uvicorn.main"


def load_server() -> None:
    """Load uvicorn's HTTP/1.1 protocol; what of uvicorn is left out loads when it is asked for."""
    if "uvicorn" not in sys.modules:
        _load_package()
    import_module("uvicorn.protocols.http.h11_impl")


def _load_package() -> None:
    left_out = set[str]()

    def leave_out(name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)
        left_out.add(name)

    stand_in = ModuleType(f"stands in for {_COMMAND_LINE}")
    vars(stand_in)["__getattr__"] = leave_out
    sys.modules[_COMMAND_LINE] = stand_in
    try:
        package = import_module("uvicorn")
    finally:
        del sys.modules[_COMMAND_LINE]

    def find(name: str) -> object:
        # Whoever else uses uvicorn in this process gets the real one.
        if name not in left_out:
            raise AttributeError(f"module 'uvicorn' has no attribute {name!r}")
        real = import_module(_COMMAND_LINE)
        vars(package).update({each: getattr(real, each) for each in left_out})
        return getattr(package, name)

    for name in left_out:
        del vars(package)[name]
    vars(package)["__getattr__"] = find
