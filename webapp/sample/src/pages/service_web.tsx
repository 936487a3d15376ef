import { onVisibilityChangedByTransparentServiceWeb } from "@apps-in-toss/web-framework";
import { event } from "../card";
import type { Family } from "../family";
import { text } from "../field";

export const serviceWeb: Family = {
  title: { ko: "투명 웹뷰", en: "Transparent web view" },
  lead: {
    ko: "미니앱 위에 겹쳐 뜨는 토스 화면이 보이는지 알아요.",
    en: "Whether a page of Toss lies over the mini-app.",
  },
  sections: [
    {
      cards: [
        event({
          name: "onVisibilityChangedByTransparentServiceWeb",
          detail: {
            ko: "겹친 화면이 열리거나 닫히면 알려 줘요.",
            en: "Tells when that page opens or closes.",
          },
          fields: {
            callbackId: text({ ko: "콜백 아이디", en: "Callback id" }, "sample-callback", {
              isWide: true,
            }),
          },
          start: (options, { onEvent, onError }) =>
            onVisibilityChangedByTransparentServiceWeb({ options, onEvent, onError }),
        }),
      ],
    },
  ],
};
