import { appsInTossSignTossCert } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { text } from "../field";

export const certificate: Family = {
  title: { ko: "토스 인증서", en: "Toss certificate" },
  lead: { ko: "토스 인증서로 서명을 받아요.", en: "A signature with the Toss certificate." },
  sections: [
    {
      cards: [
        call({
          name: "appsInTossSignTossCert",
          detail: { ko: "인증서 서명 화면을 열어요.", en: "Open the signing sheet." },
          fields: {
            txId: text({ ko: "거래 아이디 (txId)", en: "Transaction (txId)" }, "sample-tx", {
              isWide: true,
            }),
          },
          run: appsInTossSignTossCert,
        }),
      ],
    },
  ],
};
