import { expect, test } from "vitest";
import { nextVisitCount } from "./visits";

test("the first visit is one and each later visit is one more", () => {
  expect([nextVisitCount(null), nextVisitCount("1"), nextVisitCount("41")]).toEqual([1, 2, 42]);
});

test("a count that makes no sense starts again", () => {
  expect(["", "abc", "-3", "1.5", "1e999"].map(nextVisitCount)).toEqual([1, 1, 1, 1, 1]);
});
