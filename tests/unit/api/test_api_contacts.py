from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.contacts import ContactPerson
from rig import Rig, call, make_rig, rejected, resolved, talk

if TYPE_CHECKING:
    from aitdesk.phone.prompts import Policy
    from aitdesk.value import Json

APP = AppFacts("my-app", "My App", permissions=(DeclaredPermission("contacts", "read"),))
NAME = "fetchContacts"
ANN: Json = {"name": "Ann", "phoneNumber": "1"}
BEN: Json = {"name": "Ben", "phoneNumber": "2"}


def rig_with_two(*, prompts: Policy = "allow") -> Rig:
    rig = make_rig(app=APP, prompts=prompts)
    people = (
        ContactPerson(name="Ann", phone_number="1"),
        ContactPerson(name="Ben", phone_number="2"),
    )
    rig.shell.contacts.observable.update(people=people)
    return rig


@pytest.mark.parametrize(
    ("options", "reply"),
    [
        ({"size": 1, "offset": 0}, {"result": [ANN], "nextOffset": 1, "done": False}),
        ({"size": 1, "offset": 1}, {"result": [BEN], "nextOffset": None, "done": True}),
        ({"size": 9, "offset": 9}, {"result": [], "nextOffset": None, "done": True}),
        (
            {"size": 9, "offset": 0, "query": {"contains": "en"}},
            {"result": [BEN], "nextOffset": None, "done": True},
        ),
        (
            {"size": 9, "offset": 0, "query": {}},
            {"result": [ANN, BEN], "nextOffset": None, "done": True},
        ),
        (
            {"size": 9, "offset": 0, "query": None},
            {"result": [ANN, BEN], "nextOffset": None, "done": True},
        ),
    ],
)
def test_contacts_come_in_pages(options: Json, reply: Json) -> None:
    assert talk(rig_with_two(), call(NAME, options)) == [resolved(NAME, reply)]


def test_following_the_offsets_reaches_everyone_once() -> None:
    rig = make_rig(app=APP, prompts="allow")
    everyone: list[Json] = [
        {"name": each.name, "phoneNumber": each.phone_number}
        for each in rig.shell.contacts.observable.value.people
    ]
    offsets = [0, 7, 14, 21, 28]
    assert talk(rig, *(call(NAME, {"size": 7, "offset": offset}) for offset in offsets)) == [
        resolved(
            NAME,
            {
                "result": everyone[offset : offset + 7],
                "nextOffset": None if offset == 28 else offset + 7,
                "done": offset == 28,
            },
        )
        for offset in offsets
    ]


@pytest.mark.parametrize(
    "options", [{"size": 0, "offset": 0}, {"size": 1, "offset": -1}, {"offset": 0}]
)
def test_a_page_that_cannot_be_is_rejected(options: Json) -> None:
    (got,) = talk(rig_with_two(), call(NAME, options))
    assert isinstance(got, dict)
    value = got["value"]
    assert isinstance(value, dict)
    assert (got["emit"], value["code"]) == (f"{NAME}/reject/1", "INVALID_REQUEST")


def test_a_refusal_has_the_error_of_the_call() -> None:
    assert talk(rig_with_two(prompts="deny"), call(NAME, {"size": 1, "offset": 0})) == [
        rejected(NAME, "연락처 권한이 거부되었어요.", error_name="fetchContacts permission error")
    ]
