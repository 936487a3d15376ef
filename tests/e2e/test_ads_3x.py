"""Banners of SDK 3.x: `__appsInToss.ads`, which the phone puts into the page, with no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from banner_page import BANNER, PAGE, SHOW, attach, begin, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from playwright.sync_api import Page

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener
    from e2e.site import Answer, Site

NATIVE_IMAGE = "ait-ad-test-native-image-id"
STRICT = {"content-security-policy": "default-src 'none'; script-src 'nonce-bm9uY2U'"}
NAMES = "() => window.told.map(([name]) => name)"
LEFT = "() => document.querySelectorAll('[data-aitdesk-ad], #place *').length"
# The colours behind and in the banner.
LOOK = """() => {
  const back = document.querySelector("#place > div").shadowRoot.querySelector(".back");
  const link = document.querySelector("[data-aitdesk-ad]").shadowRoot.querySelector("a");
  return [back, link].map((each) => getComputedStyle(each).backgroundColor);
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page without the SDK."""
    made = tmp_path_factory.mktemp("ads")
    (made / "index.html").write_text(PAGE, "utf-8")
    return str(made)


@pytest.fixture(scope="module")
def miniapp(keep_miniapp: Opener, folder: str) -> MiniApp:
    return keep_miniapp(target=folder)


@pytest.fixture
def page(miniapp: MiniApp) -> Page:
    return miniapp.page


@pytest.fixture(scope="module")
def sdk_3x_page(repository: Path) -> str:
    """The built page with the stand-in for SDK 3.x as `window.sdk`."""
    built = repository / "webapp" / "standin-3x" / "dist"
    assert (built / "index.html").is_file(), "run scripts/setup first"
    return str(built)


def test_the_first_script_finds_banners_with_the_members_that_the_sdk_calls(page: Page) -> None:
    assert page.evaluate("seen") == {
        "isSupported": True,
        "names": ["initialize", "attach", "attachBanner", "destroy", "destroyAll"],
    }


@pytest.mark.parametrize("how", ["attach", "attachBanner"])
def test_a_banner_is_rendered_seen_and_viewed_in_that_order(page: Page, how: str) -> None:
    attach(page, how=how)
    payload = wait_for(page, "onAdViewable")
    assert page.evaluate(NAMES) == ["onAdRendered", "onAdImpression", "onAdViewable"]
    assert (payload["adGroupId"], set(payload), set(payload["adMetadata"])) == (
        BANNER,
        {"slotId", "adGroupId", "adMetadata"},
        {"creativeId", "requestId"},
    )
    expect(page.locator("#place").get_by_text("가짜 광고 · Test ad")).to_be_visible()


def test_an_impression_is_logged_with_what_2x_logs(miniapp: MiniApp) -> None:
    attach(miniapp.page)
    payload = wait_for(miniapp.page, "onAdImpression")
    entry = miniapp.shell.await_entry("call", name="__injectedAdLog")
    assert entry["args"] == [
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


def test_a_click_goes_to_the_phone_and_not_to_the_page(miniapp: MiniApp) -> None:
    url = miniapp.page.url
    attach(miniapp.page)
    miniapp.page.get_by_role("link", name="가짜 광고").click()
    wait_for(miniapp.page, "onAdClicked")
    call = miniapp.shell.await_entry("call", name="openURL", outcome="resolved")
    assert call["args"] == [
        {"url": "supertoss://web?url=https%3A%2F%2Fexample.com%2F&external=true"}
    ]
    assert miniapp.page.url == url


@pytest.fixture(scope="module")
def page_2x(keep_miniapp: Opener, sdk_page: str) -> Page:
    """A page in which the real SDK 2.10.8 draws what is around a banner."""
    page = keep_miniapp(target=sdk_page).page
    page.wait_for_function("() => window.sdk")
    return page


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
@pytest.mark.parametrize("tone", ["blackAndWhite", "grey"])
@pytest.mark.parametrize("variant", ["card", "expanded"])
@pytest.mark.parametrize("group_id", [BANNER, NATIVE_IMAGE])
def test_a_banner_looks_to_the_pixel_as_the_sdk_of_2x_makes_it_look(
    page: Page, page_2x: Page, *, group_id: str, variant: str, tone: str, theme: str
) -> None:
    look = {"theme": theme, "tone": tone, "variant": variant}
    page.evaluate(SHOW, [group_id, look])
    page_2x.evaluate(SHOW, [group_id, look])
    ours, theirs = (each.locator("#shown").screenshot() for each in (page, page_2x))
    assert ours == theirs


BLACK, DARK_GREY = "rgb(23, 23, 28)", "rgb(16, 16, 19)"
LIGHT_AD, DARK_AD = "rgb(255, 247, 224)", "rgb(42, 35, 15)"


def test_a_banner_follows_the_phone_into_the_dark(page: Page) -> None:
    attach(page, theme="auto", tone="grey")
    page.emulate_media(color_scheme="dark")
    try:
        look = page.evaluate(LOOK)
    finally:
        page.emulate_media(color_scheme="light")
    assert look == [DARK_GREY, DARK_AD]


@pytest.mark.parametrize(
    ("theme", "padding", "look"),
    [("dark", "1px", ["1px", DARK_AD]), ("light", "", ["", LIGHT_AD])],
)
def test_an_older_attach_has_its_padding_and_no_frame(
    page: Page, theme: str, padding: str, look: list[str]
) -> None:
    attach(page, how="attach", theme=theme, padding=padding)
    seen = page.evaluate("""() => {
      const ad = document.querySelector("#place > [data-aitdesk-ad]");
      const link = ad.shadowRoot.querySelector("a");
      return [ad.style.padding, getComputedStyle(link).backgroundColor];
    }""")
    assert seen == look


def test_two_places_have_a_banner_each_and_one_place_has_one(page: Page) -> None:
    attach(page)
    counts = page.evaluate(
        """async (id) => {
          const first = attached;
          const again = attach("attachBanner", id, "#place");
          attach("attachBanner", id, placeOf("other"));
          while (told.filter(([name]) => name === "onAdRendered").length < 2)
            await new Promise((resolve) => setTimeout(resolve, 5));
          const slots = told.filter(([name]) => name === "onAdRendered");
          return [first === again, document.querySelectorAll("#place [data-aitdesk-ad]").length,
                  document.querySelectorAll("[data-aitdesk-ad]").length,
                  new Set(slots.map(([, { slotId }]) => slotId)).size];
        }""",
        NATIVE_IMAGE,
    )
    assert counts == [True, 1, 2, 2]


@pytest.mark.parametrize(
    "end",
    ["attached.destroy()", "__appsInToss.ads.destroyAll()", "__appsInToss.ads.destroy(slotId)"],
)
def test_a_destroyed_banner_is_gone_with_its_frame_and_says_nothing_more(
    page: Page, end: str
) -> None:
    slot_id = attach(page)["slotId"]
    more = page.evaluate(
        f"""async (slotId) => {{
          const before = told.length;
          {end};
          {end};
          await new Promise((resolve) => setTimeout(resolve, 1200));
          return told.length - before;
        }}""",
        slot_id,
    )
    assert (more, page.evaluate(LEFT)) == (0, 0)


def test_a_place_whose_banner_is_gone_takes_another(page: Page) -> None:
    slot_id = attach(page)["slotId"]
    page.evaluate("(id) => { __appsInToss.ads.destroy(id); told.length = 0; }", slot_id)
    page.evaluate("(id) => { attach('attachBanner', id, '#place'); }", BANNER)
    wait_for(page, "onAdRendered")
    assert page.locator("#place [data-aitdesk-ad]").count() == 1


@pytest.mark.parametrize("end", ["attached.destroy();", "__appsInToss.ads.destroyAll();"])
def test_a_banner_that_is_destroyed_before_it_is_loaded_is_never_drawn(
    page: Page, end: str
) -> None:
    begin(page, then=end)
    # One that is asked for later comes later: by then the first would have been there.
    page.evaluate("(id) => { attach('attachBanner', id, placeOf('other')); }", BANNER)
    wait_for(page, "onAdRendered")
    assert (page.evaluate(NAMES).count("onAdRendered"), page.evaluate(LEFT)) == (1, 1)


def test_a_place_that_leaves_the_page_takes_its_banner_unseen_with_it(page: Page) -> None:
    begin(page, then="document.querySelector('#place').remove();")
    wait_for(page, "onAdRendered")
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => setTimeout(r, 50)))")
    assert (page.evaluate(NAMES), page.evaluate(LEFT)) == (["onAdRendered"], 0)


def test_a_banner_is_drawn_past_everything_that_the_page_replaced(
    new_miniapp: Opener, folder: str
) -> None:
    page = new_miniapp(target=folder).page
    page.evaluate("""() => {
      window.heard = [];
      const emitter = { emit: (...values) => heard.push(values) };
      window.nativeEmitter = emitter;
      window.nativeEmitterMap = new Proxy({}, { get: () => emitter, has: () => true });
      window.__GRANITE_NATIVE_EMITTER = emitter;
      window.ReactNativeWebView = { postMessage: (text) => heard.push(text) };
    }""")
    attach(page)
    wait_for(page, "onAdImpression")
    assert page.evaluate("heard.filter((each) => JSON.stringify(each).includes('Ad'))") == []


def test_a_banner_is_drawn_under_the_strictest_policy(
    new_miniapp: Opener, open_site: Callable[[Mapping[str, Answer]], Site], answer: type[Answer]
) -> None:
    page = new_miniapp(target=open_site({"/": answer(PAGE, headers=STRICT)}).url).page
    attach(page, theme="dark", variant="card")
    wait_for(page, "onAdImpression")
    assert page.evaluate(LOOK) == [BLACK, DARK_AD]


def test_every_document_of_a_run_has_its_own_banners(new_miniapp: Opener, folder: str) -> None:
    page = new_miniapp(target=folder).page
    attach(page)
    page.reload()
    attach(page)
    assert page.evaluate(LEFT) > 0


def test_banners_come_through_the_sdks_own_functions(new_miniapp: Opener, sdk_3x_page: str) -> None:
    page = new_miniapp(target=sdk_3x_page).page
    page.wait_for_function("() => window.sdk")
    page.evaluate(
        """async (id) => {
          await new Promise((onInitialized, onInitializationFailed) => sdk.TossAds.initialize(
            { callbacks: { onInitialized, onInitializationFailed } }));
          const place = document.body.appendChild(document.createElement("div"));
          window.told = [];
          const note = (name) => (payload) => told.push([name, payload]);
          const names = ["onAdRendered", "onAdViewable", "onAdFailedToRender"];
          const callbacks = Object.fromEntries(names.map((name) => [name, note(name)]));
          window.attached = sdk.TossAds.attachBanner(id, place, { callbacks });
          sdk.TossAds.attach(" ", place, { callbacks });
        }""",
        BANNER,
    )
    wait_for(page, "onAdViewable")
    supported = page.evaluate("""() => {
      attached.destroy();
      sdk.TossAds.destroyAll();
      const { initialize, attach, attachBanner, destroy, destroyAll } = sdk.TossAds;
      return [initialize, attach, attachBanner, destroy, destroyAll].map((each) =>
        each.isSupported());
    }""")
    assert (page.evaluate(NAMES), supported) == (
        ["onAdFailedToRender", "onAdRendered", "onAdViewable"],
        [True] * 5,
    )
