import {
  SafeAreaInsets,
  setDeviceOrientation,
  setIosSwipeGestureEnabled,
  setScreenAwakeMode,
  setSecureScreen,
} from "@apps-in-toss/web-framework";
import { call, event } from "../card";
import type { Family } from "../family";
import { choice, flag } from "../field";

export const INSET_CHANGES = event({
  name: "SafeAreaInsets.subscribe",
  detail: {
    ko: "안전 영역이 바뀌면, 예를 들어 화면을 돌리면 알려 줘요.",
    en: "Tells when the safe area changes, as when the phone is turned.",
  },
  start: (_, { onEvent }) => SafeAreaInsets.subscribe({ onEvent }),
});

const ON = { ko: "켜기", en: "On" };

const SCREEN_CARDS = [
  call({
    name: "setDeviceOrientation",
    detail: { ko: "화면을 세우거나 눕혀요.", en: "Turn the screen upright or on its side." },
    fields: { type: choice({ ko: "방향", en: "Orientation" }, ["landscape", "portrait"]) },
    run: setDeviceOrientation,
  }),
  call({
    name: "setScreenAwakeMode",
    detail: { ko: "화면이 저절로 꺼지지 않게 해요.", en: "Keep the screen from going dark." },
    fields: { enabled: flag(ON, { isOn: true }) },
    run: setScreenAwakeMode,
  }),
  call({
    name: "setSecureScreen",
    detail: { ko: "화면을 캡처하지 못하게 해요.", en: "Keep the screen from being captured." },
    fields: { enabled: flag(ON, { isOn: true }) },
    run: setSecureScreen,
  }),
  call({
    name: "setIosSwipeGestureEnabled",
    detail: {
      ko: "아이폰에서 화면 가장자리를 밀어 뒤로 가는 동작을 정해요.",
      en: "Whether a swipe from the edge goes back on an iPhone.",
    },
    fields: { isEnabled: flag(ON, { isOn: false }) },
    run: setIosSwipeGestureEnabled,
  }),
];

export const screen: Family = {
  title: { ko: "화면", en: "Screen" },
  lead: {
    ko: "화면의 방향과 꺼짐, 캡처, 안전 영역을 다뤄요.",
    en: "Orientation, sleep, capture and the safe area.",
  },
  sections: [
    { cards: SCREEN_CARDS },
    {
      title: { ko: "안전 영역", en: "Safe area" },
      readings: { "SafeAreaInsets.get": SafeAreaInsets.get },
    },
    { cards: [INSET_CHANGES] },
  ],
};
