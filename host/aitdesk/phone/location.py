"""Where the phone is, and how well it knows that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Final, Protocol

import msgspec

from aitdesk.errors import ConfigError
from aitdesk.phone.environment import Environment, Platform
from aitdesk.phone.error_catalog import refusal
from aitdesk.phone.fix import Accuracy, Fix
from aitdesk.phone.location_group import LocationGroups
from aitdesk.phone.observable import Observable, State
from aitdesk.phone.track import Latitude, Longitude, Spot, TrackPoint, spot_at, times_s

if TYPE_CHECKING:
    from aitdesk.phone.clock import Clock
    from aitdesk.phone.fix import AccessLocation
    from aitdesk.phone.permissions import Permissions
    from aitdesk.phone.signal import Signal

COARSE_M: Final = 2_000.0
"""How well an Android phone knows where it is when the person allows no more (assumed)."""


# The first four are the limits that the declaration names, the last two are assumed.
_ACCURACY_M: Final = {
    Accuracy.LOWEST: 3_000.0,
    Accuracy.LOW: 1_000.0,
    Accuracy.BALANCED: 300.0,
    Accuracy.HIGH: 10.0,
    Accuracy.HIGHEST: 5.0,
    Accuracy.BEST_FOR_NAVIGATION: 3.0,
}


class LocationState(State, frozen=True, kw_only=True):
    """A fixed point, in degrees and metres, or a track.

    A track is either its points or a GPX file; it begins with the first look at it, and at its end
    the phone stays. `speed_mps` is how fast points without a time are reached. `accuracy_m` is
    None for what the mini-app asked for. `is_precise` false is Android's approximate location.
    `is_failing`: the phone cannot tell where it is.
    """

    latitude: Latitude = 37.5006
    longitude: Longitude = 127.0364
    altitude_m: float = 40.0
    heading_degrees: Annotated[float, msgspec.Meta(ge=0, lt=360)] = 0.0
    accuracy_m: Annotated[float, msgspec.Meta(gt=0)] | None = None
    is_precise: bool = True
    is_failing: bool = False
    track: tuple[TrackPoint, ...] = ()
    gpx_file: str = ""
    speed_mps: Annotated[float, msgspec.Meta(gt=0)] = 1.4

    def __post_init__(self) -> None:
        """Raise ValueError for a track that cannot be gone, or for two of them."""
        if self.track and self.gpx_file:
            raise ValueError("location: there is a track and a gpx_file; leave one of them out")
        times_s(self.track, speed_mps=self.speed_mps)


class Tracks(Protocol):
    """Reads tracks from files of this desktop."""

    async def read(self, file: str) -> tuple[TrackPoint, ...]:
        """Return the points of a GPX file, one at least. Raises ConfigError."""
        ...


class NoTracks:
    """Reads nothing: where there is no disk."""

    async def read(self, file: str) -> tuple[TrackPoint, ...]:
        """Raise ConfigError."""
        raise ConfigError(f"{file} cannot be read here")


@dataclass(frozen=True, slots=True)
class _Trip:
    """A track under way. `of` is the state it came from."""

    of: tuple[tuple[TrackPoint, ...], str, float]
    points: tuple[TrackPoint, ...]
    times: tuple[float, ...]
    started_ms: int


@dataclass
class Location:
    """Where it is now. `updates` are what mini-apps hear of it."""

    clock: Clock
    environment: Environment
    permissions: Permissions
    problems: Signal[str]
    tracks: Tracks = field(default_factory=NoTracks)
    observable: Observable[LocationState] = field(
        default_factory=lambda: Observable(LocationState())
    )
    _trip: _Trip | None = None

    def __post_init__(self) -> None:
        self.updates = LocationGroups(self.fix, self.permissions, self.clock)

    async def fix(self, accuracy: Accuracy) -> Fix:
        """Return where the phone is now. Raises LOCATION_FAILED when it cannot tell."""
        state = self.observable.value
        spot = await self._spot(state)
        accuracy_m = _ACCURACY_M[accuracy] if state.accuracy_m is None else state.accuracy_m
        access: AccessLocation | None = None
        if self.environment.platform is Platform.ANDROID:
            access = "FINE" if state.is_precise else "COARSE"
            accuracy_m = accuracy_m if state.is_precise else max(accuracy_m, COARSE_M)
        return Fix(self.clock.now_ms(), spot, accuracy_m, access)

    async def _spot(self, state: LocationState) -> Spot:
        if state.is_failing:
            raise refusal("getCurrentLocation", "LOCATION_FAILED")
        if not state.track and not state.gpx_file:
            return Spot(state.latitude, state.longitude, state.altitude_m, state.heading_degrees)
        trip = await self._on_the_way(state)
        elapsed_s = (self.clock.now_ms() - trip.started_ms) / 1000
        return spot_at(trip.points, trip.times, elapsed_s=elapsed_s)

    async def _on_the_way(self, state: LocationState) -> _Trip:
        of = (state.track, state.gpx_file, state.speed_mps)
        if self._trip is None or self._trip.of != of:
            try:
                points = state.track or await self.tracks.read(state.gpx_file)
                times = tuple(times_s(points, speed_mps=state.speed_mps))
            except (ConfigError, ValueError) as problem:
                self.problems.emit(f"location: {problem}")
                raise refusal("getCurrentLocation", "LOCATION_FAILED") from problem
            self._trip = _Trip(of, points, times, self.clock.now_ms())
        return self._trip
