import {
  appLogin,
  getAnonymousKey,
  getIsTossLoginIntegratedService,
  getUserKeyForGame,
} from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";

export const ANONYMOUS_KEY = call({
  name: "getAnonymousKey",
  detail: {
    ko: "미니앱마다 다른 사용자 식별 키를 받아요.",
    en: "A key for this user, different in every mini-app.",
  },
  run: getAnonymousKey,
});

export const auth: Family = {
  title: { ko: "인증", en: "Auth" },
  lead: {
    ko: "로그인 없이 사용자를 알아보고, 필요할 때 토스 로그인을 받아요.",
    en: "Know a user without a login, and ask for Toss login when you need it.",
  },
  sections: [
    {
      cards: [
        ANONYMOUS_KEY,
        call({
          name: "getUserKeyForGame",
          detail: {
            ko: "게임에서 사용자를 구분하는 키를 받아요.",
            en: "A key that tells players of a game apart.",
          },
          run: getUserKeyForGame,
        }),
        call({
          name: "getIsTossLoginIntegratedService",
          detail: {
            ko: "이 사용자가 토스 로그인을 연결했는지 확인해요.",
            en: "Whether this user has connected Toss login.",
          },
          run: getIsTossLoginIntegratedService,
        }),
        call({
          name: "appLogin",
          detail: {
            ko: "토스 로그인을 하고 인가 코드를 받아요.",
            en: "Log in with Toss and get an authorization code.",
          },
          run: appLogin,
        }),
      ],
    },
  ],
};
