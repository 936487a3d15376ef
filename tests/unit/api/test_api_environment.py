from __future__ import annotations

import pytest

from aitdesk.api import environment
from aitdesk.api.registry import Registry
from aitdesk.phone.environment import Operational, Platform
from aitdesk.value import UNDEFINED
from rig import DEVICE_ID, call, make_rig, make_shell, resolved, talk


def test_the_constants_are_those_of_the_phone() -> None:
    shell = make_shell(
        platform=Platform.ANDROID,
        operational=Operational.SANDBOX,
        toss_version="5.100.0",
        locale="en_US",
    )
    assert Registry([environment]).constants(shell) == {
        "getLocale": "en-US",
        "getPlatformOS": "android",
        "getOperationalEnvironment": "sandbox",
        "getTossAppVersion": "5.100.0",
        "getDeviceId": DEVICE_ID,
        "getServerTime_isSupported": True,
    }


@pytest.mark.parametrize(
    ("operational", "toss_version", "answer"),
    [
        (Operational.TOSS, "5.244.9", UNDEFINED),
        (Operational.TOSS, "5.245.0", 1_767_225_600_000),
        (Operational.SANDBOX, "5.244.9", 1_767_225_600_000),
    ],
)
def test_the_servers_time_is_in_milliseconds_and_undefined_for_an_old_toss(
    operational: Operational, toss_version: str, answer: int
) -> None:
    rig = make_rig(operational=operational, toss_version=toss_version)
    assert talk(rig, call("getServerTime")) == [resolved("getServerTime", answer)]


def test_the_servers_time_goes_on() -> None:
    rig = make_rig()
    got = talk(rig, call("getServerTime"), lambda: rig.time.advance(ms=250), call("getServerTime"))
    assert got[1] == resolved("getServerTime", 1_767_225_600_250)


def test_the_network_is_wifi_until_it_changes() -> None:
    rig = make_rig()

    def leave_home() -> None:
        rig.shell.network.observable.update(status="OFFLINE")

    got = talk(rig, call("getNetworkStatus"), leave_home, call("getNetworkStatus"))
    assert got == [
        resolved("getNetworkStatus", "WIFI"),
        resolved("getNetworkStatus", "OFFLINE"),
    ]
