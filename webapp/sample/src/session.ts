/**
 * The anonymous session: who is here, without a login.
 *
 * A visitor is told apart by the anonymous key alone. What we know about them is kept in the SDK's
 * Storage, as this app has no server.
 */
import type { Storage } from "@apps-in-toss/web-framework";
import { readError, type CallError } from "./outcome";

export type AnonymousSession = {
  hash: string;
  visits: number;
  firstVisitAt: string;
  lastVisitAt: string;
};

export type SessionState =
  | { state: "loading" }
  | { state: "ready"; session: AnonymousSession; isRemembered: boolean }
  | { state: "update" }
  | { state: "retry"; error: CallError | null };

export type KeyOutcome =
  { kind: "issued"; hash: string } | { kind: "unsupported" } | { kind: "failed" };

export type SessionStore = Pick<typeof Storage, "getItem" | "setItem">;

const SESSION_KEY = "anonymous-session";

/** Ask for the key, then register the visit. Never rejects: what went wrong is a state to show. */
export async function openSession(
  requestKey: () => Promise<unknown>,
  { store, now }: { store: SessionStore; now: Date },
): Promise<SessionState> {
  let outcome: KeyOutcome;
  try {
    outcome = readAnonymousKey(await requestKey());
  } catch (thrown) {
    return { state: "retry", error: readError(thrown) };
  }
  switch (outcome.kind) {
    case "unsupported":
      return { state: "update" };
    case "failed":
      return { state: "retry", error: null };
    case "issued":
      return { state: "ready", ...(await registerVisit(outcome.hash, store, now)) };
  }
}

/** `undefined` means that the Toss app is too old; anything but a HASH is worth another try. */
export function readAnonymousKey(answer: unknown): KeyOutcome {
  if (answer === undefined) return { kind: "unsupported" };
  if (typeof answer === "object" && answer !== null && "type" in answer && "hash" in answer) {
    const { type, hash } = answer;
    if (type === "HASH" && typeof hash === "string" && hash !== "") return { kind: "issued", hash };
  }
  return { kind: "failed" };
}

/** The session after this visit. Another hash is another person, whatever was kept before. */
export function countVisit(
  previous: AnonymousSession | null,
  hash: string,
  now: Date,
): AnonymousSession {
  const visitedAt = now.toISOString();
  if (previous === null || previous.hash !== hash) {
    return { hash, visits: 1, firstVisitAt: visitedAt, lastVisitAt: visitedAt };
  }
  return { ...previous, visits: previous.visits + 1, lastVisitAt: visitedAt };
}

/** What was kept, or null when it is absent or not ours to understand. */
export function parseSession(text: string | null): AnonymousSession | null {
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    return isSession(kept) ? kept : null;
  } catch {
    return null;
  }
}

async function registerVisit(hash: string, store: SessionStore, now: Date) {
  try {
    const previous = parseSession(await store.getItem(SESSION_KEY));
    const session = countVisit(previous, hash, now);
    await store.setItem(SESSION_KEY, JSON.stringify(session));
    return { session, isRemembered: true };
  } catch {
    // The visitor can go on without a record; only the next greeting suffers.
    return { session: countVisit(null, hash, now), isRemembered: false };
  }
}

function isSession(kept: unknown): kept is AnonymousSession {
  if (typeof kept !== "object" || kept === null) return false;
  const { hash, visits, firstVisitAt, lastVisitAt } = kept as Record<string, unknown>;
  return (
    typeof hash === "string" &&
    Number.isSafeInteger(visits) &&
    typeof firstVisitAt === "string" &&
    typeof lastVisitAt === "string"
  );
}
