import { expect, test } from "vitest";
import { STRINGS } from "./strings";

/** Every text by its path; a text that takes a value is filled in. */
function listTexts(branch: object, path = ""): [string, string][] {
  return Object.entries(branch).flatMap(([key, entry]: [string, unknown]) => {
    const entryPath = `${path}/${key}`;
    if (typeof entry === "string") return [[entryPath, entry]];
    if (typeof entry === "function") return [[entryPath, String(entry(2))]];
    return listTexts(entry as object, entryPath);
  });
}

const ko = new Map(listTexts(STRINGS.ko));
const en = new Map(listTexts(STRINGS.en));

const HANGUL = /\p{Script=Hangul}/u;

test("both languages have the same texts", () => {
  expect([...en.keys()]).toEqual([...ko.keys()]);
});

test("no text is empty", () => {
  expect([...ko, ...en].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("no Korean is left in the English texts", () => {
  expect([...en].filter(([, text]) => HANGUL.test(text))).toEqual([]);
});

test("every Korean text is Korean, but for names of the SDK and the browser", () => {
  const untranslated = [...ko].filter(([, text]) => !HANGUL.test(text)).map(([path]) => path);
  expect(untranslated).toEqual(["/storage/sdkStorage", "/storage/localStorage"]);
});
