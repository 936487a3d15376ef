import { generateHapticFeedback } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { choice } from "../field";

export const haptics: Family = {
  title: { ko: "진동", en: "Haptics" },
  lead: { ko: "손끝으로 느끼는 짧은 진동이에요.", en: "Short vibrations under a finger." },
  sections: [
    {
      cards: [
        call({
          name: "generateHapticFeedback",
          detail: { ko: "고른 진동을 한 번 울려요.", en: "Play the chosen one once." },
          fields: {
            type: choice({ ko: "종류", en: "Type" }, [
              "tickWeak",
              "tap",
              "tickMedium",
              "softMedium",
              "basicWeak",
              "basicMedium",
              "success",
              "error",
              "wiggle",
              "confetti",
            ]),
          },
          run: generateHapticFeedback,
        }),
      ],
    },
  ],
};
