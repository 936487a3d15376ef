from __future__ import annotations

import asyncio

import msgspec
import pytest

from aitdesk.phone.observable import Observable, State


class Weather(State, frozen=True, kw_only=True):
    sky: str = "clear"
    wind_mps: int = 0


def test_a_change_is_told_with_the_new_value() -> None:
    observable, told = Observable(Weather()), list[Weather]()
    observable.changes.listen(told.append)
    observable.update(sky="grey")
    assert (told, observable.value) == ([Weather(sky="grey")], Weather(sky="grey"))


def test_an_equal_value_is_no_change() -> None:
    observable, told = Observable(Weather()), list[Weather]()
    observable.changes.listen(told.append)
    observable.set(Weather())
    assert told == []


def test_what_a_snapshot_gave_is_taken_back() -> None:
    observable = Observable(Weather(sky="grey", wind_mps=7))
    kept = asyncio.run(observable.snapshot())
    other = Observable(Weather())
    asyncio.run(other.restore(kept))
    assert (kept, other.value) == ({"sky": "grey", "wind_mps": 7}, observable.value)


@pytest.mark.parametrize("value", [{"sky": 1}, {"rain": True}, [], None, "grey"])
def test_what_does_not_fit_changes_nothing(value: object) -> None:
    observable = Observable(Weather(sky="grey"))
    with pytest.raises(msgspec.ValidationError):
        asyncio.run(observable.restore(value))  # type: ignore[arg-type]
    assert observable.value == Weather(sky="grey")


def test_a_reset_goes_back_to_how_it_began() -> None:
    observable = Observable(Weather(sky="grey"))
    observable.update(sky="clear")
    asyncio.run(observable.reset())
    assert observable.value == Weather(sky="grey")
