from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.desktop.gpx import GpxFiles, read_track
from aitdesk.errors import ConfigError
from aitdesk.phone.track import TrackPoint

if TYPE_CHECKING:
    from pathlib import Path

TIMED = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">
  <wpt lat="1" lon="1"><name>not on the way</name></wpt>
  <trk><trkseg>
    <trkpt lat="37.5" lon="127.0"><ele>12.5</ele><time>2026-01-01T00:00:00Z</time></trkpt>
    <trkpt lat="37.6" lon="127.1"><time>2026-01-01T09:00:30.5+09:00</time></trkpt>
  </trkseg><trkseg>
    <trkpt lat="37.7" lon="127.2"><time>2026-01-01T00:01:00</time></trkpt>
  </trkseg></trk>
</gpx>"""


def gpx(body: str) -> str:
    return f'<gpx xmlns="http://www.topografix.com/GPX/1/0">{body}</gpx>'


def point(*, at_s: float | None = None, altitude_m: float = 0) -> TrackPoint:
    return TrackPoint(latitude=1, longitude=2, altitude_m=altitude_m, at_s=at_s)


def written(folder: Path, text: str) -> Path:
    file = folder / "walk.gpx"
    file.write_text(text, "utf-8")
    return file


def test_a_track_is_read_with_its_times_from_the_first_on(tmp_path: Path) -> None:
    file = written(tmp_path, TIMED)
    assert asyncio.run(GpxFiles().read(str(file))) == (
        TrackPoint(latitude=37.5, longitude=127.0, altitude_m=12.5, at_s=0),
        TrackPoint(latitude=37.6, longitude=127.1, at_s=30.5),
        TrackPoint(latitude=37.7, longitude=127.2, at_s=60),
    )


@pytest.mark.parametrize(
    ("body", "points"),
    [
        ('<rte><rtept lat="1" lon="2"><ele>3</ele></rtept></rte>', (point(altitude_m=3),)),
        ('<wpt lat="1" lon="2"/><wpt lat="1" lon="2"/>', (point(), point())),
        ('<wpt lat="8" lon="9"/><rte><rtept lat="1" lon="2"/></rte>', (point(),)),
    ],
)
def test_without_a_track_a_route_is_read_and_without_one_the_places(
    tmp_path: Path, body: str, points: tuple[TrackPoint, ...]
) -> None:
    assert read_track(written(tmp_path, gpx(body))) == points


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not XML",
        "<gpx/>",
        gpx('<wpt lat="91" lon="2"/>'),
        gpx('<wpt lat="north" lon="2"/>'),
        gpx('<wpt lat="1"/>'),
        gpx('<wpt lat="1" lon="2"><time>noon</time></wpt>'),
        gpx(
            '<wpt lat="1" lon="2"><time>2026-01-02T00:00:00Z</time></wpt>'
            '<wpt lat="1" lon="2"><time>2026-01-01T00:00:00Z</time></wpt>'
        ),
    ],
)
def test_what_cannot_be_followed_is_told_with_its_name(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(ConfigError, match=r"walk\.gpx"):
        read_track(file)


def test_a_file_that_is_not_there_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.gpx"):
        read_track(tmp_path / "none.gpx")
