import { grantPromotionReward, grantPromotionRewardForGame } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { number, text } from "../field";

const REWARD = {
  promotionCode: text({ ko: "프로모션 코드", en: "Promotion code" }, "TEST_AITDESK", {
    isWide: true,
  }),
  amount: number({ ko: "금액 (원)", en: "Amount (won)" }, 100),
};

export const promotion: Family = {
  title: { ko: "프로모션", en: "Promotion" },
  lead: {
    ko: "사용자에게 토스 포인트를 줘요. 실패도 오류가 아니라 값으로 와요.",
    en: "Give a user Toss points. A refusal is an answer, not an error.",
  },
  sections: [
    {
      cards: [
        call({
          name: "grantPromotionReward",
          detail: { ko: "리워드를 지급해요.", en: "Grant a reward." },
          fields: REWARD,
          run: (params) => grantPromotionReward({ params }),
        }),
        call({
          name: "grantPromotionRewardForGame",
          detail: { ko: "게임에서 리워드를 지급해요.", en: "Grant a reward in a game." },
          fields: REWARD,
          run: (params) => grantPromotionRewardForGame({ params }),
        }),
      ],
    },
  ],
};
