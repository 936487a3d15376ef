"""A way that the phone goes: points in time, and where it is between two of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import msgspec

from aitdesk.phone.observable import State

if TYPE_CHECKING:
    from collections.abc import Sequence

_EARTH_RADIUS_M: Final = 6_371_008.8

Latitude: TypeAlias = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Longitude: TypeAlias = Annotated[float, msgspec.Meta(ge=-180, le=180)]


class TrackPoint(State, frozen=True, kw_only=True):
    """One point of a track, `at_s` seconds after its beginning.

    Where that is None the phone gets here at the track's own speed.
    """

    latitude: Latitude
    longitude: Longitude
    altitude_m: float = 0.0
    at_s: float | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the phone is, and where it is heading: degrees clockwise from north."""

    latitude: float
    longitude: float
    altitude_m: float
    heading_degrees: float


def times_s(points: Sequence[TrackPoint], *, speed_mps: float) -> list[float]:
    """Return when the phone is at each point. Raises ValueError for a time that goes back."""
    times: list[float] = []
    for point in points:
        reached_s = times[-1] if times else 0.0
        if point.at_s is not None:
            arrival_s = point.at_s
        elif times:
            arrival_s = reached_s + distance_m(points[len(times) - 1], point) / speed_mps
        else:
            arrival_s = 0.0
        if not reached_s <= arrival_s < math.inf:
            raise ValueError(f"track: a point at {arrival_s} s cannot follow one at {reached_s} s")
        times.append(arrival_s)
    return times


def spot_at(points: Sequence[TrackPoint], times: Sequence[float], *, elapsed_s: float) -> Spot:
    """Return where the phone is, `elapsed_s` after the beginning; at the end it stays."""
    heading = 0.0
    for (start, start_s), (end, end_s) in pairwise(zip(points, times, strict=True)):
        if distance_m(start, end):
            heading = bearing_degrees(start, end)
        if start_s <= elapsed_s < end_s:
            return _between(start, end, (elapsed_s - start_s) / (end_s - start_s), heading)
        if elapsed_s < start_s:
            return _standing(start, heading)
    return _standing(points[-1], heading)


def distance_m(one: TrackPoint | Spot, other: TrackPoint | Spot) -> float:
    """Return the length of the shortest way between two points on the ground."""
    latitude, other_latitude = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    part = (
        math.sin((other_latitude - latitude) / 2) ** 2
        + math.cos(latitude) * math.cos(other_latitude) * math.sin(across / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(part)))


def bearing_degrees(one: TrackPoint, other: TrackPoint) -> float:
    """Return the direction from one point to another: degrees clockwise from north."""
    latitude, other_latitude = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    east = math.sin(across) * math.cos(other_latitude)
    north = math.cos(latitude) * math.sin(other_latitude) - math.sin(latitude) * math.cos(
        other_latitude
    ) * math.cos(across)
    return math.degrees(math.atan2(east, north)) % 360


def _standing(point: TrackPoint, heading: float) -> Spot:
    return Spot(point.latitude, point.longitude, point.altitude_m, heading)


def _between(start: TrackPoint, end: TrackPoint, part: float, heading: float) -> Spot:
    # Straight in degrees: legs of a track are short, and so is the error.
    def mix(one: float, other: float) -> float:
        return one + (other - one) * part

    return Spot(
        mix(start.latitude, end.latitude),
        mix(start.longitude, end.longitude),
        mix(start.altitude_m, end.altitude_m),
        heading,
    )
