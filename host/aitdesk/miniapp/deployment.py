"""The id of a deployment: one for each build of a mini-app, as Toss gives one to each upload."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_PAGE_BYTES: Final = 64 << 20
"""Of a root page, which is read whole."""

DEEPEST: Final = 100
"""How many folders inside of each other are looked into, as in a package."""

_INSTANT_BITS: Final = 48
_VERSION_7: Final = 7 << 76
_VARIANT: Final = 2 << 62
_RANDOM: Final = (0xFFF << 64) | ((1 << 62) - 1)
"""Which bits of a UUIDv7 are neither its instant nor fixed (RFC 9562)."""


def deployment_id(folder: Path, *, root_page: str) -> str:
    """Return a UUIDv7 of a build: the instant when its root page was written, and what is in it.

    Every file counts with its name and size, the root page with its text: there a bundler puts the
    hashes of the others. Raises OSError when that page cannot be read. Blocks on the disk.
    """
    page = folder / root_page
    sizes = [f"{'/'.join(parts)} {size}" for parts, size in sorted(_sizes(folder))]
    listed = "\n".join(sizes).encode("utf-8", "surrogateescape")
    text = regular_file.read(page, most_bytes=LARGEST_PAGE_BYTES)
    digest = hashlib.sha256(listed + b"\0" + text).digest()
    built_at_ms = page.stat().st_mtime_ns // 1_000_000 % (1 << _INSTANT_BITS)
    rest = int.from_bytes(digest[:16]) & _RANDOM
    return str(UUID(int=built_at_ms << 80 | _VERSION_7 | _VARIANT | rest))


def instant_ms(deployment_id: str) -> int:
    """Return the instant of an id, in milliseconds since 1970; 0 for what is no UUID."""
    try:
        return UUID(deployment_id).int >> 80
    except ValueError:
        return 0


def _sizes(folder: Path) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the path of each file below the folder, in parts, and its size in bytes.

    What cannot be looked at is left out: it cannot be served either. So is what lies too deep.
    """
    top = len(os.fspath(folder)) + 1
    for place, folders, names in os.walk(folder):
        above = Path(place[top:]).parts
        if len(above) >= DEEPEST:
            folders.clear()
        for name in names:
            with suppress(OSError):
                found = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118  # twice as quick
                if stat.S_ISREG(found.st_mode):
                    yield (*above, name), found.st_size
