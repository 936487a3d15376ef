import { expect, test } from "vitest";
import { FAMILY_NAMES } from "./families";
import { findFamilies } from "./find";

function namesFor(query: string): string[] {
  return findFamilies(query).flatMap(({ families }) => families.map(({ name }) => name));
}

test("every family is listed once", () => {
  expect(namesFor("").sort()).toEqual([...FAMILY_NAMES].sort());
});

test("a family is found by its name in either language, whatever the case", () => {
  expect(["사진첩", "ALBUM", " album "].map(namesFor)).toEqual([["album"], ["album"], ["album"]]);
});

test("a function leads to its family and is named alone", () => {
  expect(findFamilies("submitGame")).toMatchObject([
    {
      families: [{ name: "game", functions: ["submitGameCenterLeaderBoardScore"], isWhole: false }],
    },
  ]);
});

test("a function that two families use is found in both", () => {
  expect(namesFor("closeView")).toEqual(["environment", "navigation"]);
});

test("nothing is found for what is nowhere", () => {
  expect(findFamilies("no such thing")).toEqual([]);
});
