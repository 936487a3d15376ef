from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import StoreError
from aitdesk.journal import EntryKind
from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.environment import Platform
from aitdesk.phone.error_catalog import table
from aitdesk.phone.permissions import Decision
from aitdesk.phone.track import TrackPoint
from rig import Rig, call, failed, make_rig, rejected, resolved, subscribe, talk, told, unsubscribe

if TYPE_CHECKING:
    from collections.abc import Callable

    from aitdesk.phone.permissions import Decided
    from aitdesk.value import Json

APP = AppFacts("my-app", "My App", permissions=(DeclaredPermission("geolocation", "access"),))
NOW_MS = 1_767_225_600_000
UPDATES = "updateLocationEvent"
REFUSED = "위치 권한이 거부되었어요."
REFUSED_NAME = "getCurrentLocation permission error"
LOST = "작업을 완료할 수 없습니다.(MiniApp.LocationError 오류 1.)"
EVERY_SECOND: Json = {"accuracy": 4, "timeInterval": 1_000, "distanceInterval": 0}
SAME_IN_ANOTHER_ORDER: Json = {"timeInterval": 1_000, "accuracy": 4, "distanceInterval": 0}
LOW: Json = {"accuracy": 2, "timeInterval": 3_000, "distanceInterval": 0}


def rig_that(decided: Decided | None = "allowed", *, platform: Platform = Platform.IOS) -> Rig:
    rig = make_rig(app=APP, platform=platform)
    if decided is not None:
        decision = Decision(status=decided)
        asyncio.run(rig.shell.permissions.ledger.put("geolocation/access", decision))
    return rig


def place(*, after_s: int = 0, accuracy_m: float = 10, longitude: float = 127.0364) -> Json:
    return {
        "timestamp": NOW_MS + after_s * 1_000,
        "coords": {
            "latitude": 37.5006,
            "longitude": longitude,
            "altitude": 40.0,
            "accuracy": accuracy_m,
            "altitudeAccuracy": accuracy_m,
            "heading": 0.0,
        },
    }


def after(rig: Rig, *, ms: int) -> Callable[[], None]:
    return lambda: rig.time.advance(ms=ms)


def moved(rig: Rig, *, longitude: float) -> Callable[[], None]:
    return lambda: rig.shell.location.observable.update(longitude=longitude)


def refusal(name: str = UPDATES, *, event_id: str = "1") -> Json:
    return failed(name, REFUSED, error_name=REFUSED_NAME, event_id=event_id)


@pytest.mark.parametrize(
    ("platform", "extra"), [(Platform.IOS, {}), (Platform.ANDROID, {"accessLocation": "FINE"})]
)
def test_the_phone_tells_where_it_is(platform: Platform, extra: dict[str, Json]) -> None:
    got = talk(rig_that(platform=platform), call("getCurrentLocation", {"accuracy": 4}))
    where = place()
    assert isinstance(where, dict)
    assert got == [resolved("getCurrentLocation", {**where, **extra})]


def test_a_refusal_has_the_error_of_the_call() -> None:
    assert talk(rig_that("denied"), call("getCurrentLocation", {"accuracy": 4})) == [
        rejected("getCurrentLocation", REFUSED, error_name=REFUSED_NAME)
    ]


def test_a_phone_that_is_lost_says_so() -> None:
    rig = rig_that()
    rig.shell.location.observable.update(is_failing=True)
    got = talk(rig, call("getCurrentLocation", {"accuracy": 4}))
    assert got == [rejected("getCurrentLocation", LOST)]


@pytest.mark.parametrize("accuracy", [0, 7, "4", None])
def test_an_accuracy_that_there_is_not_is_rejected(accuracy: Json) -> None:
    (got,) = talk(rig_that(), call("getCurrentLocation", {"accuracy": accuracy}))
    assert isinstance(got, dict)
    assert got["emit"] == "getCurrentLocation/reject/1"


@pytest.mark.parametrize("name", [UPDATES, "startUpdateLocation"])
def test_the_first_update_comes_at_once_and_then_one_each_interval(name: str) -> None:
    rig = rig_that()
    pauses = [after(rig, ms=1_000)] * 6
    assert talk(rig, subscribe(name, options=LOW), *pauses) == [
        told(name, place(after_s=seconds, accuracy_m=1_000)) for seconds in (0, 3, 6)
    ]


def test_no_more_than_one_update_comes_in_a_second() -> None:
    rig = rig_that()
    options: Json = {"accuracy": 4, "timeInterval": 0, "distanceInterval": 0}
    got = talk(rig, subscribe(UPDATES, options=options), *[after(rig, ms=250)] * 8)
    assert got == [told(UPDATES, place(after_s=seconds)) for seconds in (0, 1, 2)]


def test_a_phone_that_does_not_move_far_enough_is_silent() -> None:
    rig = rig_that()
    options: Json = {"accuracy": 4, "timeInterval": 1_000, "distanceInterval": 50}
    got = talk(
        rig,
        subscribe(UPDATES, options=options),
        after(rig, ms=1_000),
        moved(rig, longitude=127.0366),
        after(rig, ms=1_000),
        moved(rig, longitude=127.0371),
        after(rig, ms=1_000),
    )
    assert got == [
        told(UPDATES, place()),
        told(UPDATES, place(after_s=3, longitude=127.0371)),
    ]


def test_updates_follow_a_track() -> None:
    rig = rig_that()
    rig.shell.location.observable.update(
        track=(
            TrackPoint(latitude=0, longitude=0, at_s=0),
            TrackPoint(latitude=0, longitude=4, at_s=4),
        )
    )
    got = talk(rig, subscribe(UPDATES, options=EVERY_SECOND), *[after(rig, ms=1_000)] * 5)
    assert [longitude_of(each) for each in got] == [0, 1, 2, 3, 4, 4]


def test_the_first_subscriber_asks_and_all_of_its_group_hear() -> None:
    rig = rig_that(None)
    subscribers = [subscribe(UPDATES, event_id=id_, options=EVERY_SECOND) for id_ in ("1", "2")]
    got = talk(rig, *subscribers, rig.answer("allow"))
    assert (got, len(rig.sheets())) == (
        [told(UPDATES, place(), event_id=id_) for id_ in ("1", "2")],
        1,
    )


def test_a_refusal_is_told_to_all_of_the_group_and_nothing_after_it() -> None:
    rig = rig_that(None)
    subscribers = [subscribe(UPDATES, event_id=id_, options=EVERY_SECOND) for id_ in ("1", "2")]
    got = talk(rig, *subscribers, rig.answer("deny"), after(rig, ms=5_000))
    assert got == [refusal(event_id=id_) for id_ in ("1", "2")]


def test_who_joins_a_refused_group_hears_nothing() -> None:
    rig = rig_that("denied")
    got = talk(
        rig,
        subscribe(UPDATES, options=EVERY_SECOND),
        subscribe(UPDATES, event_id="2", options=EVERY_SECOND),
    )
    assert got == [refusal()]


def test_both_names_make_one_group() -> None:
    rig = rig_that("denied")
    got = talk(
        rig,
        subscribe("startUpdateLocation", options=EVERY_SECOND),
        subscribe(UPDATES, event_id="2", options=EVERY_SECOND),
    )
    assert got == [refusal("startUpdateLocation")]


def test_options_in_another_order_are_another_group() -> None:
    rig = rig_that("denied")
    got = talk(
        rig,
        subscribe(UPDATES, options=EVERY_SECOND),
        subscribe(UPDATES, event_id="2", options=SAME_IN_ANOTHER_ORDER),
    )
    assert got == [refusal(), refusal(event_id="2")]


def test_a_group_begins_anew_once_everyone_has_left_it() -> None:
    rig = rig_that("denied")
    got = talk(
        rig,
        subscribe(UPDATES, options=EVERY_SECOND),
        unsubscribe(UPDATES),
        subscribe(UPDATES, event_id="2", options=EVERY_SECOND),
    )
    assert got == [refusal(), refusal(event_id="2")]


def test_the_group_that_started_last_rules_what_all_groups_hear() -> None:
    rig = rig_that()
    got = talk(
        rig,
        subscribe(UPDATES, options=LOW),
        subscribe(UPDATES, event_id="2", options=EVERY_SECOND),
        after(rig, ms=1_000),
    )
    assert got == [
        told(UPDATES, place(accuracy_m=1_000)),
        told(UPDATES, place()),
        told(UPDATES, place(), event_id="2"),
        told(UPDATES, place(after_s=1)),
        told(UPDATES, place(after_s=1), event_id="2"),
    ]


def test_who_joins_a_group_waits_for_the_next_update() -> None:
    rig = rig_that()
    got = talk(
        rig,
        subscribe(UPDATES, options=EVERY_SECOND),
        subscribe(UPDATES, event_id="2", options=EVERY_SECOND),
        after(rig, ms=1_000),
    )
    assert got == [
        told(UPDATES, place()),
        told(UPDATES, place(after_s=1)),
        told(UPDATES, place(after_s=1), event_id="2"),
    ]


def test_the_stream_goes_on_while_a_started_group_is_left() -> None:
    rig = rig_that()
    got = talk(
        rig,
        subscribe(UPDATES, options=LOW),
        subscribe(UPDATES, event_id="2", options=EVERY_SECOND),
        unsubscribe(UPDATES, event_id="2"),
        after(rig, ms=1_000),
    )
    assert got[3:] == [told(UPDATES, place(after_s=1))]


def test_nobody_is_looked_for_once_everyone_has_left() -> None:
    rig = rig_that()
    talk(rig, subscribe(UPDATES, options=EVERY_SECOND), unsubscribe(UPDATES))
    left = [waiter.cancelled() for _, waiter in rig.time.sleepers]
    assert left == [True]


def test_the_question_goes_with_the_last_who_wanted_it() -> None:
    rig = rig_that(None)
    got = talk(rig, subscribe(UPDATES, options=EVERY_SECOND), unsubscribe(UPDATES))
    assert (got, rig.shell.prompts.waiting) == ([], [])


def test_a_phone_that_is_lost_says_so_once_and_goes_on_when_it_knows_again() -> None:
    rig = rig_that()
    rig.shell.location.observable.update(is_failing=True)
    got = talk(
        rig,
        subscribe(UPDATES, options=EVERY_SECOND),
        after(rig, ms=1_000),
        lambda: rig.shell.location.observable.update(is_failing=False),
        after(rig, ms=1_000),
    )
    assert got == [failed(UPDATES, LOST), told(UPDATES, place(after_s=2))]


def test_an_undeclared_permission_is_told() -> None:
    got = talk(make_rig(), subscribe(UPDATES, options=EVERY_SECOND))
    message = table()["getPermission", "NO_PERMISSION"].message
    assert got == [failed(UPDATES, message, code="NO_PERMISSION")]


def test_a_disk_that_cannot_be_read_is_told_to_the_developer_and_the_page() -> None:
    rig = rig_that(None)
    rig.vault.problem = StoreError("the disk is gone")
    got = talk(rig, subscribe(UPDATES, options=EVERY_SECOND))
    assert (got, rig.recorded(EntryKind.PROBLEM)) == (
        [failed(UPDATES, "the disk is gone", code="EXECUTION_ERROR")],
        [{"text": "the disk is gone"}],
    )


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"accuracy": 4, "timeInterval": -1, "distanceInterval": 0},
        {"accuracy": 9, "timeInterval": 1, "distanceInterval": 0},
        {"accuracy": 4, "timeInterval": 1, "distanceInterval": 10**400},
        {"accuracy": 4, "\ud800": 1},
        [],
    ],
)
def test_options_that_do_not_fit_are_told(options: Json) -> None:
    (got,) = talk(rig_that(), subscribe(UPDATES, options=options))
    assert isinstance(got, dict)
    value = got["value"]
    assert isinstance(value, dict)
    assert (got["emit"], value["code"]) == (f"{UPDATES}/onError/1", "INVALID_REQUEST")


def longitude_of(got: Json) -> Json:
    assert isinstance(got, dict)
    where = got["value"]
    assert isinstance(where, dict)
    coords = where["coords"]
    assert isinstance(coords, dict)
    return coords["longitude"]
