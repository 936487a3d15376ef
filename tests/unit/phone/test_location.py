from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ApiError, ConfigError
from aitdesk.phone.environment import Platform
from aitdesk.phone.fix import Accuracy, Fix
from aitdesk.phone.location import Location, LocationState
from aitdesk.phone.track import Spot, TrackPoint
from rig import FakeTime, make_shell

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone

NOW_MS = 1_767_225_600_000
STANDING = Spot(37.5006, 127.0364, 40.0, 0.0)
EAST = (
    TrackPoint(latitude=0, longitude=0, at_s=0),
    TrackPoint(latitude=0, longitude=1, at_s=10),
)


@dataclass
class Files:
    """Tracks by file name, and how often one was read."""

    known: dict[str, tuple[TrackPoint, ...]]
    reads: list[str] = field(default_factory=list)

    async def read(self, file: str) -> tuple[TrackPoint, ...]:
        self.reads.append(file)
        if file not in self.known:
            raise ConfigError(f"{file} is not there")
        return self.known[file]


def look(shell: SimulatedPhone, accuracy: Accuracy = Accuracy.HIGH) -> Fix:
    return asyncio.run(shell.location.fix(accuracy))


def moving(files: Files, time: FakeTime) -> Location:
    shell = make_shell(time=time)
    return Location(shell.clock, shell.environment, shell.permissions, shell.problems, files)


@pytest.mark.parametrize(
    ("accuracy", "accuracy_m"),
    list(zip(Accuracy, [3_000, 1_000, 300, 10, 5, 3], strict=True)),
)
def test_the_accuracy_is_what_was_asked_for(accuracy: Accuracy, accuracy_m: float) -> None:
    assert look(make_shell(), accuracy) == Fix(NOW_MS, STANDING, accuracy_m, None)


@pytest.mark.parametrize(
    ("is_precise", "accuracy", "accuracy_m", "access"),
    [
        (True, Accuracy.LOWEST, 3_000, "FINE"),
        (True, Accuracy.HIGH, 10, "FINE"),
        (False, Accuracy.LOWEST, 3_000, "COARSE"),
        (False, Accuracy.HIGH, 2_000, "COARSE"),
    ],
)
def test_an_android_phone_tells_how_much_it_may_know(
    accuracy: Accuracy, accuracy_m: float, access: str, *, is_precise: bool
) -> None:
    shell = make_shell(platform=Platform.ANDROID)
    shell.location.observable.update(is_precise=is_precise)
    found = look(shell, accuracy)
    assert (found.accuracy_m, found.access) == (accuracy_m, access)


def test_the_state_says_where_the_phone_is_and_how_well_it_knows() -> None:
    shell = make_shell()
    shell.location.observable.update(
        latitude=1.0, longitude=2.0, altitude_m=3.0, heading_degrees=4.0, accuracy_m=5.0
    )
    assert look(shell) == Fix(NOW_MS, Spot(1, 2, 3, 4), 5, None)


def test_a_phone_that_cannot_tell_says_so() -> None:
    shell = make_shell()
    shell.location.observable.update(is_failing=True)
    with pytest.raises(ApiError, match=r"MiniApp\.LocationError"):
        look(shell)


def test_a_track_begins_with_the_first_look() -> None:
    time = FakeTime()
    shell = make_shell(time=time)
    shell.location.observable.update(track=EAST)
    time.advance(ms=4_000)
    found = []
    for _ in range(4):
        found.append(look(shell).spot.longitude)
        time.advance(ms=5_000)
    assert found == [0, 0.5, 1, 1]


def test_another_track_begins_anew() -> None:
    time = FakeTime()
    shell = make_shell(time=time)
    shell.location.observable.update(track=EAST)
    look(shell)
    time.advance(ms=5_000)
    shell.location.observable.update(track=(*EAST, TrackPoint(latitude=1, longitude=1, at_s=20)))
    assert look(shell).spot == Spot(0, 0, 0, 90)


def test_a_file_is_read_once_and_followed() -> None:
    time, files = FakeTime(), Files({"walk.gpx": EAST})
    location = moving(files, time)
    location.observable.update(gpx_file="walk.gpx")
    asyncio.run(location.fix(Accuracy.HIGH))
    time.advance(ms=2_500)
    found = asyncio.run(location.fix(Accuracy.HIGH))
    assert (found.spot, files.reads) == (Spot(0, 0.25, 0, 90), ["walk.gpx"])


def test_a_file_that_cannot_be_read_is_told_to_the_developer() -> None:
    location, told = moving(Files({}), FakeTime()), list[str]()
    location.problems.listen(told.append)
    location.observable.update(gpx_file="walk.gpx")
    with pytest.raises(ApiError, match=r"MiniApp\.LocationError"):
        asyncio.run(location.fix(Accuracy.HIGH))
    assert told == ["location: walk.gpx is not there"]


@pytest.mark.parametrize(
    "members", [{"track": EAST, "gpx_file": "walk.gpx"}, {"track": tuple(reversed(EAST))}]
)
def test_a_state_that_cannot_be_is_refused(members: dict[str, object]) -> None:
    shell = make_shell()
    with pytest.raises(ValueError, match=r"^(location|track): "):
        shell.location.observable.update(**members)
    assert shell.location.observable.value == LocationState()
