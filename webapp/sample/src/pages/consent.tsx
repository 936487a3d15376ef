import { getConsentedUserData } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { flag, text } from "../field";

export const consent: Family = {
  title: { ko: "동의한 정보", en: "Consented facts" },
  lead: {
    ko: "사용자가 동의한 개인정보를 받아요.",
    en: "Personal facts that the user agrees to share.",
  },
  sections: [
    {
      cards: [
        call({
          name: "getConsentedUserData",
          detail: {
            ko: "필요하면 동의 화면을 먼저 열어요.",
            en: "Opens the consent sheet first, where needed.",
          },
          fields: {
            consentedUserDataKey: text({ ko: "정보 키", en: "Key" }, "sample-key", {
              isWide: true,
            }),
            shouldRequestAgreementWhenUserDeclined: flag(
              { ko: "거절했어도 다시 묻기", en: "Ask again after a refusal" },
              { isOn: false },
            ),
          },
          run: getConsentedUserData,
        }),
      ],
    },
  ],
};
