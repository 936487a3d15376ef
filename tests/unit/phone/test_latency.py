from __future__ import annotations

from statistics import median

import pytest

from aitdesk.api import FAMILIES
from aitdesk.phone.latency import Latency, LatencyState, Pace, spreads
from aitdesk.phone.observable import Observable


def delays(pace: Pace, *, seed: int = 0, family: str = "auth", times: int = 500) -> list[float]:
    latency = Latency(Observable(LatencyState(pace=pace, seed=seed)))
    return [latency.delay_ms(family) for _ in range(times)]


def test_without_a_pace_every_answer_is_immediate() -> None:
    assert set(delays("none")) == {0.0}


def test_the_same_seed_gives_the_same_delays() -> None:
    assert (delays("slow", seed=7), delays("slow", seed=7) == delays("slow", seed=8)) == (
        delays("slow", seed=7),
        False,
    )


@pytest.mark.parametrize("family", list(spreads()))
def test_half_of_the_answers_are_quicker_than_the_median_of_the_family(family: str) -> None:
    found = [median(delays(pace, family=family)) for pace in ("typical", "slow")]
    expected = [spreads()[family].typical_median_ms, spreads()[family].slow_median_ms]
    assert found == pytest.approx(expected, rel=0.2)


def test_a_family_without_a_row_takes_the_default() -> None:
    assert delays("typical", family="screen") == delays("typical", family="default")


def test_a_new_pace_begins_with_its_seed() -> None:
    latency = Latency()
    latency.observable.update(pace="typical", seed=3)
    assert latency.delay_ms("auth") == delays("typical", seed=3, times=1)[0]


def test_every_row_is_of_a_family_that_there_is() -> None:
    families = {family.__name__.rpartition(".")[2] for family in FAMILIES}
    assert set(spreads()) - {"default"} - families == set()
