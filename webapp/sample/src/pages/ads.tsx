import { GoogleAdMob, loadFullScreenAd, showFullScreenAd } from "@apps-in-toss/web-framework";
import { ADMOB, INTERSTITIAL } from "../ad-groups";
import { call, event } from "../card";
import type { Family, Section } from "../family";
import { text } from "../field";
import type { Words } from "../words";

const GROUP: Words = { ko: "광고 그룹 아이디", en: "Ad group id" };
const adGroupId = text(GROUP, INTERSTITIAL, { isWide: true });
const adMobGroupId = text(GROUP, ADMOB, { isWide: true });

const LOAD: Words = {
  ko: "광고를 미리 불러와요. 다 불러오면 loaded가 와요.",
  en: "Load an ad ahead of time. loaded comes once it is there.",
};
const SHOW: Words = {
  ko: "불러온 광고를 보여 줘요. 한 번 보여 주면 다시 불러와야 해요.",
  en: "Show the loaded ad. Each can be shown once.",
};

const FULL_SCREEN: Section = {
  title: { ko: "통합 전면 광고", en: "Full-screen ads" },
  cards: [
    event({
      name: "loadFullScreenAd",
      detail: LOAD,
      fields: { adGroupId },
      start: (options, { onEvent, onError }) => loadFullScreenAd({ options, onEvent, onError }),
    }),
    event({
      name: "showFullScreenAd",
      detail: SHOW,
      fields: { adGroupId },
      start: (options, { onEvent, onError }) => showFullScreenAd({ options, onEvent, onError }),
    }),
  ],
};

const AD_MOB: Section = {
  title: { ko: "구글 애드몹", en: "Google AdMob" },
  cards: [
    event({
      name: "GoogleAdMob.loadAppsInTossAdMob",
      detail: LOAD,
      fields: { adGroupId: adMobGroupId },
      start: (options, { onEvent, onError }) =>
        GoogleAdMob.loadAppsInTossAdMob({ options, onEvent, onError }),
    }),
    event({
      name: "GoogleAdMob.showAppsInTossAdMob",
      detail: SHOW,
      fields: { adGroupId: adMobGroupId },
      start: (options, { onEvent, onError }) =>
        GoogleAdMob.showAppsInTossAdMob({ options, onEvent, onError }),
    }),
    call({
      name: "GoogleAdMob.isAppsInTossAdMobLoaded",
      detail: {
        ko: "보여 줄 수 있는 광고가 있는지 알려 줘요.",
        en: "Whether an ad is ready to be shown.",
      },
      fields: { adGroupId: adMobGroupId },
      run: GoogleAdMob.isAppsInTossAdMobLoaded,
    }),
  ],
};

export const ads: Family = {
  title: { ko: "전면 광고", en: "Full-screen ads" },
  lead: {
    ko: "전면 광고와 보상형 광고를 불러오고 보여 줘요.",
    en: "Load and show interstitial and rewarded ads.",
  },
  sections: [
    FULL_SCREEN,
    AD_MOB,
    {
      title: { ko: "쓸 수 있는지", en: "Whether supported" },
      readings: {
        "loadFullScreenAd.isSupported": loadFullScreenAd.isSupported,
        "showFullScreenAd.isSupported": showFullScreenAd.isSupported,
        "GoogleAdMob.loadAppsInTossAdMob.isSupported": GoogleAdMob.loadAppsInTossAdMob.isSupported,
        "GoogleAdMob.showAppsInTossAdMob.isSupported": GoogleAdMob.showAppsInTossAdMob.isSupported,
        "GoogleAdMob.isAppsInTossAdMobLoaded.isSupported":
          GoogleAdMob.isAppsInTossAdMobLoaded.isSupported,
      },
    },
  ],
};
