import { requestReview } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";

export const review: Family = {
  title: { ko: "리뷰", en: "Review" },
  lead: { ko: "미니앱에 별점을 남겨 달라고 해요.", en: "Ask for a rating of the mini-app." },
  sections: [
    {
      cards: [
        call({
          name: "requestReview",
          detail: { ko: "리뷰 화면을 열어요.", en: "Open the review sheet." },
          run: requestReview,
        }),
      ],
    },
    {
      title: { ko: "쓸 수 있는지", en: "Whether supported" },
      readings: { "requestReview.isSupported": requestReview.isSupported },
    },
  ],
};
