from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.api import banner
from aitdesk.api.decorators import HandlerKind as Reached
from aitdesk.api.registry import Registry
from aitdesk.journal import EntryKind
from aitdesk.phone.ad_group import AdGroup
from aitdesk.phone.environment import Operational
from aitdesk.phone.error_catalog import refusal
from aitdesk.protocol.line import Line
from rig import make_rig, subscribe, talk, told
from rig_3x import call, resolved, subscribed, thrown
from rig_3x import subscribe as subscribe_in_3x
from rig_3x import told as told_in_3x

if TYPE_CHECKING:
    from aitdesk.value import Json

# What TossAds sends (web-bridge 2.10.8), in the newer and in the older way.
SPACE: dict[str, Json] = {
    "specVersion": "1.4.1",
    "platform": "WEB",
    "spaceUnitId": " g ",
    "sdkVersion": "2.10.8",
    "availableStyleIds": ["1", "2"],
    "device": "{{device}}",
    "app": {"version": "5.270.0", "bundle": "com.vivarepublica.cash", "subBundle": ""},
}
OPTIONS: dict[str, Json] = {
    "adGroupId": " g ",
    "sdkId": "108",
    "availableStyleIds": ["1", "2"],
}
BOTH = [("fetchAppsInTossAd", SPACE), ("fetchTossAd", OPTIONS)]
REQUEST = "aitdesk-fake-ad-1"


@pytest.mark.parametrize(("name", "options"), BOTH)
def test_a_banner_comes_in_the_envelope_of_the_ad_server(
    name: str, options: dict[str, Json]
) -> None:
    rig = make_rig(families=[banner])
    group = AdGroup(banner="feed", title="T", landing_url="https://example.com/x")
    rig.shell.ads.observable.update(groups={"g": group})
    ad = rig.shell.ads.banner("g", style_ids=["2"])
    assert ad["ads"]
    got = talk(rig, subscribe(name, options=options))
    renumbered = told(name, {"resultType": "SUCCESS", "success": ad})
    assert str(got).replace("fake-ad-2", "fake-ad-1") == str([renumbered])


@pytest.mark.parametrize(("name", "options"), BOTH)
def test_a_group_without_an_ad_is_a_success_that_brings_none(
    name: str, options: dict[str, Json]
) -> None:
    rig = make_rig(families=[banner])
    rig.shell.ads.observable.update(groups={"g": AdGroup(outcome="no_fill")})
    none: Json = {"requestId": REQUEST, "status": "NO_AD", "ads": []}
    got = talk(rig, subscribe(name, options=options))
    assert got == [told(name, {"resultType": "SUCCESS", "success": none})]


@pytest.mark.parametrize(("name", "options"), BOTH)
def test_a_live_looking_banner_is_a_problem(name: str, options: dict[str, Json]) -> None:
    rig = make_rig(families=[banner])
    live: Json = {**options, "adGroupId": "ait.v2.live.1", "spaceUnitId": "ait.v2.live.1"}
    talk(rig, *(subscribe(name, event_id=each, options=live) for each in "ab"))
    texts = [str(entry["text"]).partition(":")[0] for entry in rig.recorded(EntryKind.PROBLEM)]
    assert texts == ["ait.v2.live.1 looks like a live ad"]


# What `__appsInToss.ads` asks, which the shell puts into pages of SDK 3.x.
GROUP: dict[str, Json] = {"adGroupId": " g ", "availableStyleIds": ["1", "2"]}


def test_the_injected_banners_get_the_same_envelope() -> None:
    rig = make_rig(families=[banner])
    group = AdGroup(banner="feed", title="T", landing_url="https://example.com/x")
    rig.shell.ads.observable.update(groups={"g": group})
    ad = rig.shell.ads.banner("g", style_ids=["2"])
    got = talk(rig, call("__injectedAd", GROUP))
    expected = resolved("__injectedAd", {"resultType": "SUCCESS", "success": ad})
    assert str(got).replace("fake-ad-2", "fake-ad-1") == str([expected])


def test_the_injected_banners_have_no_ad_where_the_group_has_none() -> None:
    rig = make_rig(families=[banner])
    rig.shell.ads.observable.update(groups={"g": AdGroup(outcome="no_fill")})
    none: Json = {"requestId": REQUEST, "status": "NO_AD", "ads": []}
    got = talk(rig, call("__injectedAd", GROUP))
    assert got == [resolved("__injectedAd", {"resultType": "SUCCESS", "success": none})]


@pytest.mark.parametrize(
    ("operational", "toss_version", "key"),
    [
        (Operational.TOSS, "5.263.9", "NOT_SUPPORTED"),
        (Operational.TOSS, "5.264.0", "BLANK_ID"),
        (Operational.SANDBOX, "5.270.0", "NOT_SUPPORTED"),
    ],
)
def test_the_injected_banners_are_refused_as_in_2x(
    operational: Operational, toss_version: str, key: str
) -> None:
    rig = make_rig(families=[banner], operational=operational, toss_version=toss_version)
    blank: Json = {**GROUP, "adGroupId": " "}
    message = refusal("fetchAppsInTossAd", key).message
    assert talk(rig, call("__injectedAd", blank)) == [thrown("__injectedAd", message)]


def test_what_the_injected_banners_log_is_in_the_journal() -> None:
    rig = make_rig(families=[banner])
    entry: Json = {"log_name": "n", "log_type": "event", "params": {}}
    assert talk(rig, call("__injectedAdLog", entry)) == [resolved("__injectedAdLog")]
    assert [each["args"] for each in rig.recorded(EntryKind.CALL)] == [[entry]]


@pytest.mark.parametrize(("name", "options"), BOTH)
def test_banners_of_3_0_3_and_older_get_the_envelope_of_2x(
    name: str, options: dict[str, Json]
) -> None:
    rig = make_rig(families=[banner])
    rig.shell.ads.observable.update(groups={"g": AdGroup(outcome="no_fill")})
    none: Json = {"requestId": REQUEST, "status": "NO_AD", "ads": []}
    got = talk(rig, subscribe_in_3x(name, options=options))
    assert got == [subscribed(), told_in_3x({"resultType": "SUCCESS", "success": none})]


def test_each_line_has_its_own_way_to_a_banner_and_3_0_3_that_of_2x() -> None:
    registry = Registry([banner])
    names = {
        line: {each.name for each in registry.all(line) if each.mark.kind is not Reached.CONSTANT}
        for line in Line
    }
    assert names == {
        Line.GRANITE: {"fetchTossAd", "fetchAppsInTossAd"},
        Line.WEBVIEW_BRIDGE: {
            "fetchTossAd",
            "fetchAppsInTossAd",
            "__injectedAd",
            "__injectedAdLog",
        },
    }
