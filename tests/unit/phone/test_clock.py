from __future__ import annotations

import asyncio
import time

import pytest

from aitdesk.phone.clock import Clock
from rig import FakeTime, quiet


def test_the_servers_time_is_in_whole_milliseconds() -> None:
    assert Clock(lambda: 1_767_225_600.0625).server_time_ms() == 1_767_225_600_062


def test_the_servers_time_goes_on_with_its_source() -> None:
    source = FakeTime()
    clock = Clock(source)
    before = clock.server_time_ms()
    source.advance(ms=250)
    assert clock.server_time_ms() - before == 250


def test_without_another_source_it_is_this_machines_time() -> None:
    before = int(time.time() * 1000)
    shown = Clock().server_time_ms()
    assert before <= shown <= int(time.time() * 1000)


@pytest.mark.parametrize(
    ("ahead_ms", "shown_ms"), [(90_000, 1_767_225_690_000), (-1, 1_767_225_599_999)]
)
def test_the_server_may_be_ahead_of_the_phone_or_behind(ahead_ms: int, shown_ms: int) -> None:
    clock = Clock(FakeTime())
    clock.observable.update(server_ahead_ms=ahead_ms)
    assert (clock.server_time_ms(), clock.now_ms()) == (shown_ms, 1_767_225_600_000)


def test_who_sleeps_wakes_when_the_time_jumps_past_the_end() -> None:
    source = FakeTime()
    clock = Clock(source, source.sleep)
    woke: list[int] = []

    async def sleep() -> None:
        await clock.sleep(60)
        woke.append(clock.now_ms())

    async def jump() -> None:
        sleeping = asyncio.create_task(sleep())
        for _ in range(2):
            await quiet()
            clock.advance(30_000)
        await sleeping

    asyncio.run(jump())
    assert woke == [1_767_225_660_000]


def test_who_sleeps_wakes_when_a_jump_and_its_source_add_up() -> None:
    source = FakeTime()
    clock = Clock(source, source.sleep)

    async def jump() -> bool:
        sleeping = asyncio.create_task(clock.sleep(60))
        await quiet()
        clock.advance(59_999)
        await quiet()
        was_asleep = not sleeping.done()
        source.advance(ms=1)
        await sleeping
        return was_asleep

    assert asyncio.run(jump())
