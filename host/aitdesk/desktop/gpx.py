"""Reads the tracks of GPX files (https://www.topografix.com/GPX/1/1/). Knows no phone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from aitdesk.errors import ConfigError
from aitdesk.phone.track import TrackPoint, times_s
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_LARGEST_BYTES: Final = 64 << 20
_KINDS: Final = ("trkpt", "rtept", "wpt")
"""Points of a track; where a file has none, of a route; where it has none either, its places."""


class GpxFiles:
    """The GPX files of this desktop; a relative name counts from where aitdesk was started."""

    async def read(self, file: str) -> tuple[TrackPoint, ...]:
        """Return the points of a file, one at least. Raises ConfigError."""
        return await asyncio.to_thread(read_track, Path(file))


def read_track(file: Path) -> tuple[TrackPoint, ...]:
    """Return the points of a GPX file, their times counted from the first one that has a time.

    Raises ConfigError for a file that cannot be read, has no point, or goes back in time.
    """
    from xml.etree import ElementTree  # loaded late: most runs follow no file

    try:
        # The developer's own file; entities that blow up are stopped by expat 2.4.1 and newer.
        text = regular_file.read(file, most_bytes=_LARGEST_BYTES)
        root = ElementTree.fromstring(text)  # noqa: S314
        points = next((found for kind in _KINDS if (found := tuple(_points(root, kind)))), ())
        times_s(points, speed_mps=1)
    except OSError as problem:
        raise ConfigError(f"{file} cannot be read ({problem.strerror})") from problem
    except (ElementTree.ParseError, ValueError, msgspec.ValidationError) as problem:
        raise ConfigError(f"{file} is no GPX file that can be followed: {problem}") from problem
    if not points:
        raise ConfigError(f"{file} has no track, no route and no place in it")
    return points


def _points(root: Element, kind: str) -> Iterator[TrackPoint]:
    start: datetime | None = None
    for element in root.iterfind(f".//{{*}}{kind}"):
        text = element.findtext("{*}time")
        time = None if text is None else _instant(text)
        start = start or time
        yield msgspec.convert(
            {
                "latitude": element.get("lat"),
                "longitude": element.get("lon"),
                "altitude_m": element.findtext("{*}ele") or 0,
                "at_s": (time - start).total_seconds() if time and start else None,
            },
            TrackPoint,
            strict=False,
        )


def _instant(text: str) -> datetime:
    time = datetime.fromisoformat(text.strip())
    return time if time.tzinfo else time.replace(tzinfo=UTC)
