from __future__ import annotations

from aitdesk.engine.crowd import MOST, MOST_CHARACTERS, Crowd


def test_so_many_may_wait_and_the_first_that_is_lost_is_told() -> None:
    crowd = Crowd()
    places = [crowd.enter(1) for _ in range(MOST + 3)]
    assert places == ["in"] * MOST + ["first out", "out", "out"]


def test_so_much_may_wait_and_one_alone_may_be_of_any_length() -> None:
    crowd = Crowd()
    assert [crowd.enter(MOST_CHARACTERS * 2), crowd.enter(1)] == ["in", "first out"]


def test_once_nothing_waits_what_is_lost_is_told_again() -> None:
    crowd = Crowd()
    for _ in range(MOST + 1):
        crowd.enter(1)
    crowd.leave(1)
    assert [crowd.enter(1), crowd.enter(1)] == ["in", "out"]
    for _ in range(MOST):
        crowd.leave(1)
    assert [crowd.enter(1) for _ in range(MOST + 1)][-1] == "first out"
