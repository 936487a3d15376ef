from __future__ import annotations

import pytest

from aitdesk.phone.contacts import ContactPage, ContactPerson, Contacts, ContactsState
from aitdesk.phone.observable import Observable

ANN, BEN, ANA = people = tuple(
    ContactPerson(name=name, phone_number=f"010-0000-{number:04}")
    for number, name in enumerate(["Ann", "Ben", "ana"])
)


@pytest.mark.parametrize(
    ("size", "offset", "contains", "page"),
    [
        (2, 0, "", ContactPage((ANN, BEN), 2)),
        (2, 2, "", ContactPage((ANA,), None)),
        (3, 0, "", ContactPage(people, None)),
        (10**400, 0, "", ContactPage(people, None)),
        (1, 3, "", ContactPage((), None)),
        (1, 10**400, "", ContactPage((), None)),
        (1, 0, "AN", ContactPage((ANN,), 1)),
        (1, 1, "AN", ContactPage((ANA,), None)),
        (5, 0, "0000", ContactPage((), None)),
    ],
)
def test_a_page_is_of_those_that_are_wanted(
    size: int, offset: int, contains: str, page: ContactPage
) -> None:
    contacts = Contacts(Observable(ContactsState(people=people)))
    assert contacts.page(size=size, offset=offset, contains=contains) == page


def test_everyone_of_the_made_up_address_book_is_visibly_made_up_and_there_once() -> None:
    everyone = ContactsState().people
    numbers = {each.phone_number for each in everyone}
    fake = [
        each
        for each in everyone
        if each.name.startswith("가짜 ") and each.phone_number.startswith("010-0000-")
    ]
    assert (len(everyone), len(numbers), len(fake)) == (30, 30, 30)
