"""The id of a deployment: one for each build of a mini-app, as Toss gives one to each upload."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from pathlib import Path

_INSTANT_BITS: Final = 48
_VERSION_7: Final = 7 << 76
_VARIANT: Final = 2 << 62
_RANDOM: Final = (0xFFF << 64) | ((1 << 62) - 1)
"""Which bits of a UUIDv7 are neither its instant nor fixed (RFC 9562)."""


def deployment_id(folder: Path, *, root_page: str) -> str:
    """Return a UUIDv7 of a build: the instant when its root page was written, and what is in it.

    Every file counts with its name and size, the root page with its text: there a bundler puts the
    hashes of the others.
    """
    page = folder / root_page
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sizes = [f"{path.relative_to(folder).as_posix()} {path.stat().st_size}" for path in files]
    listed = "\n".join(sizes).encode("utf-8", "surrogateescape")
    digest = hashlib.sha256(listed + b"\0" + page.read_bytes()).digest()
    built_at_ms = page.stat().st_mtime_ns // 1_000_000 % (1 << _INSTANT_BITS)
    rest = int.from_bytes(digest[:16]) & _RANDOM
    return str(UUID(int=built_at_ms << 80 | _VERSION_7 | _VARIANT | rest))


def instant_ms(deployment_id: str) -> int:
    """Return the instant of an id, in milliseconds since 1970; 0 for what is no UUID."""
    try:
        return UUID(deployment_id).int >> 80
    except ValueError:
        return 0
