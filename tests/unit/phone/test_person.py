from __future__ import annotations

import asyncio

import msgspec
import pytest

from aitdesk.phone.person import PersonState
from rig import make_shell


def test_nobody_is_younger_than_0() -> None:
    with pytest.raises(ValueError, match="age_years cannot be below 0"):
        PersonState(age_years=-1)


def test_only_facts_that_the_sdk_knows_can_be_set() -> None:
    person = make_shell().person
    before = person.observable.value
    with pytest.raises(msgspec.ValidationError):
        asyncio.run(person.observable.restore({"facts": {"USER_SHOE_SIZE": "270"}}))
    assert person.observable.value == before


def test_agreements_are_forgotten_with_a_reset() -> None:
    shell = make_shell()

    async def run() -> dict[str, object]:
        await shell.person.agreements.restore({"notification/a": {"status": "agreed"}})
        await shell.reset()
        return {**await shell.person.agreements.all()}

    assert asyncio.run(run()) == {}
