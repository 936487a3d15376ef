from __future__ import annotations

import pytest

from aitdesk.errors import ApiError
from aitdesk.phone.clock import Clock
from aitdesk.phone.haptics import KEPT, TYPES, Feedback, Haptics
from rig import FakeTime

AT_MS = 1_767_225_600_000


def haptics() -> Haptics:
    return Haptics(Clock(FakeTime()))


def test_what_was_felt_is_remembered_and_told() -> None:
    felt, told = haptics(), list[Feedback]()
    felt.felt.listen(told.append)
    felt.play("tap")
    felt.play("tap")
    tap = Feedback(type="tap", at_ms=AT_MS)
    assert (felt.observable.value.recent, told) == ((tap, tap), [tap, tap])


def test_only_the_last_ones_are_remembered() -> None:
    felt = haptics()
    felt.play("wiggle")
    for _ in range(KEPT):
        felt.play("tap")
    assert felt.observable.value.recent == (Feedback(type="tap", at_ms=AT_MS),) * KEPT


def test_an_unknown_type_is_not_felt() -> None:
    felt = haptics()
    with pytest.raises(ApiError) as refused:
        felt.play("Tap")
    assert (refused.value.code, felt.observable.value.recent, len(TYPES)) == (
        "EXECUTION_ERROR",
        (),
        10,
    )
