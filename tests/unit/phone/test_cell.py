from __future__ import annotations

import asyncio

import msgspec
import pytest

from aitdesk.phone.observable import Observable, State


class Weather(State, frozen=True, kw_only=True):
    sky: str = "clear"
    wind_mps: int = 0


def test_a_change_is_told_with_the_new_value() -> None:
    cell, told = Observable(Weather()), list[Weather]()
    cell.changes.listen(told.append)
    cell.update(sky="grey")
    assert (told, cell.value) == ([Weather(sky="grey")], Weather(sky="grey"))


def test_an_equal_value_is_no_change() -> None:
    cell, told = Observable(Weather()), list[Weather]()
    cell.changes.listen(told.append)
    cell.set(Weather())
    assert told == []


def test_what_a_snapshot_gave_is_taken_back() -> None:
    cell = Observable(Weather(sky="grey", wind_mps=7))
    kept = asyncio.run(cell.snapshot())
    other = Observable(Weather())
    asyncio.run(other.restore(kept))
    assert (kept, other.value) == ({"sky": "grey", "wind_mps": 7}, cell.value)


@pytest.mark.parametrize("value", [{"sky": 1}, {"rain": True}, [], None, "grey"])
def test_what_does_not_fit_changes_nothing(value: object) -> None:
    cell = Observable(Weather(sky="grey"))
    with pytest.raises(msgspec.ValidationError):
        asyncio.run(cell.restore(value))  # type: ignore[arg-type]
    assert cell.value == Weather(sky="grey")


def test_a_reset_goes_back_to_how_it_began() -> None:
    cell = Observable(Weather(sky="grey"))
    cell.update(sky="clear")
    asyncio.run(cell.reset())
    assert cell.value == Weather(sky="grey")
