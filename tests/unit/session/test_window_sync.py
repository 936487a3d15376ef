from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.engine.headless import Headless
from aitdesk.session.window_sync import WindowSync
from rig import make_rig, make_shell

if TYPE_CHECKING:
    from aitdesk.phone.network import Status


@pytest.mark.parametrize(
    ("status", "done"),
    [
        ("OFFLINE", ["set_online False", "show_chips ✈ offline"]),
        ("5G", ["set_online True", "show_chips "]),
    ],
)
def test_the_window_follows_the_network(status: Status, done: list[str]) -> None:
    rig = make_rig()
    rig.shell.network.observable.update(status=status)
    assert rig.chrome.done == done


def test_a_phone_as_it_comes_needs_nothing_of_the_window() -> None:
    rig = make_rig()
    rig.session._window_sync.show()
    assert rig.chrome.done == []


def test_a_phone_that_begins_otherwise_is_shown_as_it_is() -> None:
    async def shown() -> list[str]:
        rig = make_rig()
        rig.shell.network.observable.update(status="OFFLINE")
        rig.shell.screen.observable.update(is_awake=True, orientation="landscape")
        rig.chrome.done.clear()
        rig.session._window_sync.show()
        return rig.chrome.done

    assert asyncio.run(shown()) == [
        "show_chips ☀ awake, ✈ offline",
        "set_online False",
        "turn 852x393",
    ]


def test_the_clipboard_gets_this_desktop_also_when_it_was_there_before() -> None:
    shell, chrome = make_shell(), Headless()
    assert shell.clipboard.desktop is None
    WindowSync(shell, chrome)
    assert shell.clipboard.desktop is chrome
