import { expect, test } from "vitest";
import { openSession, parseSession, readAnonymousKey, type SessionStore } from "./session";

const FIRST_DAY = new Date("2026-03-01T09:00:00Z");
const NEXT_DAY = new Date("2026-03-02T09:00:00Z");

function memoryStore(): SessionStore {
  const kept = new Map<string, string>();
  return {
    getItem: async (key) => kept.get(key) ?? null,
    setItem: async (key, value) => void kept.set(key, value),
  };
}

const brokenStore: SessionStore = {
  getItem: () => Promise.reject(new Error("disk full")),
  setItem: () => Promise.reject(new Error("disk full")),
};

const issue = (hash: string) => async () => ({ type: "HASH", hash });

test("a key makes the session ready and counts the first visit", async () => {
  expect(await openSession(issue("one"), { store: memoryStore(), now: FIRST_DAY })).toEqual({
    state: "ready",
    isRemembered: true,
    session: {
      hash: "one",
      visits: 1,
      firstVisitAt: FIRST_DAY.toISOString(),
      lastVisitAt: FIRST_DAY.toISOString(),
    },
  });
});

test("the same key on another day is a returning visitor", async () => {
  const store = memoryStore();
  await openSession(issue("one"), { store, now: FIRST_DAY });
  expect(await openSession(issue("one"), { store, now: NEXT_DAY })).toMatchObject({
    session: {
      visits: 2,
      firstVisitAt: FIRST_DAY.toISOString(),
      lastVisitAt: NEXT_DAY.toISOString(),
    },
  });
});

test("another key is a new visitor, whatever was kept", async () => {
  const store = memoryStore();
  await openSession(issue("one"), { store, now: FIRST_DAY });
  expect(await openSession(issue("two"), { store, now: NEXT_DAY })).toMatchObject({
    session: { hash: "two", visits: 1, firstVisitAt: NEXT_DAY.toISOString() },
  });
});

test("an answer of undefined asks for an update", async () => {
  const state = await openSession(async () => undefined, { store: memoryStore(), now: FIRST_DAY });
  expect(state).toEqual({ state: "update" });
});

test("an answer of ERROR asks to try again later", async () => {
  const state = await openSession(async () => "ERROR", { store: memoryStore(), now: FIRST_DAY });
  expect(state).toEqual({ state: "retry", error: null });
});

test("a call that fails asks to try again later and says why", async () => {
  const fail = () => Promise.reject(new Error("no bridge"));
  expect(await openSession(fail, { store: memoryStore(), now: FIRST_DAY })).toEqual({
    state: "retry",
    error: { name: "Error", code: null, message: "no bridge" },
  });
});

test("a call that throws at once is treated like one that rejects", async () => {
  const throwAtOnce = () => {
    throw new Error("no bridge");
  };
  const state = await openSession(throwAtOnce, { store: memoryStore(), now: FIRST_DAY });
  expect(state.state).toBe("retry");
});

test("a visitor is let in even when the visit cannot be saved", async () => {
  expect(await openSession(issue("one"), { store: brokenStore, now: FIRST_DAY })).toMatchObject({
    state: "ready",
    isRemembered: false,
    session: { hash: "one", visits: 1 },
  });
});

test("null is a failure and not an old app", () => {
  expect(readAnonymousKey(null)).toEqual({ kind: "failed" });
});

test("an answer of another shape is a failure", () => {
  const answers = ["INVALID_CATEGORY", {}, { type: "HASH" }, { type: "HASH", hash: "" }, 1, []];
  expect(answers.map((answer) => readAnonymousKey(answer).kind)).toEqual(
    answers.map(() => "failed"),
  );
});

test("a record that is damaged counts as no record", () => {
  expect([null, "", "{", "[]", "null", '{"hash":"one"}'].map(parseSession)).toEqual(
    Array.from({ length: 6 }, () => null),
  );
});
