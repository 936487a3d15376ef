"""Flags of SDK 3.x that tell whether a call is there: each as the gate of that call."""

from __future__ import annotations

import pytest

from aitdesk.api import FAMILIES
from aitdesk.api.decorators import HandlerKind
from aitdesk.api.registry import Registry
from aitdesk.phone.environment import Operational, Platform
from aitdesk.protocol.line import Line
from rig import make_shell

# The flag, and the kind and the name of what it is of.
GATED = [
    ("isFetchAlbumItemsSupported", HandlerKind.METHOD, "fetchAlbumItems"),
    ("isOpenPDFViewerSupported", HandlerKind.METHOD, "openPDFViewer"),
    ("isRequestTossPayPaysBillingSupported", HandlerKind.METHOD, "requestTossPayPaysBilling"),
    ("isGetConsentedUserDataSupported", HandlerKind.METHOD, "getConsentedUserData"),
    ("isGetStorageItemsSupported", HandlerKind.METHOD, "getStorageItems"),
    ("isSetStorageItemsSupported", HandlerKind.METHOD, "setStorageItems"),
    ("isGetServerTimeSupported", HandlerKind.METHOD, "getServerTime"),
    ("isRequestReviewSupported", HandlerKind.METHOD, "requestMiniAppReview"),
    ("isLoadAppsInTossAdmobSupported", HandlerKind.METHOD, "loadAppsInTossAdmob"),
    (
        "isGetCachedStatusAppsInTossAdmobSupported",
        HandlerKind.METHOD,
        "getCachedStatusAppsInTossAdmob",
    ),
    ("isShowAppsInTossAdmobSupported", HandlerKind.EVENT, "showAppsInTossAdmob"),
    ("isLoadFullScreenAdSupported", HandlerKind.EVENT, "loadFullScreenAd"),
    ("isShowFullScreenAdSupported", HandlerKind.EVENT, "showFullScreenAd"),
    ("isFetchTossAdSupported", HandlerKind.EVENT, "fetchTossAd"),
    ("isFetchAppsInTossAdSupported", HandlerKind.EVENT, "fetchAppsInTossAd"),
]


@pytest.mark.parametrize(("flag", "kind", "name"), GATED)
def test_a_flag_says_what_the_gate_of_its_call_does(
    flag: str, kind: HandlerKind, name: str
) -> None:
    handler = Registry(FAMILIES).find(kind, name, line=Line.WEBVIEW_BRIDGE)
    assert handler is not None
    gate = handler.mark.gate
    versions = ("0.0.0", gate.minimum.ios, gate.minimum.android, "99.0.0")
    shells = [
        make_shell(platform=platform, operational=operational, toss_version=version)
        for platform in Platform
        for operational in Operational
        for version in versions
    ]
    constant = Registry(FAMILIES).find(HandlerKind.CONSTANT, flag, line=Line.WEBVIEW_BRIDGE)
    assert constant is not None
    told = [constant.value(shell) for shell in shells]
    assert told == [gate.is_open(shell) for shell in shells]


def test_every_flag_but_two_is_of_a_gate() -> None:
    constants = Registry(FAMILIES).constants(make_shell(), Line.WEBVIEW_BRIDGE)
    flags = {name for name in constants if name.endswith("Supported")}
    # One chooses how to buy, the other's call looks at the phone as well.
    others = {"isRequestOneTimePurchaseSupported", "isGetDeclaredAgeRangeSupported"}
    assert flags - others == {flag for flag, _, _ in GATED}
