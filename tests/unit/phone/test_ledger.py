from __future__ import annotations

import asyncio

import msgspec
import pytest

from aitdesk.errors import StoreError
from aitdesk.phone.ledger import Ledger
from aitdesk.phone.observable import State
from memory_vault import MemoryVault


class Ticket(State, frozen=True, kw_only=True):
    seat: int


class Lenient(State, frozen=True, kw_only=True, forbid_unknown_fields=False):
    seat: int
    class_: str = "first"


def ledger(vault: MemoryVault | None = None, *, user: str = "default") -> Ledger[Ticket]:
    return Ledger(vault or MemoryVault(), "tickets", "my-app", user, Ticket)


def test_a_record_is_found_under_its_key() -> None:
    tickets = ledger()
    asyncio.run(tickets.put("a", Ticket(seat=1)))
    assert asyncio.run(tickets.all()) == {"a": Ticket(seat=1)}


def test_of_two_that_want_the_same_step_one_takes_it() -> None:
    vault = MemoryVault()
    one, other = ledger(vault), ledger(vault)
    asyncio.run(one.put("a", Ticket(seat=1)))
    took = [
        asyncio.run(each.swap("a", expected=Ticket(seat=1), new=Ticket(seat=seat)))
        for each, seat in ((one, 2), (other, 3))
    ]
    assert (took, asyncio.run(one.get("a"))) == ([True, False], Ticket(seat=2))


def test_nothing_is_expected_where_nothing_is() -> None:
    tickets = ledger()
    took = [asyncio.run(tickets.swap("a", expected=None, new=Ticket(seat=1))) for _ in range(2)]
    assert took == [True, False]


def test_a_record_can_be_taken_away() -> None:
    tickets = ledger()
    asyncio.run(tickets.put("a", Ticket(seat=1)))
    asyncio.run(tickets.swap("a", expected=Ticket(seat=1), new=None))
    assert asyncio.run(tickets.get("a")) is None


def test_records_of_another_person_are_apart() -> None:
    vault = MemoryVault()
    asyncio.run(ledger(vault).put("a", Ticket(seat=1)))
    assert asyncio.run(ledger(vault, user="other").all()) == {}


def test_every_writing_is_told_by_its_key_and_a_refused_one_is_not() -> None:
    tickets, told = ledger(), list[str]()
    tickets.changes.listen(told.append)
    asyncio.run(tickets.put("a", Ticket(seat=1)))
    asyncio.run(tickets.swap("b", expected=Ticket(seat=9), new=None))
    assert told == ["a"]


def test_a_restore_leaves_exactly_what_it_was_given() -> None:
    tickets = ledger()
    for key in ("a", "b"):
        asyncio.run(tickets.put(key, Ticket(seat=1)))
    asyncio.run(tickets.restore({"b": {"seat": 2}, "c": {"seat": 3}}))
    assert asyncio.run(tickets.snapshot()) == {"b": {"seat": 2}, "c": {"seat": 3}}


def test_what_does_not_fit_changes_nothing() -> None:
    tickets = ledger()
    asyncio.run(tickets.put("a", Ticket(seat=1)))
    with pytest.raises(msgspec.ValidationError):
        asyncio.run(tickets.restore({"b": {"seat": "front"}}))
    assert asyncio.run(tickets.snapshot()) == {"a": {"seat": 1}}


def test_a_reset_forgets_every_record() -> None:
    tickets = ledger()
    asyncio.run(tickets.put("a", Ticket(seat=1)))
    asyncio.run(tickets.reset())
    assert asyncio.run(tickets.all()) == {}


def test_a_record_of_an_older_release_can_still_be_swapped() -> None:
    vault = MemoryVault()
    vault.kept["my-app", "default", "tickets", "a"] = '{ "seat" : 1, "row": "dropped since" }'
    took = asyncio.run(
        Ledger(vault, "tickets", "my-app", "default", Lenient).swap(
            "a", expected=Lenient(seat=1), new=Lenient(seat=2)
        )
    )
    assert (took, list(vault.kept.values())) == (True, ['{"seat":2,"class_":"first"}'])


def test_a_record_that_cannot_be_read_is_told_and_kept() -> None:
    vault = MemoryVault()
    vault.kept["my-app", "default", "tickets", "a"] = '{"seat":"front"}'
    with pytest.raises(StoreError) as caught:
        asyncio.run(ledger(vault).all())
    assert list(vault.kept.values()) == ['{"seat":"front"}']
    assert str(caught.value) == (
        "a record of tickets of my-app is not one that this aitdesk can read "
        "(Expected `int`, got `str` - at `$.seat`): choose another install with --install NAME"
    )
