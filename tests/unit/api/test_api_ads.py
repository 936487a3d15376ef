from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.api import ads, ads_v1, banner
from aitdesk.api.registry import Registry
from aitdesk.journal import EntryKind
from aitdesk.phone.ad_group import AdGroup
from aitdesk.phone.ad_response import network_response
from aitdesk.phone.environment import Operational
from rig import (
    Rig,
    call,
    failed,
    make_rig,
    make_shell,
    resolved,
    subscribe,
    talk,
    told,
    unsubscribe,
)

if TYPE_CHECKING:
    from aitdesk.value import Json

FAMILIES = [ads, ads_v1, banner]
ID: Json = {"adGroupId": "g"}
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
UNSUPPORTED = "This feature is not supported in the current environment"
BLANK = "잘못된 요청이에요. 필요한 값이 비어 있어요."
NOT_READY = "광고가 로드 중이거나 준비되지 않았습니다"
NONE_LOADED = "nothing is loaded for the group"
NO_AD = "the ad group has no ad"
EVENTS: dict[str, tuple[Json, str]] = {
    "loadAppsInTossAdMob": (ID, "5.226.9"),
    "showAppsInTossAdMob": (ID, "5.226.9"),
    "loadFullScreenAd": (ID, "5.226.9"),
    "showFullScreenAd": (ID, "5.226.9"),
    "fetchTossAd": ({"adGroupId": "g", "availableStyleIds": ["1"]}, "5.240.9"),
    "fetchAppsInTossAd": ({"spaceUnitId": "g", "availableStyleIds": ["1"]}, "5.263.9"),
    "loadAdMobInterstitialAd": ({"adUnitId": "g"}, "5.208.9"),
    "showAdMobInterstitialAd": ({"adUnitId": "g"}, "5.208.9"),
    "loadAdMobRewardedAd": ({"adUnitId": "g"}, "5.208.9"),
    "showAdMobRewardedAd": ({"adUnitId": "g"}, "5.208.9"),
}


def rig_with(group: AdGroup | None = None, *, toss_version: str = "5.266.0") -> Rig:
    rig = make_rig(families=FAMILIES, toss_version=toss_version)
    rig.shell.ads.observable.update(groups={} if group is None else {"g": group})
    return rig


def both(name: str, *, load: str = "load", options: Json = ID) -> list[str]:
    """Return the page's texts that load an ad and show it."""
    return [
        subscribe(f"{load}{name}", event_id="load", options=options),
        subscribe(f"show{name}", event_id="show", options=options),
    ]


def loaded_ad_mob(name: str, *, event_id: str = "load", number: int = 1) -> Json:
    data: Json = {
        "adGroupId": "g",
        "adUnitId": "aitdesk-fake-unit-of-g",
        "responseInfo": network_response(f"aitdesk-fake-ad-{number}"),
    }
    return told(name, {"type": "loaded", "data": data}, event_id=event_id)


def shown(name: str, *types: str) -> list[Json]:
    return [told(name, {"type": each}, event_id="show") for each in types]


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
    constants = Registry(FAMILIES).constants(make_shell(toss_version=toss_version))
    assert {name for name, is_supported in constants.items() if is_supported} == supported


def test_the_sandbox_supports_none() -> None:
    constants = Registry(FAMILIES).constants(make_shell(operational=Operational.SANDBOX))
    assert constants == dict.fromkeys(V1.union(AD_MOB, *LATER), False)


@pytest.mark.parametrize("name", list(EVENTS))
def test_the_sandbox_refuses_once_and_says_nothing_else(name: str) -> None:
    rig = make_rig(families=FAMILIES, operational=Operational.SANDBOX)
    got = talk(rig, subscribe(name, options=EVENTS[name][0]))
    assert got == [failed_without_code(name, UNSUPPORTED)]


@pytest.mark.parametrize("name", list(EVENTS))
def test_a_toss_that_is_too_old_refuses_once_and_says_nothing_else(name: str) -> None:
    options, toss_version = EVENTS[name]
    got = talk(rig_with(toss_version=toss_version), subscribe(name, options=options))
    assert got == [failed_without_code(name, UNSUPPORTED)]


@pytest.mark.parametrize("blank", ["", " ", "\t\n "])
@pytest.mark.parametrize(
    "name", ["loadFullScreenAd", "showFullScreenAd", "fetchTossAd", "fetchAppsInTossAd"]
)
def test_a_blank_id_is_refused(name: str, blank: str) -> None:
    options: Json = {"adGroupId": blank, "spaceUnitId": blank, "availableStyleIds": ["1"]}
    got = talk(rig_with(), subscribe(name, options=options))
    assert got == [failed_without_code(name, BLANK)]


def failed_without_code(name: str, message: str) -> Json:
    """Return the failure that the host's own script throws: an Error without a code."""
    found = failed(name, message, code="")
    assert isinstance(found, dict)
    value = found["value"]
    assert isinstance(value, dict)
    del value["code"]
    return found


def test_a_full_screen_ad_is_loaded_without_details_and_shown_to_the_end() -> None:
    group = AdGroup(kind="rewarded", unit_type="heart", unit_amount=2)
    rig = rig_with(group)
    got = talk(rig, *both("FullScreenAd"), rig.answer("click"), rig.answer("reward"))
    reward: Json = {"type": "userEarnedReward", "data": {"unitType": "heart", "unitAmount": 2}}
    assert got == [
        told("loadFullScreenAd", {"type": "loaded"}, event_id="load"),
        *shown("showFullScreenAd", "requested", "show", "impression", "clicked"),
        told("showFullScreenAd", reward, event_id="show"),
        *shown("showFullScreenAd", "dismissed"),
    ]


def test_a_rewarded_ad_that_is_closed_early_pays_nothing() -> None:
    rig = rig_with(AdGroup(kind="rewarded"))
    got = talk(rig, *both("FullScreenAd"), rig.answer("close"))
    assert got[1:] == shown("showFullScreenAd", "requested", "show", "impression", "dismissed")


def test_the_id_of_a_full_screen_ad_is_trimmed() -> None:
    rig = rig_with(AdGroup(kind="interstitial"))
    first, second = (
        subscribe("loadFullScreenAd", options={"adGroupId": " g\n"}),
        subscribe("showFullScreenAd", event_id="show", options={"adGroupId": "\tg "}),
    )
    got = talk(rig, first, second, rig.answer("close"))
    assert got[1:] == shown("showFullScreenAd", "requested", "show", "impression", "dismissed")


def test_the_id_of_an_ad_mob_ad_is_taken_as_it_is() -> None:
    show = subscribe("showAppsInTossAdMob", event_id="show", options={"adGroupId": "g "})
    got = talk(rig_with(), subscribe("loadAppsInTossAdMob", event_id="load", options=ID), show)
    code = "FAILED_TO_GET_LOADED_AD"
    assert got == [
        loaded_ad_mob("loadAppsInTossAdMob"),
        failed("showAppsInTossAdMob", NONE_LOADED, code=code, event_id="show"),
    ]


def test_an_ad_mob_ad_is_loaded_with_details_and_shown() -> None:
    rig = rig_with(AdGroup(kind="interstitial"))
    got = talk(rig, *both("AppsInTossAdMob"), rig.answer("close"))
    assert got == [
        loaded_ad_mob("loadAppsInTossAdMob"),
        *shown("showAppsInTossAdMob", "requested", "show", "impression", "dismissed"),
    ]


def test_below_5_247_0_a_full_screen_ad_is_an_ad_mob_ad() -> None:
    rig = rig_with(AdGroup(kind="interstitial"), toss_version="5.246.9")
    asked = call("isAppsInTossAdMobLoaded", ID)
    first, second = both("FullScreenAd")
    got = talk(rig, first, asked, second, rig.answer("close"), second)
    code = "FAILED_TO_GET_LOADED_AD"
    assert got == [
        loaded_ad_mob("loadFullScreenAd"),
        resolved("isAppsInTossAdMobLoaded", True),  # noqa: FBT003  # a value of the wire
        *shown("showFullScreenAd", "requested", "show", "impression", "dismissed"),
        failed("showFullScreenAd", NONE_LOADED, code=code, event_id="show"),
    ]


@pytest.mark.parametrize(
    ("name", "toss_version", "message", "code"),
    [
        ("loadFullScreenAd", "5.247.0", NO_AD, "EXECUTION_ERROR"),
        ("loadFullScreenAd", "5.246.9", NO_AD, "PLACEMENT_ID_FETCH_FAILED"),
        ("loadAppsInTossAdMob", "5.247.0", NO_AD, "PLACEMENT_ID_FETCH_FAILED"),
        ("showFullScreenAd", "5.247.0", NOT_READY, "1006"),
        ("showFullScreenAd", "5.246.9", NONE_LOADED, "FAILED_TO_GET_LOADED_AD"),
        ("showAppsInTossAdMob", "5.247.0", NONE_LOADED, "FAILED_TO_GET_LOADED_AD"),
    ],
)
def test_no_ad_to_load_and_no_ad_to_show_have_their_codes(
    name: str, toss_version: str, message: str, code: str
) -> None:
    rig = rig_with(AdGroup(outcome="no_fill"), toss_version=toss_version)
    assert talk(rig, subscribe(name, options=ID)) == [failed(name, message, code=code)]


def test_an_ad_is_used_up_by_one_show() -> None:
    rig = rig_with(AdGroup(kind="interstitial"))
    load, show = both("FullScreenAd")
    got = talk(rig, load, show, rig.answer("close"), show)
    assert got[-1] == failed("showFullScreenAd", NOT_READY, code="1006", event_id="show")


def test_an_ad_that_fails_to_show_says_so_after_it_was_requested() -> None:
    got = talk(rig_with(AdGroup(outcome="fails_to_show")), *both("FullScreenAd"))
    assert got[1:] == shown("showFullScreenAd", "requested", "failedToShow")


def test_unsubscribing_silences_an_ad_and_leaves_it_on_the_screen() -> None:
    rig = rig_with()
    stop = unsubscribe("showFullScreenAd", event_id="show")
    waiting = list[int]()
    count = lambda: waiting.append(len(rig.shell.prompts.waiting))  # noqa: E731  # one step
    got = talk(rig, *both("FullScreenAd"), stop, count, rig.answer("reward"), count)
    assert (got[1:], waiting) == (
        shown("showFullScreenAd", "requested", "show", "impression"),
        [1, 0],
    )


def test_a_loaded_ad_mob_ad_is_known_until_it_is_shown() -> None:
    rig = rig_with(AdGroup(kind="interstitial"))
    asked = call("isAppsInTossAdMobLoaded", ID)
    load, show = both("AppsInTossAdMob")
    talk(rig, asked, load, asked, show, asked)
    calls = [entry["value"] for entry in rig.recorded(EntryKind.CALL)]
    assert calls == [False, True, False]


@pytest.mark.parametrize(
    ("toss_version", "operational"),
    [("5.243.9", Operational.TOSS), ("5.266.0", Operational.SANDBOX)],
)
def test_where_it_is_unsupported_no_ad_is_loaded(
    toss_version: str, operational: Operational
) -> None:
    rig = make_rig(families=FAMILIES, toss_version=toss_version, operational=operational)
    got = talk(rig, call("isAppsInTossAdMobLoaded", ID))
    assert got == [resolved("isAppsInTossAdMobLoaded", False)]  # noqa: FBT003  # a value of the wire


def test_asking_for_a_blank_id_is_rejected() -> None:
    rig = rig_with()
    talk(rig, call("isAppsInTossAdMobLoaded", {"adGroupId": " "}))
    error: Json = {"code": "INVALID_REQUEST", "message": "the ad group is blank"}
    assert [entry["error"] for entry in rig.recorded(EntryKind.CALL)] == [error]


@pytest.mark.parametrize("name", ["loadFullScreenAd", "loadAppsInTossAdMob"])
def test_a_live_looking_id_is_a_problem_that_is_told_once(name: str) -> None:
    rig = rig_with()
    options: Json = {"adGroupId": "ait.v2.live.1"}
    talk(rig, *(subscribe(name, event_id=each, options=options) for each in "abc"))
    texts = [str(entry["text"]).partition(":")[0] for entry in rig.recorded(EntryKind.PROBLEM)]
    assert texts == ["ait.v2.live.1 looks like a live ad"]


def test_the_sheet_is_drawn_above_the_page_and_says_that_the_ad_is_fake() -> None:
    rig = rig_with(AdGroup(kind="interstitial", title="T"))
    talk(rig, *both("FullScreenAd"))
    (prompt,) = (each for each in rig.recorded(EntryKind.PROMPT) if each["step"] == "opened")
    assert (prompt["asks"], prompt["for_call"], prompt["title"]) == ("ad", "showFullScreenAd", "T")
    assert len(rig.sheets()) == 1


UNIT: Json = {"adUnitId": "g"}


def loaded_v1(name: str) -> Json:
    response = network_response("aitdesk-fake-ad-1")
    data: Json = {"adUnitId": "g", "responseInfo": response}
    return told(name, {"type": "loaded", "data": data}, event_id="load")


@pytest.mark.parametrize(
    ("kind", "last", "moments"),
    [
        ("Interstitial", "close", ["show", "impression", "dismissed"]),
        ("Rewarded", "close", ["show", "impression", "dismissed"]),
        ("Rewarded", "reward", ["show", "impression", "userEarnedReward", "dismissed"]),
    ],
)
def test_in_the_old_functions_the_load_is_told_what_happens_to_the_ad(
    kind: str, last: str, moments: list[str]
) -> None:
    rig = rig_with(AdGroup(kind="interstitial" if kind == "Rewarded" else "rewarded"))
    load, show = f"loadAdMob{kind}Ad", f"showAdMob{kind}Ad"
    got = talk(rig, *both(f"AdMob{kind}Ad", options=UNIT), rig.answer(last))
    assert got == [
        loaded_v1(load),
        *shown(show, "requested"),
        *(told(load, {"type": moment}, event_id="load") for moment in moments),
    ]


def test_in_the_old_functions_only_the_partner_shows_what_is_loaded() -> None:
    got = talk(
        rig_with(),
        subscribe("loadAdMobInterstitialAd", event_id="load", options=UNIT),
        subscribe("showAdMobRewardedAd", event_id="show", options=UNIT),
    )
    code = "FAILED_TO_GET_LOADED_AD"
    assert got == [
        loaded_v1("loadAdMobInterstitialAd"),
        failed("showAdMobRewardedAd", NONE_LOADED, code=code, event_id="show"),
    ]


@pytest.mark.parametrize("name", ["loadAdMobInterstitialAd", "loadAdMobRewardedAd"])
def test_in_the_old_functions_a_unit_without_an_ad_has_the_same_code(name: str) -> None:
    rig = rig_with(AdGroup(outcome="no_fill"))
    got = talk(rig, subscribe(name, options=UNIT))
    assert got == [failed(name, NO_AD, code="PLACEMENT_ID_FETCH_FAILED")]
