from __future__ import annotations

import asyncio
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from aitdesk.engine.loop_thread import LoopThread
from aitdesk.errors import HostError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator


@pytest.fixture
def thread() -> Iterator[LoopThread]:
    thread = LoopThread()
    yield thread
    thread.stop()


async def wait_for_ever() -> None:
    await asyncio.Event().wait()


async def die(death: BaseException) -> None:
    raise death


async def fall_silent() -> None:
    asyncio.get_running_loop().stop()
    await wait_for_ever()


def test_what_the_loop_returns_is_returned(thread: LoopThread) -> None:
    assert thread.result(thread.submit(asyncio.sleep(0, "done"))) == "done"


def test_what_the_loop_raises_is_raised_and_the_loop_lives_on(thread: LoopThread) -> None:
    with pytest.raises(ValueError, match="no"):
        thread.result(thread.submit(die(ValueError("no"))))
    assert thread.result(thread.submit(asyncio.sleep(0, "alive"))) == "alive"


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        (lambda: die(SystemExit(3)), r"SystemExit\(3\) in .*test_loop_thread\.py:\d+"),
        (lambda: die(KeyboardInterrupt()), r"KeyboardInterrupt\(\) in .*\.py:\d+"),
        (fall_silent, "it was stopped"),
    ],
)
def test_a_wait_ends_with_the_reason_when_the_loop_dies(
    work: Callable[[], Coroutine[None, None, None]], reason: str, thread: LoopThread
) -> None:
    waiting = thread.submit(wait_for_ever())
    thread.loop.call_soon_threadsafe(lambda: asyncio.ensure_future(work()))
    with pytest.raises(
        HostError, match=f"^the run is over, because the host's loop died: {reason}"
    ):
        thread.result(waiting)


def test_whoever_wants_to_know_is_told_of_the_death_even_when_it_comes_late(
    thread: LoopThread,
) -> None:
    died = threading.Event()
    thread.when_dead(died.set)
    thread.loop.call_soon_threadsafe(sys.exit)
    assert died.wait(5)
    late: list[str] = []
    thread.when_dead(lambda: late.append("told"))
    assert late == ["told"]


def test_a_loop_that_is_stopped_on_purpose_has_not_died() -> None:
    thread, told = LoopThread(), list[str]()
    thread.when_dead(lambda: told.append("dead"))
    thread.stop()
    assert told == []


def test_what_is_under_way_lets_go_of_what_it_has_when_the_loop_ends() -> None:
    async def hold() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            let_go.append("it")

    thread, let_go = LoopThread(), list[str]()
    thread.submit(hold())
    thread.result(thread.submit(asyncio.sleep(0)))
    thread.stop()
    assert let_go == ["it"]
