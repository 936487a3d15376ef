"""What SDK 3.x is refused, what is too new for its Toss, and what only one line has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

import rig_3x
from aitdesk.api import FAMILIES
from aitdesk.api.decorators import HandlerKind
from aitdesk.api.registry import Registry
from aitdesk.phone.ad_group import AdGroup
from aitdesk.phone.environment import Operational, Platform
from aitdesk.protocol.line import Line
from rig import call, resolved, subscribe, talk, told
from stocked import (
    EVENTS,
    GROUP,
    HASHED,
    LOADED,
    METHODS,
    NO,
    OLDER_EVENTS,
    OLDER_METHODS,
    REWARD,
    SHOWN,
    YES,
    phone,
    shopper,
    thrown_code,
)

if TYPE_CHECKING:
    from aitdesk.value import Json


# What the shell itself gives to an older Toss: its page asks only where it does not see to it.
BELOW: Final = [
    ("getServerTime", [], "5.244.9"),
    ("requestMiniAppReview", [], "5.252.9"),
    ("requestTossPayPaysBilling", [{"wrappedToken": "t"}], "5.255.9"),
    ("getConsentedUserData", [{"consentedUserDataKey": "k"}], "5.263.9"),
    ("getAnonymousKey", [], "5.231.9"),
    ("grantPromotionReward", [{"params": REWARD}], "5.231.9"),
    ("getStorageItems", [{"keys": ["k"]}], "5.269.9"),
    ("setStorageItems", [{"items": {"k": "w"}}], "5.269.9"),
]


@pytest.mark.parametrize(("name", "args", "toss_version"), BELOW)
def test_a_toss_that_is_too_old_answers_undefined(
    name: str, args: list[Json], toss_version: str
) -> None:
    rig = phone(toss_version=toss_version)
    assert talk(rig, rig_3x.call(name, *args)) == [rig_3x.resolved(name)]


@pytest.mark.parametrize(("name", "args", "toss_version"), BELOW)
def test_the_sandbox_is_never_too_old(name: str, args: list[Json], toss_version: str) -> None:
    rig = phone(toss_version=toss_version, operational=Operational.SANDBOX)
    got = talk(rig, rig_3x.call(name, *args))
    assert got != [rig_3x.resolved(name)]


ADS: Final = [
    ("isLoadAppsInTossAdmobSupported", HandlerKind.METHOD, "loadAppsInTossAdmob"),
    ("isShowAppsInTossAdmobSupported", HandlerKind.EVENT, "showAppsInTossAdmob"),
    ("isLoadFullScreenAdSupported", HandlerKind.EVENT, "loadFullScreenAd"),
    ("isShowFullScreenAdSupported", HandlerKind.EVENT, "showFullScreenAd"),
]
UNSUPPORTED: Final = "This feature is not supported in the current environment"


@pytest.mark.parametrize(("flag", "kind", "name"), ADS)
@pytest.mark.parametrize(
    "around", [{"operational": Operational.SANDBOX}, {"toss_version": "5.226.9"}]
)
def test_ads_are_refused_where_their_flag_is_false(
    flag: str, kind: HandlerKind, name: str, around: dict[str, Any]
) -> None:
    rig = phone(**around)
    if kind is HandlerKind.METHOD:
        got = talk(rig, rig_3x.call(name, GROUP))
        wanted = [rig_3x.thrown(name, UNSUPPORTED)]
    else:
        got = talk(rig, rig_3x.subscribe(name, options=GROUP))
        wanted = [rig_3x.subscribed(), rig_3x.failed(UNSUPPORTED)]
    constants = Registry(FAMILIES).constants(rig.shell, Line.WEBVIEW_BRIDGE)
    assert (got, constants[flag]) == (wanted, False)


def test_no_ad_is_loaded_in_the_sandbox() -> None:
    rig = phone(operational=Operational.SANDBOX)
    name = "getCachedStatusAppsInTossAdmob"
    assert talk(rig, rig_3x.call(name, GROUP)) == [rig_3x.resolved(name, NO)]


def test_an_ad_without_a_fill_rejects_the_load() -> None:
    rig, name = phone(), "loadAppsInTossAdmob"
    rig.shell.ads.observable.update(groups={"g": AdGroup(outcome="no_fill")})
    code = "PLACEMENT_ID_FETCH_FAILED"
    assert talk(rig, rig_3x.call(name, GROUP)) == [
        rig_3x.thrown(name, "the ad group has no ad", code=code)
    ]


def test_an_ad_that_one_line_loaded_is_shown_by_the_other() -> None:
    got = talk(
        phone(),
        rig_3x.call("loadAppsInTossAdmob", GROUP),
        call("isAppsInTossAdMobLoaded", GROUP, event_id="2"),
        subscribe("showAppsInTossAdMob", event_id="3", options=GROUP),
        rig_3x.call("getCachedStatusAppsInTossAdmob", GROUP, event_id="4"),
    )
    assert got == [
        rig_3x.resolved("loadAppsInTossAdmob", LOADED),
        resolved("isAppsInTossAdMobLoaded", YES, event_id="2"),
        *(told("showAppsInTossAdMob", each, event_id="3") for each in SHOWN),
        rig_3x.resolved("getCachedStatusAppsInTossAdmob", NO, event_id="4"),
    ]


def test_the_older_way_of_sharing_leaves_the_path_to_the_page() -> None:
    got = talk(phone(toss_version="5.0.0"), rig_3x.call("getTossShareLink", {}))
    link = "https://toss.onelink.me/aitdesk-fake"
    assert got == [rig_3x.resolved("getTossShareLink", {"shareLink": link})]


@pytest.mark.parametrize("args", [[], [None], ["intoss://my-app/a"], [{"url": 1}]])
def test_a_link_to_what_is_no_path_is_refused(args: list[Json]) -> None:
    (reply,) = talk(phone(), rig_3x.call("getTossShareLink", *args))
    assert thrown_code(reply) == "INVALID_REQUEST"


FAILURES: Final[list[tuple[str, list[Json], str]]] = [
    ("getTossShareLink", [{"url": "https://toss.im"}], "EXECUTION_ERROR"),
    ("openURL", [{"url": "http://["}], "EUNSPECIFIED"),
    ("generateHapticFeedback", [{"type": "none"}], "EXECUTION_ERROR"),
    ("setStorageItem", [{"key": "k"}], "INVALID_REQUEST"),
    ("setStorageItem", [{"value": "v"}], "INVALID_REQUEST"),
    ("getStorageItem", [{}], "INVALID_REQUEST"),
    ("getStorageItems", [{"keys": "k"}], "INVALID_REQUEST"),
    ("getStorageItems", [["k"]], "INVALID_REQUEST"),
    ("completeProductGrant", [{}], "INVALID_REQUEST"),
    ("completeProductGrant", ["order-1"], "INVALID_REQUEST"),
    ("checkoutPayment", [], "INVALID_REQUEST"),
    ("getSubscriptionInfo", [{"orderId": "order-1"}], "INVALID_REQUEST"),
    ("grantPromotionReward", [REWARD], "INVALID_REQUEST"),
    ("grantPromotionReward", [{"params": {"promotionCode": "none", "amount": 1}}], "4100"),
    ("grantPromotionReward", [{"params": {"promotionCode": "TEST_AITDESK", "amount": 0}}], "4110"),
    ("getCachedStatusAppsInTossAdmob", [{"adGroupId": " "}], "INVALID_REQUEST"),
]


@pytest.mark.parametrize(("name", "args", "code"), FAILURES)
def test_a_failure_is_an_error_with_its_code(name: str, args: list[Json], code: str) -> None:
    (reply,) = talk(shopper(), rig_3x.call(name, *args))
    assert thrown_code(reply) == code


@pytest.mark.parametrize("name", ["getAnonymousKey", "grantPromotionReward"])
def test_what_2x_swallows_the_page_of_3x_is_told(name: str) -> None:
    rig = phone(faults={name: "NETWORK_ERROR"})
    older, newer = talk(rig, call(name, {"params": REWARD}), rig_3x.call(name, {"params": REWARD}))
    assert (older, thrown_code(newer)) == (resolved(name, "ERROR"), "NETWORK_ERROR")


@pytest.mark.parametrize("platform", list(Platform))
def test_both_lines_give_the_same_key(platform: Platform) -> None:
    rig = phone(platform=platform)
    got = talk(rig, call("getAnonymousKey"), rig_3x.call("getAnonymousKey"))
    assert got == [resolved("getAnonymousKey", HASHED), rig_3x.resolved("getAnonymousKey", HASHED)]


@pytest.mark.parametrize(
    ("name", "args", "spelt"),
    [
        ("getStorageItem", ["k"], [{"key": "k"}]),
        ("setStorageItem", ["k", "w"], [{"key": "k", "value": "w"}]),
        ("removeStorageItem", ["k"], [{"key": "k"}]),
        ("openURL", ["https://toss.im"], [{"url": "https://toss.im"}]),
        ("setClipboardText", ["t"], [{"text": "t"}]),
    ],
)
def test_positional_arguments_are_understood_too(
    name: str, args: list[Json], spelt: list[Json]
) -> None:
    assert talk(phone(), rig_3x.call(name, *args)) == talk(phone(), rig_3x.call(name, *spelt))


@pytest.mark.parametrize("name", sorted(set(OLDER_METHODS) - set(METHODS)))
def test_a_call_that_only_2x_has_is_unknown_to_3x(name: str) -> None:
    assert talk(phone(), rig_3x.call(name)) == [rig_3x.unknown(name)]


@pytest.mark.parametrize("name", sorted(set(METHODS) - set(OLDER_METHODS)))
def test_a_call_that_only_3x_has_stays_unanswered_on_2x(name: str) -> None:
    assert talk(phone(), call(name)) == []


@pytest.mark.parametrize("name", sorted(set(OLDER_EVENTS) - set(EVENTS)))
def test_an_event_that_only_2x_has_is_unknown_to_3x(name: str) -> None:
    assert talk(phone(), rig_3x.subscribe(name)) == [rig_3x.unknown("__subscribeAppEvent")]


@pytest.mark.parametrize("name", sorted(set(EVENTS) - set(OLDER_EVENTS)))
def test_an_event_that_only_3x_has_is_never_told_on_2x(name: str) -> None:
    rig = phone()
    rig.shell.game.overlay_gone.set()
    rig.shell.ads.load("ad_mob", "g")
    assert talk(rig, subscribe(name, options=GROUP)) == []
