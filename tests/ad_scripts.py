"""What a page that bundles SDK 2.x does with ads, and what is seen of them."""

from __future__ import annotations

from typing import Final

# Attaches a banner to a place of its own and notes what the SDK tells, in order.
ATTACH: Final = """async ([id, width, options]) => {
  await new Promise((onInitialized, onInitializationFailed) =>
    sdk.TossAds.initialize({ callbacks: { onInitialized, onInitializationFailed } }));
  sdk.TossAds.destroyAll();
  document.body.replaceChildren();
  const place = document.createElement("div");
  place.id = "place";
  place.style.width = `${width}px`;
  document.body.append(place);
  window.told = [];
  const names = ["onAdRendered", "onAdViewable", "onAdImpression", "onAdClicked", "onNoFill",
                 "onAdFailedToRender"];
  const callbacks = Object.fromEntries(names.map((name) =>
    [name, (payload) => window.told.push([name, payload])]));
  window.attached = sdk.TossAds.attachBanner(id, place, { ...options, callbacks });
}"""
NAMES: Final = "() => window.told.map(([name]) => name)"
# Fills a slot of the kit itself with an answer, and returns the first thing that it tells.
TELL: Final = """(envelope) => new Promise((resolve) => {
  const kit = window.TossAdsSpaceKit;
  kit.init({ opener: () => {}, customAdFetcher: async () => envelope });
  const place = document.body.appendChild(document.createElement("div"));
  const note = (name) => (payload) => { resolve([name, payload.error?.code]); slot.destroy(); };
  const names = ["onAdRendered", "onNoFill", "onAdFailedToRender"];
  const callbacks = Object.fromEntries(names.map((name) => [name, note(name)]));
  const slot = kit.banner.createSlot(place, { spaceId: "x", autoLoad: true, callbacks });
})"""
READ: Final = """async (url) => {
  const reply = await fetch(url);
  const isLong = (await reply.text()).length > 500;
  return [reply.status, reply.headers.get("content-type"), isLong];
}"""
# The lightest text against its own box: WCAG's contrast, and whether anything is cut or sticks out.
LOOK: Final = """() => {
  const link = document.querySelector("[data-aitdesk-ad]").shadowRoot.querySelector("a");
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const back = light(getComputedStyle(link).backgroundColor);
  const contrasts = [...link.querySelectorAll(".title, .label")].map((text) => {
    const front = light(getComputedStyle(text).color);
    return (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
  });
  const box = link.getBoundingClientRect();
  const isInside = (part) => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    return left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom;
  };
  const texts = [...link.querySelectorAll(".title, .label")];
  return { isReadable: Math.min(...contrasts) >= 4.5, isDark: back < 0.2,
           isWhole: texts.every((text) => text.scrollWidth <= text.clientWidth),
           isInside: [...link.querySelectorAll("*")].every(isInside)
             && box.right <= document.querySelector("#place").getBoundingClientRect().right };
}"""
SHOW: Final = """(id) => new Promise((resolve, reject) => {
  window.moments = [];
  sdk.loadFullScreenAd({ options: { adGroupId: id }, onError: reject, onEvent: () => {
    sdk.showFullScreenAd({ options: { adGroupId: id }, onError: reject,
      onEvent: ({ type }) => { window.moments.push(type); resolve(); } });
  } });
})"""
