from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.api import FAMILIES
from aitdesk.api.registry import Registry
from aitdesk.errors import ApiError
from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.need import VALID, Need
from aitdesk.phone.permissions import Decision
from aitdesk.phone.prompts import Answer
from memory_vault import MemoryVault
from rig import make_shell, quiet

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from aitdesk.phone import SimulatedPhone

READ = Need("clipboard", "read")
WRITE = Need("clipboard", "write")
APP = AppFacts("my-app", "My App", permissions=(DeclaredPermission("clipboard", "read"),))


def ask(shell: SimulatedPhone, *wanted: Awaitable[object], answers: list[str]) -> list[object]:
    """Start everything that is wanted, then answer what is asked, oldest first."""

    async def run() -> list[object]:
        asking = asyncio.gather(*wanted)
        for choice in answers:
            await quiet()
            shell.prompts.answer(shell.prompts.waiting[0].id, Answer(choice), by="sheet")
        return list(await asyncio.wait_for(asking, 1))

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("choice", "status"), [("allow", "allowed"), ("once", "allowed"), ("deny", "denied")]
)
def test_an_answer_is_remembered_in_this_run(choice: str, status: str) -> None:
    shell = make_shell(app=APP)
    (answer,) = ask(shell, shell.permissions.ask(READ), answers=[choice])
    assert (answer, asyncio.run(shell.permissions.status(READ))) == (status, status)


@pytest.mark.parametrize(
    ("choice", "status"), [("allow", "allowed"), ("once", "notDetermined"), ("deny", "denied")]
)
def test_the_next_run_remembers_all_but_once(choice: str, status: str) -> None:
    vault = MemoryVault()
    shell = make_shell(app=APP, vault=vault)
    ask(shell, shell.permissions.ask(READ), answers=[choice])
    assert asyncio.run(make_shell(app=APP, vault=vault).permissions.status(READ)) == status


def test_a_reset_forgets_what_was_allowed_once() -> None:
    shell = make_shell(app=APP)
    ask(shell, shell.permissions.ask(READ), answers=["once"])
    asyncio.run(shell.reset())
    assert asyncio.run(shell.permissions.status(READ)) == "notDetermined"


def test_a_refusal_is_not_asked_again_by_a_request() -> None:
    shell = make_shell(app=APP)
    asyncio.run(shell.permissions.ledger.put(READ.key, Decision(status="denied")))
    assert ask(shell, shell.permissions.request(READ), answers=[]) == ["denied"]


def test_the_dialog_asks_again_after_a_refusal() -> None:
    shell = make_shell(app=APP)
    asyncio.run(shell.permissions.ledger.put(READ.key, Decision(status="denied")))
    assert ask(shell, shell.permissions.ask(READ), answers=["allow"]) == ["allowed"]


def test_of_several_requests_at_once_one_asks_for_all() -> None:
    shell = make_shell(app=APP)
    requests = [shell.permissions.request(READ) for _ in range(3)]
    assert ask(shell, *requests, answers=["deny"]) == ["denied", "denied", "denied"]


def test_a_request_waits_for_a_dialog_that_is_open() -> None:
    shell = make_shell(app=APP)
    wanted = [shell.permissions.ask(READ), shell.permissions.request(READ)]
    assert ask(shell, *wanted, answers=["allow"]) == ["allowed", "allowed"]


def test_two_dialogs_of_one_permission_are_asked_one_after_the_other() -> None:
    shell = make_shell(app=APP)
    wanted = [shell.permissions.ask(READ), shell.permissions.ask(READ)]
    assert ask(shell, *wanted, answers=["allow", "deny"]) == ["allowed", "denied"]


def test_who_waited_asks_when_the_one_who_asked_is_gone() -> None:
    shell = make_shell(app=APP)

    async def run() -> tuple[object, int]:
        first = asyncio.create_task(shell.permissions.request(READ))
        second = asyncio.create_task(shell.permissions.request(READ))
        await quiet()
        first.cancel()
        await quiet()
        (prompt,) = shell.prompts.waiting
        shell.prompts.answer(prompt.id, Answer("allow"), by="sheet")
        return await second, len(shell.prompts.waiting)

    assert asyncio.run(run()) == ("allowed", 0)


def test_requests_of_different_permissions_do_not_wait_for_each_other() -> None:
    both = (DeclaredPermission("clipboard", "read"), DeclaredPermission("clipboard", "write"))
    shell = make_shell(app=AppFacts("my-app", "My App", permissions=both))

    async def run() -> list[str]:
        wanted = asyncio.gather(*map(shell.permissions.request, (READ, WRITE)))
        await quiet()
        titles = [prompt.sheet.title for prompt in shell.prompts.waiting]
        wanted.cancel()
        await asyncio.gather(wanted, return_exceptions=True)
        return titles

    assert asyncio.run(run()) == [
        "'My App'에서 클립보드를 읽으려고 해요",
        "'My App'에서 클립보드에 쓰려고 해요",
    ]


def test_a_guarded_call_passes_where_the_person_allows_it() -> None:
    shell = make_shell(app=APP)
    passing = shell.permissions.require(READ, for_call="getClipboardText")
    assert ask(shell, passing, answers=["allow"]) == [None]


def test_a_pair_that_does_not_exist_declares_nothing() -> None:
    declared = tuple(
        DeclaredPermission(*pair)
        for pair in [
            ("clipboard", "access"),
            ("camera", "read"),
            ("sun", "read"),
            ("camera", "access"),
        ]
    )
    shell = make_shell(app=AppFacts("my-app", "My App", permissions=declared))
    assert shell.permissions.declared() == (Need("camera", "access"),)


def test_what_is_not_declared_cannot_be_required() -> None:
    shell = make_shell(app=APP)
    with pytest.raises(ApiError) as refused:
        asyncio.run(shell.permissions.require(WRITE, for_call="setClipboardText"))
    assert refused.value.code == "NO_PERMISSION"


def test_every_pair_that_exists_is_asked_for_in_words_of_its_own() -> None:
    declared = tuple(DeclaredPermission(need.name, need.access) for need in VALID)
    shell = make_shell(app=AppFacts("my-app", "My App", permissions=declared), locale="en-US")
    titles = list[str]()
    shell.prompts.settled.listen(lambda settled: titles.append(settled.prompt.sheet.title))
    shell.prompts.observable.update(default="allow")
    for need in VALID:
        asyncio.run(shell.permissions.ask(need))
    assert (len(VALID), len(set(titles))) == (9, 9)


def test_every_guard_of_a_handler_is_a_pair_that_exists() -> None:
    needs = {handler.mark.needs for handler in Registry(FAMILIES).all()} - {None}
    assert needs - VALID == set()
