from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest

from aitdesk.engine.qt.mailbox import Lifetime, Mailbox
from aitdesk.errors import HostError, WindowGone

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Letters:
    """A mailbox whose GUI thread works when it is told to."""

    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    posted: list[Callable[[], object]] = field(default_factory=list)

    def post(self, work: Callable[[], object]) -> None:
        self.posted.append(work)

    def tell(self, told: Callable[..., object], *arguments: object) -> None:
        self.loop.call_soon(told, *arguments)

    def work(self) -> None:
        while self.posted:
            self.posted.pop(0)()


def lifetime(letters: Letters) -> Lifetime:
    return Lifetime(cast("Mailbox", letters))


async def asked(
    window: Lifetime, begin: Callable[[Callable[[str], None]], object]
) -> asyncio.Task[str]:
    task = asyncio.ensure_future(window.ask(begin))
    await asyncio.sleep(0)
    return task


def test_work_that_was_posted_before_the_end_and_comes_after_it_is_not_done() -> None:
    async def act() -> list[str]:
        letters, done = Letters(), list[str]()
        window = lifetime(letters)
        window.post(lambda: done.append("before"))
        letters.work()
        window.post(lambda: done.append("after"))
        window.end()
        letters.work()
        return done

    assert asyncio.run(act()) == ["before"]


def test_what_is_asked_is_answered() -> None:
    async def act() -> str:
        letters = Letters()
        task = await asked(lifetime(letters), lambda told: told("seen"))
        letters.work()
        return await task

    assert asyncio.run(act()) == "seen"


@pytest.mark.parametrize("is_begun", [True, False])
def test_what_was_asked_before_the_end_fails_at_the_end(*, is_begun: bool) -> None:
    async def act() -> None:
        letters = Letters()
        window = lifetime(letters)
        task = await asked(window, lambda told: None)
        if is_begun:
            letters.work()
        window.end()
        letters.work()
        await task

    with pytest.raises(WindowGone):
        asyncio.run(act())


def test_what_is_asked_after_the_end_fails_at_once() -> None:
    async def act() -> None:
        letters = Letters()
        window = lifetime(letters)
        window.end()
        await asyncio.sleep(0)
        await window.ask(lambda told: None)

    with pytest.raises(WindowGone):
        asyncio.run(act())


def test_what_cannot_be_begun_fails_with_the_reason() -> None:
    async def act() -> None:
        letters = Letters()
        task = await asked(lifetime(letters), lambda told: 1 / 0)
        letters.work()
        await task

    with pytest.raises(HostError, match="ZeroDivisionError"):
        asyncio.run(act())


def test_an_answer_that_nobody_waits_for_any_more_is_dropped() -> None:
    async def act() -> None:
        letters = Letters()
        task = await asked(lifetime(letters), lambda told: told("late"))
        letters.work()
        task.cancel()
        await asyncio.sleep(0)
        assert task.cancelled()

    asyncio.run(act())


def test_the_end_is_told_once_after_what_is_held_was_let_go_the_last_first() -> None:
    async def act() -> list[str]:
        letters, seen = Letters(), list[str]()
        window = lifetime(letters)
        window.hold(lambda: seen.append("profile"))
        window.hold(lambda: seen.append(f"page, alive: {window.is_alive}"))
        window.follow(lambda: seen.append("told"))
        window.end()
        window.end()
        await asyncio.sleep(0)
        window.follow(lambda: seen.append("told late"))
        return seen

    assert asyncio.run(act()) == ["page, alive: False", "profile", "told", "told late"]


def test_what_a_window_saw_is_not_told_after_its_end() -> None:
    async def act() -> list[str]:
        letters, told = Letters(), list[str]()
        window = lifetime(letters)
        window.tell(told.append, "before")
        window.end()
        window.tell(told.append, "after")
        await asyncio.sleep(0)
        return told

    assert asyncio.run(act()) == ["before"]


def test_the_end_is_told_even_where_something_cannot_be_let_go() -> None:
    async def act() -> list[str]:
        letters, told = Letters(), list[str]()
        window = lifetime(letters)
        window.hold(lambda: told.append("let go all the same"))
        window.hold(lambda: 1 / 0)
        window.follow(lambda: told.append("told"))
        with pytest.raises(ZeroDivisionError):
            window.end()
        await asyncio.sleep(0)
        return told

    assert asyncio.run(act()) == ["let go all the same", "told"]
