import { checkoutPayment, requestTossPayPaysBilling } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { text } from "../field";

export const tosspay: Family = {
  title: { ko: "토스페이", en: "Toss Pay" },
  lead: {
    ko: "서버에서 만든 토큰으로 결제를 인증해요. 실제로 돈이 나가지는 않아요.",
    en: "Confirm a payment with a token of the server. No money moves here.",
  },
  sections: [
    {
      cards: [
        call({
          name: "checkoutPayment",
          detail: { ko: "결제 인증 화면을 열어요.", en: "Open the payment sheet." },
          fields: {
            payToken: text({ ko: "결제 토큰", en: "Pay token" }, "sample-pay-token", {
              isWide: true,
            }),
          },
          run: (params) => checkoutPayment({ params }),
        }),
        call({
          name: "requestTossPayPaysBilling",
          detail: {
            ko: "자동결제 등록 화면을 열어요.",
            en: "Open the sheet for automatic billing.",
          },
          fields: {
            wrappedToken: text({ ko: "등록 토큰", en: "Wrapped token" }, "sample-wrapped-token", {
              isWide: true,
            }),
          },
          run: (params) => requestTossPayPaysBilling({ params }),
        }),
      ],
    },
  ],
};
