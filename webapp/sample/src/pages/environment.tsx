import {
  env,
  getAppsInTossGlobals,
  getDeviceId,
  getGroupId,
  getLocale,
  getNetworkStatus,
  getOperationalEnvironment,
  getPlatformOS,
  getSafeAreaInsets,
  getSchemeUri,
  getServerTime,
  getTossAppVersion,
  isMinVersionSupported,
  SafeAreaInsets,
} from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family, Section } from "../family";
import { text } from "../field";
import { ANALYTICS_CARDS } from "./analytics";
import { BACK_AND_HOME, CLOSE_VIEW, OPEN_URL } from "./navigation";
import { INSET_CHANGES } from "./screen";

type Version = `${number}.${number}.${number}` | "always" | "never";

const AT_ONCE: Section = {
  title: { ko: "바로 읽는 값", en: "Read at once" },
  readings: {
    getOperationalEnvironment,
    getTossAppVersion,
    getPlatformOS,
    getLocale,
    getSchemeUri,
    getDeviceId,
    getGroupId,
    "env.getDeploymentId": env.getDeploymentId,
    getAppsInTossGlobals,
    "SafeAreaInsets.get": SafeAreaInsets.get,
    getSafeAreaInsets,
    "getServerTime.isSupported": getServerTime.isSupported,
  },
};

const ASKED = [
  call({
    name: "getServerTime",
    detail: {
      ko: "기기 시계 대신 믿을 수 있는 서버 시각이에요.",
      en: "The server's time, safer than the device clock.",
    },
    run: getServerTime,
  }),
  call({
    name: "getNetworkStatus",
    detail: { ko: "지금 연결된 네트워크 종류예요.", en: "The kind of network in use." },
    run: getNetworkStatus,
  }),
  call({
    name: "isMinVersionSupported",
    detail: {
      ko: "토스 앱이 이 버전 이상인지 알려 줘요. always와 never도 쓸 수 있어요.",
      en: "Whether the Toss app is at least this version. Takes always and never too.",
    },
    fields: {
      android: text({ ko: "안드로이드", en: "Android" }, "5.232.0"),
      ios: text({ ko: "아이폰", en: "iPhone" }, "5.232.0"),
    },
    run: ({ android, ios }) =>
      isMinVersionSupported({ android: android as Version, ios: ios as Version }),
  }),
];

export const environment: Family = {
  title: { ko: "환경", en: "Environment" },
  lead: {
    ko: "미니앱이 어떤 기기와 앱에서 열렸는지 확인해요.",
    en: "See which device and app this mini-app was opened in.",
  },
  sections: [
    AT_ONCE,
    { title: { ko: "물어보고 받는 값", en: "Ask and wait" }, cards: ASKED },
    { title: { ko: "나가기", en: "Leaving" }, cards: [OPEN_URL, CLOSE_VIEW] },
    {
      title: { ko: "이벤트 받기", en: "Listen to events" },
      cards: [...BACK_AND_HOME, INSET_CHANGES],
    },
    { title: { ko: "로그 보내기", en: "Send logs" }, cards: ANALYTICS_CARDS },
  ],
};
