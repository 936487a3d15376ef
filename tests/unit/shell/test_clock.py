from __future__ import annotations

import time

from aitdesk.shell.clock import Clock
from rig import FakeTime


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
