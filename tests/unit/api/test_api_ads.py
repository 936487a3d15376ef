from __future__ import annotations

import pytest

from aitdesk.api import ads
from aitdesk.journal import Kind
from aitdesk.registry import Registry
from aitdesk.shell.environment import Operational
from rig import call, make_rig, make_shell, subscribe, talk

V1 = {
    "loadAdMobInterstitialAd_isSupported",
    "showAdMobInterstitialAd_isSupported",
    "loadAdMobRewardedAd_isSupported",
    "showAdMobRewardedAd_isSupported",
}
AD_MOB = {
    "loadAppsInTossAdMob_isSupported",
    "showAppsInTossAdMob_isSupported",
    "loadFullScreenAd_isSupported",
    "showFullScreenAd_isSupported",
}
LATER = [
    {"fetchTossAd_isSupported"},
    {"isAppsInTossAdMobLoaded_isSupported"},
    {"fetchAppsInTossAd_isSupported"},
]


@pytest.mark.parametrize(
    ("toss_version", "supported"),
    [
        ("5.208.9", set()),
        ("5.209.0", V1),
        ("5.226.9", V1),
        ("5.227.0", V1 | AD_MOB),
        ("5.241.0", (V1 | AD_MOB).union(*LATER[:1])),
        ("5.244.0", (V1 | AD_MOB).union(*LATER[:2])),
        ("5.264.0", (V1 | AD_MOB).union(*LATER)),
    ],
)
def test_a_newer_toss_supports_more_ads(toss_version: str, supported: set[str]) -> None:
    constants = Registry([ads]).constants(make_shell(toss_version=toss_version))
    assert {name for name, is_supported in constants.items() if is_supported} == supported


def test_the_sandbox_supports_none() -> None:
    constants = Registry([ads]).constants(make_shell(operational=Operational.SANDBOX))
    assert constants == dict.fromkeys(V1.union(AD_MOB, *LATER), False)


def test_an_ad_is_not_answered_yet_and_journaled() -> None:
    rig = make_rig()
    got = talk(rig, subscribe("loadFullScreenAd"), call("isAppsInTossAdMobLoaded", {}))
    unanswered = [*rig.recorded(Kind.SUBSCRIBE), *rig.recorded(Kind.CALL)]
    assert (got, [(entry["name"], entry["outcome"]) for entry in unanswered]) == (
        [],
        [("loadFullScreenAd", "unanswered"), ("isAppsInTossAdMobLoaded", "unanswered")],
    )
