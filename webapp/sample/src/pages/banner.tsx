import { TossAds, type TossAdsBannerSlotCallbacks } from "@apps-in-toss/web-framework";
import { BANNER } from "../ad-groups";
import { call, event, type Listener } from "../card";
import type { Family } from "../family";
import { choice, text } from "../field";

const GROUP = text({ ko: "광고 그룹 아이디", en: "Ad group id" }, BANNER, {
  isWide: true,
});

/** The callbacks of a slot, each told to the card by its name. */
function slotCallbacks({ onEvent, onError, onCallback }: Listener): TossAdsBannerSlotCallbacks {
  return {
    onAdRendered: (payload) => onEvent(payload),
    onAdViewable: (payload) => onCallback("onAdViewable", payload),
    onAdImpression: (payload) => onCallback("onAdImpression", payload),
    onAdClicked: (payload) => onCallback("onAdClicked", payload),
    onNoFill: (payload) => onCallback("onNoFill", payload),
    onAdFailedToRender: ({ error }) => onError({ name: "onAdFailedToRender", ...error }),
  };
}

/** The card's own element. Without one there is nothing to attach to. */
function drawn(stage: HTMLElement | null): HTMLElement {
  if (stage === null) throw new Error("the card is gone");
  return stage;
}

const CARDS = [
  event({
    name: "TossAds.initialize",
    detail: {
      ko: "배너를 그리는 스크립트를 불러와요. 다른 함수보다 먼저 불러야 해요.",
      en: "Load the script that draws banners. Comes before the others.",
    },
    start: (_, { onEvent, onError }) =>
      TossAds.initialize({
        callbacks: { onInitialized: () => onEvent(undefined), onInitializationFailed: onError },
      }),
  }),
  event({
    name: "TossAds.attachBanner",
    detail: {
      ko: "이 카드 안에 배너를 붙여요. 중지하면 떼어 내요.",
      en: "Put a banner into this card. Stopping takes it away.",
    },
    fields: {
      adGroupId: GROUP,
      theme: choice({ ko: "테마", en: "Theme" }, ["auto", "light", "dark"]),
      tone: choice({ ko: "바탕", en: "Tone" }, ["blackAndWhite", "grey"]),
      variant: choice({ ko: "모양", en: "Variant" }, ["expanded", "card"]),
    },
    hasStage: true,
    start: ({ adGroupId, ...look }, listener, stage) => {
      const callbacks = slotCallbacks(listener);
      return TossAds.attachBanner(adGroupId, drawn(stage), { ...look, callbacks }).destroy;
    },
  }),
  event({
    name: "TossAds.attach",
    detail: {
      ko: "예전 방식으로 배너를 붙여요. attachBanner를 쓰는 편이 좋아요.",
      en: "The older way to put a banner. attachBanner is better.",
    },
    fields: {
      adGroupId: GROUP,
      theme: choice({ ko: "테마", en: "Theme" }, ["light", "dark"]),
    },
    hasStage: true,
    start: ({ adGroupId, theme }, listener, stage) =>
      TossAds.attach(adGroupId, drawn(stage), { theme, callbacks: slotCallbacks(listener) }),
  }),
  call({
    name: "TossAds.destroy",
    detail: {
      ko: "배너 하나를 떼어 내요. 아이디는 이벤트에 있는 slotId예요.",
      en: "Take one banner away. Its id is the slotId of the events.",
    },
    fields: {
      slotId: text({ ko: "배너 (slotId)", en: "Banner (slotId)" }, "", {
        isWide: true,
        from: "slotId",
      }),
    },
    run: ({ slotId }) => TossAds.destroy(slotId),
  }),
  call({
    name: "TossAds.destroyAll",
    detail: { ko: "배너를 모두 떼어 내요.", en: "Take every banner away." },
    run: () => TossAds.destroyAll(),
  }),
];

export const banner: Family = {
  title: { ko: "배너 광고", en: "Banner ads" },
  lead: {
    ko: "화면 안에 배너 광고를 그려요. 먼저 initialize를 실행해 주세요.",
    en: "Banners inside the page. Run initialize first.",
  },
  sections: [
    { cards: CARDS },
    {
      title: { ko: "쓸 수 있는지", en: "Whether supported" },
      readings: {
        "TossAds.initialize.isSupported": TossAds.initialize.isSupported,
        "TossAds.attachBanner.isSupported": TossAds.attachBanner.isSupported,
        "TossAds.attach.isSupported": TossAds.attach.isSupported,
        "TossAds.destroy.isSupported": TossAds.destroy.isSupported,
        "TossAds.destroyAll.isSupported": TossAds.destroyAll.isSupported,
      },
    },
  ],
};
