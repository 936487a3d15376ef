"""A page that calls the injected banners of SDK 3.x as the SDK does, and what tests do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

BANNER: Final = "ait-ad-test-banner-id"

# A page without the SDK: it calls what is injected as SDK 3.x does (builds 3.0.5 to 3.6.0). What
# its first script sees is what the SDK may rely on.
PAGE: Final = """<!doctype html><title>ads</title>
<meta name="viewport" content="width=device-width">
<script nonce="bm9uY2U">
  window.seen = { isSupported: window.__appsInToss?.ads?.initialize.isSupported(),
                  names: Object.keys(window.__appsInToss?.ads ?? {}) };
  window.told = [];
  const injected = () => window.__appsInToss.ads;
  const names = ["onAdRendered", "onAdViewable", "onAdImpression", "onAdClicked", "onNoFill",
                 "onAdFailedToRender"];
  window.callbacks = Object.fromEntries(names.map((name) =>
    [name, (payload) => window.told.push([name, payload])]));
  window.begin = () => new Promise((onInitialized, onInitializationFailed) => injected().initialize(
    { callbacks: { onInitialized, onInitializationFailed }, sdkVersion: "3.6.0" }));
  window.placeOf = (id) => {
    const place = document.body.appendChild(document.createElement("div"));
    place.id = id;
    place.style.width = "320px";
    return place;
  };
  window.attach = (how, id, target, options) =>
    window.attached = injected()[how](id, target, { ...options, callbacks: window.callbacks });
</script><body></body>"""

# Begins anew with one banner in a place of its own, and does more in the same turn.
_ATTACH: Final = """async ([how, id, options]) => {
  await begin();
  __appsInToss.ads.destroyAll();
  document.body.replaceChildren();
  told.length = 0;
  attach(how, id, placeOf("place"), options);
  THEN
}"""
# Playwright's own way to wait evaluates a text, which a strict policy forbids.
_WAIT: Final = """async (name) => {
  const find = () => window.told.find(([each]) => each === name);
  while (!find()) await new Promise((resolve) => setTimeout(resolve, 5));
  return find()[1];
}"""
# Shows one banner and nothing else, with whichever functions.
SHOW: Final = """async ([id, look]) => {
  const ads = window.sdk?.TossAds ?? injected();
  await new Promise((onInitialized, onInitializationFailed) =>
    ads.initialize({ callbacks: { onInitialized, onInitializationFailed } }));
  ads.destroyAll();
  document.querySelectorAll("style, link").forEach((each) => each.remove());
  document.body.replaceChildren();
  document.body.style.cssText = "margin: 0; background: #88aaff";
  const place = document.body.appendChild(document.createElement("div"));
  place.id = "shown";
  place.style.cssText = "width: 340px; height: 300px";
  await new Promise((onAdRendered, onAdFailedToRender) =>
    ads.attachBanner(id, place, { ...look, callbacks: { onAdRendered, onAdFailedToRender } }));
}"""


def begin(
    page: Page, group_id: str = BANNER, *, how: str = "attachBanner", then: str = "", **options: str
) -> None:
    """Attach one banner, and go on with `then` before anything can have filled it."""
    page.evaluate(_ATTACH.replace("THEN", then), [how, group_id, options])


def attach(page: Page, group_id: str = BANNER, **how: str) -> dict[str, Any]:
    """Attach one banner, and return with what the page is told once that is drawn."""
    begin(page, group_id, **how)
    return wait_for(page, "onAdRendered")


def wait_for(page: Page, name: str) -> dict[str, Any]:
    """Wait until the page has been told this, and return with what."""
    found: dict[str, Any] = page.evaluate(_WAIT, name)
    return found
