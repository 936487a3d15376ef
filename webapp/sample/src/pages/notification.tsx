import { requestNotificationAgreement } from "@apps-in-toss/web-framework";
import { event } from "../card";
import type { Family } from "../family";
import { text } from "../field";

export const notification: Family = {
  title: { ko: "알림 동의", en: "Notifications" },
  lead: { ko: "알림을 보내도 되는지 물어요.", en: "Ask whether notifications may be sent." },
  sections: [
    {
      cards: [
        event({
          name: "requestNotificationAgreement",
          detail: { ko: "알림 동의를 받아요.", en: "Ask for the agreement." },
          fields: {
            templateCode: text({ ko: "템플릿 코드", en: "Template code" }, "SAMPLE_TEMPLATE", {
              isWide: true,
            }),
          },
          start: (options, { onEvent, onError }) =>
            requestNotificationAgreement({ options, onEvent, onError }),
        }),
      ],
    },
  ],
};
