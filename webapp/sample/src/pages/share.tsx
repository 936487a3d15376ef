import { contactsViral, getTossShareLink, share as openShare } from "@apps-in-toss/web-framework";
import { call, event } from "../card";
import type { Family } from "../family";
import { text } from "../field";

export const share: Family = {
  title: { ko: "공유", en: "Sharing" },
  lead: {
    ko: "글을 공유하고, 미니앱을 여는 링크를 만들고, 친구를 초대해요.",
    en: "Share a text, make a link to the mini-app, invite friends.",
  },
  sections: [
    {
      cards: [
        call({
          name: "share",
          detail: { ko: "공유할 곳을 고르는 화면을 열어요.", en: "Open the share sheet." },
          fields: {
            message: text({ ko: "글", en: "Message" }, "같이 해요!", { isWide: true }),
          },
          run: openShare,
        }),
        call({
          name: "getTossShareLink",
          detail: {
            ko: "미니앱을 여는 짧은 링크를 받아요. 주소는 intoss://로 시작해요.",
            en: "A short link that opens the mini-app. The path begins with intoss://.",
          },
          fields: {
            path: text({ ko: "열 주소", en: "Path" }, "intoss://aitdesk-sample/storage", {
              inputMode: "url",
              isWide: true,
            }),
            ogImageUrl: text({ ko: "미리보기 그림 주소", en: "Address of the preview" }, "", {
              inputMode: "url",
              isWide: true,
            }),
          },
          run: ({ path, ogImageUrl }) =>
            ogImageUrl === "" ? getTossShareLink(path) : getTossShareLink(path, ogImageUrl),
        }),
        event({
          name: "contactsViral",
          detail: {
            ko: "연락처의 친구를 초대하고 리워드를 받아요.",
            en: "Invite friends of the contacts for a reward.",
          },
          fields: {
            moduleId: text({ ko: "모듈 아이디", en: "Module id" }, "sample-module", {
              isWide: true,
            }),
          },
          start: (options, { onEvent, onError }) => contactsViral({ options, onEvent, onError }),
        }),
      ],
    },
  ],
};
