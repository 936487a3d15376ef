"""A port of loopback that nobody else is likely to be handed."""

from __future__ import annotations

import secrets
import socket
from contextlib import suppress

_FIRST, _COUNT = 10_000, 10_000


def free_port() -> int:
    """Return a port of 127.0.0.1 that is free now.

    Chromium opens its own port late, so it must be none that the system hands out to others
    meanwhile, nor one that this program chooses by a mini-app's name.
    """
    while True:
        port = _FIRST + secrets.randbelow(_COUNT)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
