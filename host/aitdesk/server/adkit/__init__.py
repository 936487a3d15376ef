"""The stand-in for Toss's ad kit, and how each line of the SDK gets at it."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

HOST: Final = "static.toss.im"
# SDK 2.10.8 asks for 3.1.0, SDK 1.6.2 for 1.3.0; between them nothing changed that shows here.
PATHS: Final = re.compile(r"/ads/sdk/toss-ads-space-kit-[\w.-]+\.js", re.ASCII)

_KIT: Final = ("failures.js", "sight.js", "banner.js", "kit.js")


def script() -> bytes:
    """Return the kit as one classic script that leaves only `TossAdsSpaceKit` behind."""
    pieces = _joined(("builtins.js", *_KIT, "window.js"))
    return f'(() => {{\n"use strict";\n{pieces}\n}})();\n'.encode()


def builtins() -> str:
    """Return what saves the built-ins that the kit uses: `function` has it around it."""
    return _joined(("builtins.js",))


def function() -> str:
    """Return the kit as a function that makes what SDK 3.x finds injected.

    It takes the way to ask the host, and does nothing until it is called. `builtins` has run
    around it, before any script of the page.
    """
    pieces = _joined((*_KIT, "frame.js", "attach.js"))
    return f'(ask) => {{\n"use strict";\n{pieces}\nreturn adsOf(ask);\n}}'


def _joined(pieces: Iterable[str]) -> str:
    folder = files("aitdesk").joinpath("server/adkit")
    return "\n".join(folder.joinpath(name).read_text("utf-8") for name in pieces)
