"""The round face of a made-up player, as a picture that every engine and every sheet can show."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from math import hypot
from typing import Final

SIDE_PX: Final = 96
MEDIA_TYPE: Final = "image/png"
_RGBA: Final = 6


@cache
def face(color: str) -> bytes:
    """Return a PNG with two eyes and a smile in white, on a disc of the colour, #RRGGBB."""
    ground = tuple(bytes.fromhex(color.removeprefix("#")))
    rows = (b"\0" + b"".join(_pixel(x, y, ground) for x in range(SIDE_PX)) for y in range(SIDE_PX))
    header = struct.pack(">IIBBBBB", SIDE_PX, SIDE_PX, 8, _RGBA, 0, 0, 0)
    body = zlib.compress(b"".join(rows))
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def _pixel(x: int, y: int, ground: tuple[int, ...]) -> bytes:
    eyes = max(_disc(x, y, center=(34, 42), radius=6), _disc(x, y, center=(62, 42), radius=6))
    ink = max(eyes, _smile(x, y))
    opacity = _disc(x, y, center=(48, 48), radius=48)
    mixed = (round(part + (255 - part) * ink) for part in ground)
    return bytes((*mixed, round(255 * opacity)))


def _disc(x: int, y: int, *, center: tuple[int, int], radius: float) -> float:
    return _covered(radius - hypot(x + 0.5 - center[0], y + 0.5 - center[1]))


def _smile(x: int, y: int) -> float:
    distance = hypot(x + 0.5 - 48, y + 0.5 - 56)
    below = _covered(y + 0.5 - 60)
    return min(below, _covered(2.5 - abs(distance - 18)))


def _covered(inside_px: float) -> float:
    """Return how much of a pixel is covered whose middle is so far inside: a smooth edge."""
    return min(1.0, max(0.0, inside_px + 0.5))
