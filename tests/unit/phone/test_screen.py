from __future__ import annotations

import pytest

from aitdesk.phone.device import Extent, Insets
from aitdesk.phone.environment import Platform
from aitdesk.phone.screen import Screen
from rig import make_shell

UPRIGHT = Extent(393, 852, Insets(54, 0, 34, 0))
TURNED = Extent(852, 393, Insets(0, 59, 21, 59))


def test_turning_the_screen_turns_the_phone_and_back() -> None:
    shell, turns = make_shell(), list[Extent]()
    shell.device.turns.listen(turns.append)
    for orientation in ("landscape", "landscape", "portrait"):
        shell.screen.observable.update(orientation=orientation)
    assert (turns, shell.device.extent) == ([TURNED, UPRIGHT], UPRIGHT)


@pytest.mark.parametrize(
    ("state", "chips"),
    [
        ({}, []),
        ({"is_awake": True}, ["☀ awake"]),
        ({"is_secure": True}, ["🔒 secure"]),
        ({"is_awake": True, "is_secure": True}, ["☀ awake", "🔒 secure"]),
    ],
)
def test_what_nobody_could_see_is_a_chip(state: dict[str, bool], chips: list[str]) -> None:
    screen = Screen()
    screen.observable.update(**state)
    assert screen.chips == chips


def test_a_phone_without_a_network_says_so() -> None:
    shell = make_shell()
    shell.network.observable.update(status="OFFLINE")
    assert shell.chips == ["✈ offline"]


@pytest.mark.parametrize(
    ("platform", "is_enabled", "swipes"),
    [
        (Platform.IOS, True, True),
        (Platform.IOS, False, False),
        (Platform.ANDROID, True, False),
    ],
)
def test_a_swipe_goes_back_on_ios_unless_the_mini_app_says_no(
    platform: Platform, *, is_enabled: bool, swipes: bool
) -> None:
    shell = make_shell(platform=platform)
    shell.screen.observable.update(is_swipe_enabled=is_enabled)
    assert shell.swipes_back is swipes
