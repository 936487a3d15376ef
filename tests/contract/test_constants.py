"""What the page reads synchronously: whole maps, and every gate on both sides of its threshold."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aitdesk.api import FAMILIES
from aitdesk.api.decorators import HandlerKind
from aitdesk.api.registry import Registry
from aitdesk.phone.app import AppFacts
from aitdesk.phone.environment import Operational, Platform
from aitdesk.protocol import granite, webview_bridge
from aitdesk.protocol.line import Line
from rig import DEVICE_ID, make_shell

if TYPE_CHECKING:
    from aitdesk.phone import SimulatedPhone
    from aitdesk.value import Json

IOS, ANDROID = Platform.IOS, Platform.ANDROID
TOSS, SANDBOX = Operational.TOSS, Operational.SANDBOX

PRIVATE: dict[Line, dict[str, Json]] = {
    Line.GRANITE: dict.fromkeys(
        ("deploymentId", "getDeploymentId", "getDeviceId", "getSchemeUri"), ""
    ),
    Line.WEBVIEW_BRIDGE: {
        "deploymentId": "",
        "deviceId": "",
        "schemeUri": "",
        "appsInTossGlobals": {},
    },
}
ALWAYS_THE_SAME: dict[str, Json] = {
    "getLocale": "ko-KR",
    "getTossAppVersion": "5.270.0",
    "getDeviceId": DEVICE_ID,
    "getSchemeUri": "intoss://my-app/path?x=1",
    "getAppName": "my-app",
    "getGroupId": "aitdesk-group",
    "deploymentId": "00000000-0000-7000-8000-000000000000",
    "getDeploymentId": "00000000-0000-7000-8000-000000000000",
    "brandDisplayName": "My App",
    "brandIcon": "",
    "brandPrimaryColor": "#3182F6",
    "brandBridgeColorMode": "basic",
    "webViewType": "partner",
    "getWebViewType": "partner",
    "getServerTime_isSupported": True,
    "requestReview_isSupported": True,
}
OF_PLATFORM: dict[Platform, dict[str, Json]] = {
    IOS: {
        "getPlatformOS": "ios",
        "getSafeAreaInsets": {"top": 54, "right": 0, "bottom": 34, "left": 0},
        "getSafeAreaTop": 54,
        "getSafeAreaRight": 0,
        "getSafeAreaBottom": 34,
        "getSafeAreaLeft": 0,
        "getDeclaredAgeRange_isSupported": True,
    },
    ANDROID: {
        "getPlatformOS": "android",
        "getSafeAreaInsets": {"top": 24, "right": 0, "bottom": 0, "left": 0},
        "getSafeAreaTop": 24,
        "getSafeAreaRight": 0,
        "getSafeAreaBottom": 0,
        "getSafeAreaLeft": 0,
        "getDeclaredAgeRange_isSupported": False,
    },
}
ADS = [
    "loadAppsInTossAdMob_isSupported",
    "showAppsInTossAdMob_isSupported",
    "isAppsInTossAdMobLoaded_isSupported",
    "loadFullScreenAd_isSupported",
    "showFullScreenAd_isSupported",
    "fetchTossAd_isSupported",
    "fetchAppsInTossAd_isSupported",
    "loadAdMobInterstitialAd_isSupported",
    "showAdMobInterstitialAd_isSupported",
    "loadAdMobRewardedAd_isSupported",
    "showAdMobRewardedAd_isSupported",
]
# Name, the version below, the version itself (isMinVersionSupported, native host 2.10.8).
GATES = [
    ("getServerTime_isSupported", "5.244.9", "5.245.0"),
    ("requestReview_isSupported", "5.252.9", "5.253.0"),
    ("loadAppsInTossAdMob_isSupported", "5.226.9", "5.227.0"),
    ("showAppsInTossAdMob_isSupported", "5.226.9", "5.227.0"),
    ("isAppsInTossAdMobLoaded_isSupported", "5.243.9", "5.244.0"),
    ("loadFullScreenAd_isSupported", "5.226.9", "5.227.0"),
    ("showFullScreenAd_isSupported", "5.226.9", "5.227.0"),
    ("fetchTossAd_isSupported", "5.240.9", "5.241.0"),
    ("fetchAppsInTossAd_isSupported", "5.263.9", "5.264.0"),
    ("loadAdMobInterstitialAd_isSupported", "5.208.9", "5.209.0"),
    ("showAdMobInterstitialAd_isSupported", "5.208.9", "5.209.0"),
    ("loadAdMobRewardedAd_isSupported", "5.208.9", "5.209.0"),
    ("showAdMobRewardedAd_isSupported", "5.208.9", "5.209.0"),
]


IN_3X: dict[str, str] = {
    "locale": "getLocale",
    "platformOS": "getPlatformOS",
    "operationalEnvironment": "getOperationalEnvironment",
    "tossAppVersion": "getTossAppVersion",
    "schemeUri": "getSchemeUri",
    "deploymentId": "deploymentId",
    "deviceId": "getDeviceId",
    "groupId": "getGroupId",
    "appName": "getAppName",
    "safeAreaInsets": "getSafeAreaInsets",
    "brandDisplayName": "brandDisplayName",
    "brandIcon": "brandIcon",
    "brandPrimaryColor": "brandPrimaryColor",
    "webViewType": "webViewType",
    "isFetchTossAdSupported": "fetchTossAd_isSupported",
    "isFetchAppsInTossAdSupported": "fetchAppsInTossAd_isSupported",
    "isGetServerTimeSupported": "getServerTime_isSupported",
    "isRequestReviewSupported": "requestReview_isSupported",
    "isGetDeclaredAgeRangeSupported": "getDeclaredAgeRange_isSupported",
    "isLoadAppsInTossAdmobSupported": "loadAppsInTossAdMob_isSupported",
    "isShowAppsInTossAdmobSupported": "showAppsInTossAdMob_isSupported",
    "isGetCachedStatusAppsInTossAdmobSupported": "isAppsInTossAdMobLoaded_isSupported",
    "isLoadFullScreenAdSupported": "loadFullScreenAd_isSupported",
    "isShowFullScreenAdSupported": "showFullScreenAd_isSupported",
}
"""Keys of SDK 3.x by the constant of 2.x that has the same value."""

GLOBALS = ("deploymentId", "brandDisplayName", "brandIcon", "brandPrimaryColor")
"""The members of appsInTossGlobals."""

# Of 3.x alone: name, and for each platform the version below and the version itself.
FLAGS = [
    ("isFetchAlbumItemsSupported", ("5.260.9", "5.261.0"), ("5.260.9", "5.261.0")),
    ("isOpenPDFViewerSupported", ("5.260.9", "5.261.0"), ("5.260.9", "5.261.0")),
    ("isRequestOneTimePurchaseSupported", ("5.229.9", "5.230.0"), ("5.231.0", "5.231.1")),
    ("isRequestTossPayPaysBillingSupported", ("5.255.9", "5.256.0"), ("5.255.9", "5.256.0")),
    ("isGetConsentedUserDataSupported", ("5.263.9", "5.264.0"), ("5.263.9", "5.264.0")),
    ("isGetStorageItemsSupported", ("5.269.9", "5.270.0"), ("5.269.9", "5.270.0")),
    ("isSetStorageItemsSupported", ("5.269.9", "5.270.0"), ("5.269.9", "5.270.0")),
]


def shown(shell: SimulatedPhone) -> Json:
    """Return the constant map as the page gets it."""
    message: dict[str, Json] = json.loads(granite.constants(Registry(FAMILIES).constants(shell)))
    return message["constants"]


def shown_in_3x(shell: SimulatedPhone) -> dict[str, Json]:
    """Return the constant map as a page of SDK 3.x gets it."""
    values = Registry(FAMILIES).constants(shell, Line.WEBVIEW_BRIDGE)
    message: dict[str, dict[str, Json]] = json.loads(webview_bridge.constants(values))
    return message["appsInTossConstants"]


def is_supported(name: str, shell: SimulatedPhone, *, line: Line = Line.GRANITE) -> object:
    handler = Registry(FAMILIES).find(HandlerKind.CONSTANT, name, line=line)
    assert handler is not None
    return handler.value(shell)


@pytest.mark.parametrize("operational", list(Operational))
@pytest.mark.parametrize("platform", list(Platform))
def test_the_whole_map_of_a_phone(platform: Platform, operational: Operational) -> None:
    ads: dict[str, Json] = dict.fromkeys(ADS, operational is TOSS)
    environment: dict[str, Json] = {"getOperationalEnvironment": operational.value}
    assert shown(make_shell(platform=platform, operational=operational)) == {
        **ALWAYS_THE_SAME,
        **OF_PLATFORM[platform],
        **environment,
        **ads,
    }


def test_every_gate_is_in_the_table() -> None:
    names = {handler.mark.name for handler in Registry(FAMILIES).all()}
    gates = {name for name in names if name.endswith("_isSupported")}
    assert gates == {name for name, _, _ in GATES} | {"getDeclaredAgeRange_isSupported"}


@pytest.mark.parametrize("platform", list(Platform))
@pytest.mark.parametrize(("name", "below", "at"), GATES)
def test_a_gate_opens_at_its_version(name: str, below: str, at: str, platform: Platform) -> None:
    versions = ["0.0.0", below, at, f"{at}.1", "99.0.0"]
    assert [
        is_supported(name, make_shell(platform=platform, toss_version=version))
        for version in versions
    ] == [False, False, True, True, True]


@pytest.mark.parametrize("platform", list(Platform))
@pytest.mark.parametrize(("name", "below", "at"), GATES)
def test_in_the_sandbox_every_gate_is_open_and_every_ad_shut(
    name: str, below: str, at: str, platform: Platform
) -> None:
    assert [
        is_supported(name, make_shell(platform=platform, operational=SANDBOX, toss_version=version))
        for version in (below, at, "99.0.0")
    ] == [name not in ADS] * 3


@pytest.mark.parametrize(
    ("platform", "os_version", "operational", "toss_version", "is_there"),
    [
        (IOS, "26.0", TOSS, "5.265.9", False),
        (IOS, "26.0", TOSS, "5.266.0", True),
        (IOS, "27", TOSS, "5.266.1", True),
        (IOS, "18.6", TOSS, "5.266.0", False),
        (IOS, "26.0", SANDBOX, "5.0.0", True),
        (IOS, "18.6", SANDBOX, "5.266.0", False),
        (ANDROID, "26", TOSS, "99.0.0", False),
        (ANDROID, "26", SANDBOX, "99.0.0", False),
    ],
)
def test_the_age_range_is_for_ios_26_also_in_the_sandbox(
    platform: Platform,
    os_version: str,
    operational: Operational,
    toss_version: str,
    *,
    is_there: bool,
) -> None:
    shell = make_shell(platform=platform, operational=operational, toss_version=toss_version)
    shell.device.profile = replace(shell.device.profile, os_version=os_version)
    assert is_supported("getDeclaredAgeRange_isSupported", shell) is is_there


SHELLS = [
    {"platform": platform, "operational": operational, "toss_version": version}
    for platform in Platform
    for operational in Operational
    for version in ("0.0.0", "5.230.0", "5.231.1", "5.245.0", "5.266.0", "5.270.0", "99.0.0")
]


@pytest.mark.parametrize("operational", list(Operational))
@pytest.mark.parametrize("platform", list(Platform))
def test_the_whole_map_of_a_phone_for_sdk_3x(platform: Platform, operational: Operational) -> None:
    shell = make_shell(platform=platform, operational=operational)
    older = {**ALWAYS_THE_SAME, **OF_PLATFORM[platform], **dict.fromkeys(ADS, operational is TOSS)}
    older["getOperationalEnvironment"] = operational.value
    assert shown_in_3x(shell) == {
        **{name: older[same] for name, same in IN_3X.items()},
        **{name: True for name, _, _ in FLAGS},
        "appsInTossGlobals": {name: older[name] for name in GLOBALS},
    }


@pytest.mark.parametrize("around", SHELLS, ids=lambda around: "-".join(map(str, around.values())))
def test_what_both_lines_are_told_is_the_same(around: dict[str, Any]) -> None:
    shell = make_shell(**around)
    newer, older = shown_in_3x(shell), Registry(FAMILIES).constants(shell)
    assert {name: newer[name] for name in IN_3X} == {name: older[it] for name, it in IN_3X.items()}


def test_the_bar_is_told_where_it_is_configured() -> None:
    shell = make_shell(app=AppFacts("my-app", "My App", navigation_bar='{"withBackButton":true}'))
    assert shown_in_3x(shell)["navigationBar"] == '{"withBackButton":true}'


def test_every_flag_of_sdk_3x_is_in_a_table() -> None:
    flags = {name for name in shown_in_3x(make_shell()) if name.endswith("Supported")}
    told = {name for name, _, _ in FLAGS} | {name for name in IN_3X if name.endswith("Supported")}
    assert flags == told


@pytest.mark.parametrize("operational", list(Operational))
@pytest.mark.parametrize(
    ("name", "platform", "below", "at"),
    [
        (name, platform, *versions)
        for name, ios, android in FLAGS
        for platform, versions in ((IOS, ios), (ANDROID, android))
    ],
)
def test_a_flag_opens_at_its_version_and_in_the_sandbox_always(
    name: str, platform: Platform, below: str, at: str, operational: Operational
) -> None:
    found = [
        is_supported(
            name,
            make_shell(platform=platform, operational=operational, toss_version=version),
            line=Line.WEBVIEW_BRIDGE,
        )
        for version in ("0.0.0", below, at, "99.0.0")
    ]
    is_sandbox = operational is SANDBOX
    assert found == [is_sandbox, is_sandbox, True, True]


@pytest.mark.parametrize("line", list(Line))
def test_a_page_of_another_origin_reads_neither_device_nor_scheme_nor_deployment(
    line: Line,
) -> None:
    shell = make_shell()
    own = Registry(FAMILIES).constants(shell, line)
    others = Registry(FAMILIES).constants(shell, line, is_own=False)
    assert others == own | PRIVATE[line]
    # Neither by their names nor inside of another's value.
    values = (shell.device_id, shell.scheme, shell.app.deployment_id)
    assert [value for value in values if value in json.dumps(others, default=str)] == []
