import { getDeclaredAgeRange } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { text } from "../field";

export const age: Family = {
  title: { ko: "연령대", en: "Age range" },
  lead: {
    ko: "사용자가 밝힌 연령대를 받아요. 아이폰에서만 돼요.",
    en: "The age range that the user declares. iPhones only.",
  },
  sections: [
    {
      cards: [
        call({
          name: "getDeclaredAgeRange",
          detail: {
            ko: "나눌 나이를 쉼표로 적어 주세요.",
            en: "Write the ages to tell apart, with commas.",
          },
          fields: { gates: text({ ko: "나이", en: "Ages" }, "13, 16, 18", { isWide: true }) },
          run: ({ gates }) => getDeclaredAgeRange({ ageGates: gates.split(",").map(Number) }),
        }),
      ],
    },
    {
      title: { ko: "쓸 수 있는지", en: "Whether supported" },
      readings: { "getDeclaredAgeRange.isSupported": getDeclaredAgeRange.isSupported },
    },
  ],
};
