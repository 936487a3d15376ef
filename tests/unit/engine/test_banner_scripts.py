"""The banners of SDK 3.x as far as a page has them before it shows one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from page_in_node import run_in_page

if TYPE_CHECKING:
    from aitdesk.value import Json

BANNERS = ["initialize", "attach", "attachBanner", "destroy", "destroyAll"]
OWN_CALL = "__injectedAd"
# Attaches a banner as far as to the question what fills it, and gives back that question.
WANT = """
  const got = [];
  const { ads } = __appsInToss;
  stand();
  const asked = new Promise((resolve) => {
    const place = new HTMLElement();
    ads.initialize({ callbacks: { onInitialized: () => {
      try { ads.attach("g", place, { callbacks: { onNoFill: (told) => got.push(told) } }); }
      catch (error) { got.push(String(error)); }
      resolve(JSON.parse(told.at(-1)[1]));
    } } });
  });
"""


def test_banners_stand_beside_what_the_native_shells_script_leaves() -> None:
    before = "window.__appsInToss = { appName: 'a' };"
    act = """return [Object.keys(__appsInToss), Object.keys(__appsInToss.ads),
      Object.keys(globalThis).filter((name) => !before.includes(name))];"""
    assert run_in_page(act, before=before) == [
        ["appName", "ads"],
        BANNERS,
        ["ReactNativeWebView", "__appsInToss"],
    ]


@pytest.mark.parametrize("before", [None, "console.error = () => {}; throw new Error();"])
def test_banners_are_there_where_the_native_shells_script_leaves_nothing(
    before: str | None,
) -> None:
    act = """return [Object.keys(__appsInToss.ads),
      Object.keys(globalThis).filter((name) => !before.includes(name))];"""
    assert run_in_page(act, before=before) == [BANNERS, ["ReactNativeWebView"]]


def test_a_document_that_shows_no_banner_asks_for_none() -> None:
    act = """
      stand();
      __appsInToss.ads.destroy("x");
      __appsInToss.ads.destroyAll();
      return [told, __appsInToss.ads.initialize.isSupported()];
    """
    assert run_in_page(act) == [[["opened"]], False]


def test_whether_there_are_banners_follows_the_constants_and_not_what_the_page_does_to_them() -> (
    None
):
    act = """
      stand();
      const { isSupported } = __appsInToss.ads.initialize;
      const seen = [isSupported()];
      __CONSTANT_HANDLER_MAP.fetchAppsInTossAd_isSupported = false;
      seen.push(isSupported());
      send('{"constants":{"fetchAppsInTossAd_isSupported":false}}');
      seen.push(isSupported());
      return seen;
    """
    setup = ['{"constants":{"fetchAppsInTossAd_isSupported":true}}']
    assert run_in_page(act, setup=setup) == [True, True, False]


def test_what_fills_a_banner_is_asked_and_answered_past_the_page() -> None:
    act = """
      ReactNativeWebView.postMessage = () => got.push("posted");
      const heard = emitter();
      const { type, body, bridgeId } = await asked;
      window.nativeEmitter = heard;
      window.nativeEmitterMap = { [bridgeId]: heard };
      const event = `${body.method}-${body.eventId}`;
      const none = { resultType: "SUCCESS", success: { status: "NO_AD", ads: [] } };
      send(JSON.stringify({ event, values: [none], to: bridgeId }));
      await new Promise(setImmediate);
      return [type, body, got, heard.got, window.nativeBatchedEvents ?? []];
    """
    wanted: Json = {"adGroupId": "g", "availableStyleIds": ["1", "2"]}
    assert run_in_page(WANT + act) == [
        "bridge",
        {"method": OWN_CALL, "eventId": "1", "args": [wanted]},
        [{"slotId": "aitdesk-slot-1", "adMetadata": {}, "adGroupId": "g"}],
        [],
        [],
    ]


def test_an_answer_that_nobody_asked_for_is_for_nobody() -> None:
    act = """
      const { bridgeId } = await asked;
      window.nativeEmitter = emitter();
      send(JSON.stringify({ event: "other-1", values: [1], to: bridgeId }));
      return [reported, nativeEmitter.got];
    """
    assert run_in_page(WANT + act) == [[], []]
