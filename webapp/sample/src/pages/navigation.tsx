import { closeView, graniteEvent, openURL, partner, tdsEvent } from "@apps-in-toss/web-framework";
import { call, event, type EventCard } from "../card";
import type { Family } from "../family";
import { text } from "../field";

export const OPEN_URL = call({
  name: "openURL",
  detail: {
    ko: "주소를 기기의 브라우저로 열어요.",
    en: "Open an address in the device's browser.",
  },
  fields: {
    url: text({ ko: "주소", en: "Address" }, "https://toss.im", { inputMode: "url", isWide: true }),
  },
  run: ({ url }) => openURL(url),
});

export const CLOSE_VIEW = call({
  name: "closeView",
  detail: { ko: "미니앱을 닫아요.", en: "Close the mini-app." },
  run: closeView,
});

export const BACK_AND_HOME: EventCard[] = [
  event({
    name: "backEvent",
    sdkName: "graniteEvent.addEventListener",
    detail: {
      ko: "켜 둔 동안에는 뒤로 가기가 화면을 옮기지 않고 여기에 알려요.",
      en: "While on, the back button reports here instead of moving the page.",
    },
    start: (_, { onEvent, onError }) =>
      graniteEvent.addEventListener("backEvent", { onEvent: told(onEvent), onError }),
  }),
  event({
    name: "homeEvent",
    sdkName: "graniteEvent.addEventListener",
    detail: {
      ko: "켜 둔 동안에는 홈 버튼이 첫 화면을 열지 않고 여기에 알려요.",
      en: "While on, the home button reports here instead of opening the first page.",
    },
    start: (_, { onEvent, onError }) =>
      graniteEvent.addEventListener("homeEvent", { onEvent: told(onEvent), onError }),
  }),
];

/** The SDK types these events without a payload; what does arrive is shown all the same. */
function told(onEvent: (payload: unknown) => void): () => void {
  return (...payload: unknown[]) => onEvent(payload[0]);
}

const ACCESSORY = [
  call({
    name: "partner.addAccessoryButton",
    detail: {
      ko: "내비게이션 바에 버튼 하나를 더해요.",
      en: "Add one button to the navigation bar.",
    },
    fields: {
      id: text({ ko: "아이디", en: "Id" }, "heart"),
      title: text({ ko: "제목", en: "Title" }, "하트"),
      icon: text({ ko: "아이콘 이름", en: "Name of the icon" }, "icon-heart-mono", {
        isWide: true,
      }),
    },
    run: ({ id, title, icon }) => partner.addAccessoryButton({ id, title, icon: { name: icon } }),
  }),
  call({
    name: "partner.removeAccessoryButton",
    detail: { ko: "더한 버튼을 없애요.", en: "Take the added button away." },
    run: partner.removeAccessoryButton,
  }),
  event({
    name: "navigationAccessoryEvent",
    sdkName: "tdsEvent.addEventListener",
    detail: { ko: "더한 버튼을 누르면 알려 줘요.", en: "Tells when the added button is pressed." },
    start: (_, { onEvent, onError }) =>
      tdsEvent.addEventListener("navigationAccessoryEvent", {
        onEvent,
        onError,
        options: undefined,
      }),
  }),
];

export const navigation: Family = {
  title: { ko: "내비게이션", en: "Navigation" },
  lead: {
    ko: "미니앱을 닫고, 다른 곳으로 가고, 위쪽 바의 버튼을 다뤄요.",
    en: "Close the mini-app, go elsewhere, and use the buttons of the bar above.",
  },
  sections: [
    { title: { ko: "나가기", en: "Leaving" }, cards: [OPEN_URL, CLOSE_VIEW] },
    { title: { ko: "뒤로 가기와 홈", en: "Back and home" }, cards: BACK_AND_HOME },
    { title: { ko: "바의 버튼", en: "Button of the bar" }, cards: ACCESSORY },
  ],
};
