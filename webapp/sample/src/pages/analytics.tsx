import { Analytics, eventLog } from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { choice, text } from "../field";
import type { Words } from "../words";

const NAME: Words = { ko: "로그 이름", en: "Log name" };
const BUTTON: Words = { ko: "button 값", en: "Value of button" };
const LOG_NAME = "sample_button_tapped";

/** The name as the person left it: without one the SDK takes its own. */
function named(name: string): { log_name?: string } {
  return name === "" ? {} : { log_name: name };
}

export const ANALYTICS_CARDS = [
  call({
    name: "Analytics.screen",
    detail: { ko: "화면을 봤다는 로그를 보내요.", en: "Log that a screen was seen." },
    fields: { name: text(NAME, "", { isWide: true }) },
    run: ({ name }) => Analytics.screen(named(name)),
  }),
  call({
    name: "Analytics.impression",
    detail: { ko: "영역이 보였다는 로그를 보내요.", en: "Log that an area was seen." },
    fields: { name: text(NAME, "sample_card", { isWide: true }), button: text(BUTTON, "log") },
    run: ({ name, button }) => Analytics.impression({ ...named(name), button, count: 1 }),
  }),
  call({
    name: "Analytics.click",
    detail: { ko: "눌렀다는 로그를 보내요.", en: "Log that something was tapped." },
    fields: { name: text(NAME, LOG_NAME, { isWide: true }), button: text(BUTTON, "log") },
    run: ({ name, button }) => Analytics.click({ ...named(name), button, count: 1 }),
  }),
  call({
    name: "eventLog",
    detail: {
      ko: "이름과 값을 직접 정해 로그를 보내요.",
      en: "Log with a name and values of your own.",
    },
    fields: {
      name: text(NAME, LOG_NAME, { isWide: true }),
      type: choice({ ko: "종류", en: "Type" }, [
        "event",
        "screen",
        "impression",
        "click",
        "popup",
        "debug",
        "info",
        "warn",
        "error",
      ]),
      button: text(BUTTON, "log"),
    },
    run: ({ name, type, button }) =>
      eventLog({ log_name: name, log_type: type, params: { button, count: 1 } }),
  }),
];

export const analytics: Family = {
  title: { ko: "로그", en: "Logs" },
  lead: {
    ko: "사용자가 무엇을 보고 눌렀는지 남겨요. https 주소에서만 보내요.",
    en: "Record what a user saw and tapped. Sent from https addresses only.",
  },
  sections: [{ cards: ANALYTICS_CARDS }],
};
