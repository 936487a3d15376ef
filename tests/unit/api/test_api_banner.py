from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.api import banner
from aitdesk.journal import Kind
from aitdesk.shell.ads import AdGroup
from rig import make_rig, subscribe, talk, told

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
    "app": {"version": "5.266.0", "bundle": "com.vivarepublica.cash", "subBundle": ""},
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
    rig.shell.ads.cell.update(groups={"g": group})
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
    rig.shell.ads.cell.update(groups={"g": AdGroup(outcome="no_fill")})
    none: Json = {"requestId": REQUEST, "status": "NO_AD", "ads": []}
    got = talk(rig, subscribe(name, options=options))
    assert got == [told(name, {"resultType": "SUCCESS", "success": none})]


@pytest.mark.parametrize(("name", "options"), BOTH)
def test_a_live_looking_banner_is_a_problem(name: str, options: dict[str, Json]) -> None:
    rig = make_rig(families=[banner])
    live: Json = {**options, "adGroupId": "ait.v2.live.1", "spaceUnitId": "ait.v2.live.1"}
    talk(rig, *(subscribe(name, event_id=each, options=live) for each in "ab"))
    texts = [str(entry["text"]).partition(":")[0] for entry in rig.recorded(Kind.PROBLEM)]
    assert texts == ["ait.v2.live.1 looks like a live ad"]
