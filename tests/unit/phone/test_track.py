from __future__ import annotations

from itertools import pairwise

import pytest

from aitdesk.phone.track import Spot, TrackPoint, bearing_degrees, distance_m, spot_at, times_s

EAST_M = 111_195.08  # a degree along the equator


def point(latitude: float, longitude: float, *, at_s: float | None = None) -> TrackPoint:
    return TrackPoint(latitude=latitude, longitude=longitude, at_s=at_s, altitude_m=longitude)


@pytest.mark.parametrize(
    ("points", "times"),
    [
        ([], []),
        ([point(0, 0)], [0]),
        ([point(0, 0, at_s=5), point(0, 1, at_s=9)], [5, 9]),
        ([point(0, 0), point(0, 1)], [0, EAST_M / 2]),
        ([point(0, 0), point(0, 1, at_s=3), point(0, 1, at_s=3)], [0, 3, 3]),
        ([point(0, 0, at_s=4), point(0, 1)], [4, 4 + EAST_M / 2]),
    ],
)
def test_points_without_a_time_are_reached_at_the_tracks_speed(
    points: list[TrackPoint], times: list[float]
) -> None:
    assert times_s(points, speed_mps=2) == pytest.approx(times)


@pytest.mark.parametrize("at_s", [1.0, -1.0, float("inf"), float("nan")])
def test_time_does_not_go_back_or_end(at_s: float) -> None:
    with pytest.raises(ValueError, match="cannot follow"):
        times_s([point(0, 0, at_s=2), point(0, 1, at_s=at_s)], speed_mps=1)


@pytest.mark.parametrize(
    ("elapsed_s", "spot"),
    [
        (0, Spot(0, 0, 0, 90)),
        (10, Spot(0, 0, 0, 90)),
        (15, Spot(0, 1, 1, 90)),
        (20, Spot(0, 2, 2, 0)),
        (25, Spot(1, 2, 2, 0)),
        (30, Spot(2, 2, 2, 0)),
        (99, Spot(2, 2, 2, 0)),
    ],
)
def test_the_phone_goes_straight_from_point_to_point_and_stays_at_the_end(
    elapsed_s: float, spot: Spot
) -> None:
    points = [point(0, 0), point(0, 2), point(2, 2)]
    assert spot_at(points, [10, 20, 30], elapsed_s=elapsed_s) == spot


def test_a_track_of_one_point_goes_nowhere() -> None:
    assert spot_at([point(1, 2)], [0], elapsed_s=5) == Spot(1, 2, 2, 0)


def test_a_point_that_is_there_twice_keeps_the_direction() -> None:
    points = [point(0, 0), point(0, 1), point(0, 1)]
    assert spot_at(points, [0, 1, 2], elapsed_s=1.5) == Spot(0, 1, 1, 90)


@pytest.mark.parametrize(
    ("one", "other", "metres", "degrees"),
    [
        (point(0, 0), point(0, 0), 0, 0),
        (point(0, 0), point(1, 0), EAST_M, 0),
        (point(0, 0), point(0, 1), EAST_M, 90),
        (point(0, 0), point(-1, 0), EAST_M, 180),
        (point(0, 0), point(0, -1), EAST_M, 270),
        (point(0, 179.5), point(0, -179.5), EAST_M, 90),
        (point(0, 0), point(0, 180), 180 * EAST_M, 90),
    ],
)
def test_distance_and_direction_are_those_of_a_globe(
    one: TrackPoint, other: TrackPoint, metres: float, degrees: float
) -> None:
    found = (distance_m(one, other), bearing_degrees(one, other))
    assert found == pytest.approx((metres, degrees), rel=1e-6)


def test_a_way_there_and_back_is_the_same_length() -> None:
    ways = [point(37.5, 127.0), point(37.6, 127.1), point(37.5, 127.0)]
    there, back = (distance_m(one, other) for one, other in pairwise(ways))
    assert there == pytest.approx(back)
