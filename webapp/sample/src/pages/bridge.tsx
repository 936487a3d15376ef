import {
  appsInTossEvent,
  createAsyncBridge,
  createConstantBridge,
  createEventBridge,
} from "@apps-in-toss/web-framework";
import { call, event } from "../card";
import type { Family } from "../family";
import { text } from "../field";
import type { Words } from "../words";

const NAME: Words = { ko: "이름", en: "Name" };
const OPTIONS = text({ ko: "옵션 (JSON)", en: "Options (JSON)" }, "{}", { isWide: true });

/** Typed without a single event in this SDK; any name can be listened to all the same. */
const listenTo = appsInTossEvent.addEventListener as unknown as (
  name: string,
  listener: {
    onEvent: (payload: unknown) => void;
    onError: (error: unknown) => void;
    options: unknown;
  },
) => () => void;

export const bridge: Family = {
  title: { ko: "이름으로 부르기", en: "By name" },
  lead: {
    ko: "SDK에 함수가 없는 이름도 직접 불러요. 모르는 이름에는 답이 오지 않아요.",
    en: "Names that the SDK has no function for. An unknown one gets no answer.",
  },
  sections: [
    {
      cards: [
        call({
          name: "createAsyncBridge",
          detail: { ko: "물어보고 답을 받는 함수예요.", en: "A function that asks and waits." },
          fields: {
            method: text(NAME, "getNetworkStatus", { isWide: true }),
            params: text({ ko: "인자 목록 (JSON)", en: "Arguments (JSON)" }, "[]", {
              isWide: true,
            }),
          },
          run: ({ method, params }) => {
            const given = JSON.parse(params) as unknown[];
            return createAsyncBridge<unknown[], unknown>(method)(...given);
          },
        }),
        call({
          name: "createConstantBridge",
          detail: { ko: "바로 읽는 값이에요.", en: "A value that is read at once." },
          fields: { method: text(NAME, "getAppName", { isWide: true }) },
          run: ({ method }) => createConstantBridge<unknown>(method)(),
        }),
        event({
          name: "createEventBridge",
          detail: { ko: "멈출 때까지 받는 이벤트예요.", en: "An event, until it is stopped." },
          fields: { method: text(NAME, "homeEvent", { isWide: true }), options: OPTIONS },
          start: ({ method, options }, { onEvent, onError }) =>
            createEventBridge<unknown, unknown>(method)({
              onEvent,
              onError,
              options: JSON.parse(options) as unknown,
            }),
        }),
        event({
          name: "appsInTossEvent.addEventListener",
          detail: {
            ko: "앱인토스 이벤트예요. 이 SDK에는 정해진 이름이 아직 없어요.",
            en: "Events of Apps in Toss. This SDK names none yet.",
          },
          fields: { name: text(NAME, "backEvent", { isWide: true }), options: OPTIONS },
          start: ({ name, options }, { onEvent, onError }) =>
            listenTo(name, { onEvent, onError, options: JSON.parse(options) as unknown }),
        }),
      ],
    },
  ],
};
