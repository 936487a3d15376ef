"""Banners and full-screen ads through the real SDK, with no network at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from ad_scripts import ATTACH, LOOK, NAMES, READ, SHOW, TELL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Page

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener
    from e2e.site import Answer, Site

KIT = "https://static.toss.im/ads/sdk/toss-ads-space-kit"
BANNER, NATIVE_IMAGE = "ait-ad-test-banner-id", "ait-ad-test-native-image-id"


@pytest.fixture(scope="module")
def miniapp(keep_miniapp: Opener, sdk_page: str) -> MiniApp:
    started = keep_miniapp(target=sdk_page)
    started.page.wait_for_function("() => window.sdk")
    return started


@pytest.fixture
def page(miniapp: MiniApp) -> Page:
    return miniapp.page


def attach(page: Page, group_id: str = BANNER, *, width_px: int = 320, **options: str) -> None:
    page.wait_for_function("() => window.sdk")
    page.evaluate(ATTACH, [group_id, width_px, options])


def wait_for(page: Page, name: str) -> dict[str, Any]:
    """Wait until the SDK has told this, and return with what."""
    page.wait_for_function("(name) => window.told.some(([each]) => each === name)", arg=name)
    found = page.evaluate("(name) => window.told.find(([each]) => each === name)[1]", name)
    assert isinstance(found, dict)
    return found


def test_a_banner_is_rendered_seen_and_viewed_in_that_order(page: Page) -> None:
    attach(page)
    payload = wait_for(page, "onAdViewable")
    assert page.evaluate(NAMES) == ["onAdRendered", "onAdImpression", "onAdViewable"]
    assert (payload["adGroupId"], set(payload), set(payload["adMetadata"])) == (
        BANNER,
        {"slotId", "adGroupId", "adMetadata"},
        {"creativeId", "requestId"},
    )
    expect(page.locator("#place").get_by_text("가짜 광고 · Test ad")).to_be_visible()


def test_the_first_pixel_in_sight_is_an_impression_that_the_sdk_logs(miniapp: MiniApp) -> None:
    before = len(miniapp.shell.journal("call", name="tossAdEventLog"))
    attach(miniapp.page)
    payload = wait_for(miniapp.page, "onAdImpression")
    miniapp.page.evaluate("() => sdk.getServerTime()")
    calls = miniapp.shell.journal("call", name="tossAdEventLog")[before:]
    assert [call["args"] for call in calls] == [
        [
            {
                "log_name": "display_ads_all::impression__1px_banner",
                "log_type": "event",
                "params": {
                    "event_type": "impression",
                    "schema_id": 1812034,
                    "request_id": payload["adMetadata"]["requestId"],
                },
            }
        ]
    ]


def test_a_banner_below_the_fold_is_rendered_and_not_seen(page: Page) -> None:
    page.evaluate("() => { document.body.style.paddingTop = '3000px'; }")
    try:
        attach(page)
        wait_for(page, "onAdRendered")
        page.evaluate("() => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 50)))")
        assert page.evaluate(NAMES) == ["onAdRendered"]
        page.evaluate("() => document.querySelector('#place').scrollIntoView()")
        wait_for(page, "onAdImpression")
    finally:
        page.evaluate("() => { document.body.style.paddingTop = ''; scrollTo(0, 0); }")


def test_a_click_goes_to_the_phone_and_not_to_the_page(miniapp: MiniApp) -> None:
    url = miniapp.page.url
    attach(miniapp.page)
    miniapp.page.get_by_role("link", name="가짜 광고").click()
    wait_for(miniapp.page, "onAdClicked")
    call = miniapp.shell.await_entry("call", name="openURL")
    assert call["args"] == ["supertoss://web?url=https%3A%2F%2Fexample.com%2F&external=true"]
    assert miniapp.page.url == url


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
@pytest.mark.parametrize("tone", ["blackAndWhite", "grey"])
@pytest.mark.parametrize("variant", ["card", "expanded"])
@pytest.mark.parametrize("group_id", [BANNER, NATIVE_IMAGE])
def test_a_banner_can_be_read_in_every_style_on_a_narrow_phone(
    page: Page, group_id: str, variant: str, tone: str, theme: str
) -> None:
    attach(page, group_id, theme=theme, tone=tone, variant=variant)
    wait_for(page, "onAdRendered")
    look = page.evaluate(LOOK)
    is_dark = theme == "dark"
    assert look == {"isReadable": True, "isDark": is_dark, "isWhole": True, "isInside": True}


def test_the_group_says_whether_a_banner_has_a_picture(page: Page) -> None:
    found = []
    for group_id in (BANNER, NATIVE_IMAGE):
        attach(page, group_id)
        wait_for(page, "onAdRendered")
        found.append(page.locator("[data-aitdesk-ad]").get_attribute("data-aitdesk-ad"))
    assert found == ["list", "feed"]


def test_a_destroyed_banner_is_gone_and_says_nothing_more(page: Page) -> None:
    attach(page)
    wait_for(page, "onAdRendered")
    left = page.evaluate("""async () => {
      const before = window.told.length;
      window.attached.destroy();
      await new Promise((resolve) => setTimeout(resolve, 1200));
      return [document.querySelectorAll("[data-aitdesk-ad]").length, window.told.length - before];
    }""")
    assert left == [0, 0]


def test_all_banners_are_destroyed_at_once_and_one_by_its_slot(page: Page) -> None:
    attach(page)
    slot_id = wait_for(page, "onAdRendered")["slotId"]
    count = "document.querySelectorAll('[data-aitdesk-ad]').length"
    assert page.evaluate(f"(id) => {{ sdk.TossAds.destroy(id); return {count}; }}", slot_id) == 0
    attach(page)
    wait_for(page, "onAdRendered")
    assert page.evaluate(f"() => {{ sdk.TossAds.destroyAll(); return {count}; }}") == 0


def test_a_toss_that_cannot_fetch_banners_makes_them_fail(
    new_miniapp: Opener, sdk_page: str
) -> None:
    page = new_miniapp(target=sdk_page, toss_version="5.240.0").page
    attach(page)
    payload = wait_for(page, "onAdFailedToRender")
    assert (payload["adMetadata"], payload["error"]["code"]) == ({}, 1011)


AD = {
    "styleId": "1",
    "creative": {"id": "c", "label": "l", "title": "t", "landingUrl": "https://example.com/"},
}


@pytest.mark.parametrize(
    ("envelope", "told"),
    [
        (
            {"resultType": "SUCCESS", "success": {"status": "OK", "ads": [AD]}},
            ("onAdRendered", None),
        ),
        (
            {"resultType": "SUCCESS", "success": {"status": "TEST_MODE", "ads": [AD]}},
            ("onAdRendered", None),
        ),
        ({"resultType": "SUCCESS", "success": {"status": "NO_AD", "ads": []}}, ("onNoFill", None)),
        ({"resultType": "SUCCESS", "success": {"status": "OK", "ads": []}}, ("onNoFill", None)),
        *(
            (
                {"resultType": "SUCCESS", "success": {"status": status, "ads": []}},
                ("onAdFailedToRender", code),
            )
            for status, code in {
                "INVALID_REQUEST": 1002,
                "ERROR": 1004,
                "INVALID_SPACE": 1005,
                "BLOCKED": 1012,
                "TIMEOUT": 1013,
                "LIMITED_AD": 1014,
                "CONSENT_REQUIRED": 1015,
                "SOMETHING_NEW": 1017,
            }.items()
        ),
        *(
            ({"resultType": result, "error": {"reason": "why"}}, ("onAdFailedToRender", code))
            for result, code in {
                "NETWORK_ERROR": 1001,
                "INTERNAL_ERROR": 1004,
                "HTTP_TIMEOUT": 1008,
                "EXECUTION_FAIL": 1009,
                "INTERRUPTED": 1010,
                "FAIL": 1011,
                "SOMETHING_NEW": 1017,
            }.items()
        ),
    ],
)
def test_every_answer_of_the_ad_server_has_its_callback(
    kit_page: Page, envelope: dict[str, object], told: tuple[str, int | None]
) -> None:
    name, code = kit_page.evaluate(TELL, envelope)
    assert (name, code) == told


@pytest.fixture(scope="module")
def kit_page(keep_miniapp: Opener, sdk_page: str) -> Page:
    """A page whose kit the tests may set up themselves."""
    page = keep_miniapp(target=sdk_page).page
    page.wait_for_function("() => window.sdk")
    page.add_script_tag(url=f"{KIT}-3.1.0.js")
    return page


def test_a_slot_before_the_kit_is_set_up_fails_with_its_own_code(
    new_miniapp: Opener, sdk_page: str
) -> None:
    page = new_miniapp(target=sdk_page).page
    page.wait_for_function("() => window.sdk")
    page.add_script_tag(url=f"{KIT}-1.3.0.js")
    told = page.evaluate("""() => new Promise((onAdFailedToRender) => {
      const callbacks = { onAdFailedToRender };
      const options = { spaceId: "x", autoLoad: true, callbacks };
      window.TossAdsSpaceKit.banner.createSlot(document.body, options);
    })""")
    assert (told["spaceId"], told["error"]["code"]) == ("x", 1007)


@pytest.mark.parametrize("version", ["1.3.0", "3.1.0", "4.0.0-beta.1"])
def test_the_kit_is_at_its_address_whatever_its_version(page: Page, version: str) -> None:
    assert page.evaluate(READ, f"{KIT}-{version}.js") == [
        200,
        "text/javascript; charset=utf-8",
        True,
    ]


@pytest.mark.parametrize("origin", ["local", "private", "https://shop.example.com:8443"])
def test_a_banner_is_drawn_at_every_origin(new_miniapp: Opener, sdk_page: str, origin: str) -> None:
    page = new_miniapp(target=sdk_page, origin=origin).page
    attach(page)
    wait_for(page, "onAdImpression")


def test_a_banner_is_drawn_on_a_running_server_under_a_strict_policy(
    new_miniapp: Opener,
    sdk_page: str,
    open_site: Callable[[Mapping[str, Answer]], Site],
    answer: type[Answer],
) -> None:
    policy = "default-src 'self'; script-src 'self' https://static.toss.im"
    files = {f"/{file.relative_to(sdk_page)}": file for file in Path(sdk_page).rglob("*.*")}
    site = open_site(
        {
            path: answer(
                file.read_text(),
                "text/javascript" if path.endswith(".js") else "text/html",
                headers={"content-security-policy": policy},
            )
            for path, file in files.items()
        }
    )
    page = new_miniapp(target=f"{site.url}/index.html").page
    attach(page, width_px=300)
    wait_for(page, "onAdImpression")
    assert page.evaluate(LOOK)["isReadable"] is True


def moments(page: Page) -> object:
    page.wait_for_function("() => window.moments.includes('dismissed')")
    return page.evaluate("window.moments")


def test_a_rewarded_ad_pays_whoever_waits(miniapp: MiniApp, page: Page) -> None:
    page.evaluate(SHOW, "ait-ad-test-rewarded-id")
    miniapp.sheet.get_by_role("button", name="자세히 보기").click()
    miniapp.sheet.get_by_role("button", name="보상 받기").click()
    assert moments(page) == [
        "requested",
        "show",
        "impression",
        "clicked",
        "userEarnedReward",
        "dismissed",
    ]


def test_an_interstitial_ad_is_closed_at_once(miniapp: MiniApp, page: Page) -> None:
    page.evaluate(SHOW, "ait-ad-test-interstitial-id")
    miniapp.sheet.get_by_role("button", name="닫기").click()
    assert moments(page) == ["requested", "show", "impression", "dismissed"]
