import { expect, test } from "vitest";
import { addEntry, NOTHING, type Happening } from "./entries";

const ERROR: Happening = { kind: "error", error: { name: "Error", code: null, message: "no" } };

test("the newest is first, and only events are counted", () => {
  const happenings: Happening[] = [
    { kind: "event", payload: undefined },
    { kind: "callback", name: "processProductGrant", payload: 1 },
    ERROR,
  ];
  const log = happenings.reduce((before, each, index) => addEntry(before, each, index), NOTHING);
  expect(log).toEqual({
    count: 1,
    entries: [
      { ...ERROR, index: 2, atMs: 2 },
      { kind: "callback", name: "processProductGrant", payload: 1, index: 1, atMs: 1 },
      { kind: "event", payload: undefined, index: 0, atMs: 0 },
    ],
  });
});

test("a stream of events does not fill the page, and is still counted", () => {
  const log = Array.from({ length: 25 }, (_, payload) => payload).reduce(
    (before, payload) => addEntry(before, { kind: "event", payload }, payload),
    NOTHING,
  );
  expect(log.count).toBe(25);
  expect(log.entries.map(({ index }) => index)).toEqual(
    Array.from({ length: 20 }, (_, place) => 24 - place),
  );
});
