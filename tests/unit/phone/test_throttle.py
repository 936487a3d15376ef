from __future__ import annotations

import pytest

from aitdesk.errors import ApiError
from aitdesk.phone.observable import Observable
from aitdesk.phone.throttle import Throttle, ThrottleState


def passes(throttle: Throttle, name: str, *, now_ms: float) -> bool:
    try:
        throttle.check(name, now_ms=now_ms)
    except ApiError:
        return False
    return True


def test_it_is_off_unless_asked_for() -> None:
    throttle = Throttle()
    assert [passes(throttle, "share", now_ms=0) for _ in range(3)] == [True, True, True]


def test_a_call_that_comes_too_soon_after_an_accepted_one_is_refused() -> None:
    throttle = Throttle(Observable(ThrottleState(is_on=True)))
    times = [0, 100, 249, 250, 499, 500]
    assert [passes(throttle, "share", now_ms=now_ms) for now_ms in times] == [
        True, False, False, True, False, True,
    ]  # fmt: skip


def test_a_refused_call_is_told_by_its_name() -> None:
    throttle = Throttle(Observable(ThrottleState(is_on=True)))
    throttle.check("share", now_ms=0)
    with pytest.raises(ApiError) as caught:
        throttle.check("share", now_ms=1)
    assert (caught.value.code, caught.value.message) == (
        "APP_BRIDGE_THROTTLED",
        "Too many app bridge calls from share.",
    )


def test_each_name_is_counted_for_itself() -> None:
    throttle = Throttle(Observable(ThrottleState(is_on=True)))
    assert [passes(throttle, name, now_ms=0) for name in ("share", "openURL")] == [True, True]
