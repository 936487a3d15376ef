import {
  getGameCenterGameProfile,
  openGameCenterLeaderboard,
  submitGameCenterLeaderBoardScore,
} from "@apps-in-toss/web-framework";
import { call } from "../card";
import type { Family } from "../family";
import { text } from "../field";

export const game: Family = {
  title: { ko: "게임센터", en: "Game center" },
  lead: { ko: "게임 프로필과 순위표를 다뤄요.", en: "The game profile and the leaderboard." },
  sections: [
    {
      cards: [
        call({
          name: "getGameCenterGameProfile",
          detail: { ko: "별명과 프로필 그림을 받아요.", en: "The player's nickname and picture." },
          run: getGameCenterGameProfile,
        }),
        call({
          name: "submitGameCenterLeaderBoardScore",
          detail: {
            ko: "점수를 순위표에 올려요. 점수는 숫자로 된 글이에요.",
            en: "Put a score on the leaderboard. The score is a text of digits.",
          },
          fields: { score: text({ ko: "점수", en: "Score" }, "123.45", { isWide: true }) },
          run: submitGameCenterLeaderBoardScore,
        }),
        call({
          name: "openGameCenterLeaderboard",
          detail: { ko: "순위표를 열어요.", en: "Open the leaderboard." },
          run: openGameCenterLeaderboard,
        }),
      ],
    },
  ],
};
