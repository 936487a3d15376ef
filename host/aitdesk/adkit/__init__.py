"""The stand-in for Toss's ad kit, and the addresses at which the SDK looks for it."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

HOST: Final = "static.toss.im"
# SDK 2.10.8 asks for 3.1.0, SDK 1.6.2 for 1.3.0; between them nothing changed that shows here.
PATHS: Final = re.compile(r"/ads/sdk/toss-ads-space-kit-[\w.-]+\.js", re.ASCII)

_PIECES: Final = ("failures.js", "sight.js", "banner.js", "kit.js")


def script() -> bytes:
    """Return the kit as one classic script that leaves only `TossAdsSpaceKit` behind."""
    folder = files("aitdesk").joinpath("adkit")
    pieces = "\n".join(folder.joinpath(name).read_text("utf-8") for name in _PIECES)
    return f'(() => {{\n"use strict";\n{pieces}\n}})();\n'.encode()
