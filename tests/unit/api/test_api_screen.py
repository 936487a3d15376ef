from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.api import screen
from aitdesk.api.registry import Registry
from aitdesk.phone.device import Insets
from rig import make_rig, make_shell, subscribe, talk, told

if TYPE_CHECKING:
    from aitdesk.value import Json

TURNED = Insets(top=0, right=54, bottom=21, left=54)
EDGES: Json = {"top": 0, "right": 54, "bottom": 21, "left": 54}


def test_the_insets_are_the_devices_whatever_the_bar_keeps_clear() -> None:
    assert Registry([screen]).constants(make_shell()) == {
        "getSafeAreaInsets": {"top": 54, "right": 0, "bottom": 34, "left": 0},
        "getSafeAreaTop": 54,
        "getSafeAreaRight": 0,
        "getSafeAreaBottom": 34,
        "getSafeAreaLeft": 0,
    }


def test_the_constants_follow_a_change() -> None:
    shell = make_shell()
    shell.device.set_insets(TURNED)
    assert Registry([screen]).constants(shell) == {
        "getSafeAreaInsets": EDGES,
        "getSafeAreaTop": 0,
        "getSafeAreaRight": 54,
        "getSafeAreaBottom": 21,
        "getSafeAreaLeft": 54,
    }


def test_a_change_is_told_and_nothing_at_the_start() -> None:
    rig = make_rig()
    name = "safeAreaInsetsChange"
    got = talk(rig, subscribe(name), lambda: rig.shell.device.set_insets(TURNED))
    events = [each for each in got if isinstance(each, dict) and "emit" in each]
    assert events == [told(name, EDGES)]
