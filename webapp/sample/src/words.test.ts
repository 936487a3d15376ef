import { expect, test } from "vitest";
import { FAMILIES, GROUPS } from "./families";

/** Every text of the pages by its path. */
function listWords(branch: unknown, path = ""): [path: string, words: Record<string, string>][] {
  if (typeof branch !== "object" || branch === null) return [];
  if ("ko" in branch) return [[path, branch as Record<string, string>]];
  return Object.entries(branch).flatMap(([key, entry]) => listWords(entry, `${path}/${key}`));
}

const WORDS = [...listWords(FAMILIES), ...listWords(GROUPS, "/groups")];

const HANGUL = /\p{Script=Hangul}/u;

test("every text of the pages is in Korean and in English, and neither in the other", () => {
  const wrong = WORDS.filter(([, { ko = "", en = "" }]) => {
    return !HANGUL.test(ko) || en.trim() === "" || HANGUL.test(en);
  });
  expect(wrong).toEqual([]);
  expect(WORDS.length).toBeGreaterThan(100);
});
