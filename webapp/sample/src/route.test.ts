import { expect, test } from "vitest";
import { FAMILY_NAMES } from "./families";
import { pageAt, pathOf } from "./route";

test("each page has its own path", () => {
  const pages = ["home", ...FAMILY_NAMES] as const;
  expect(pages.map(pathOf).map(pageAt)).toEqual(pages);
  expect(new Set(pages.map(pathOf)).size).toBe(pages.length);
});

test("a trailing slash does not matter", () => {
  expect(pageAt("/storage/")).toBe("storage");
});

test("an unknown path shows the first page", () => {
  expect(["/", "/no/such/page", "/storage/more", "/home"].map(pageAt)).toEqual(
    Array(4).fill("home"),
  );
});
