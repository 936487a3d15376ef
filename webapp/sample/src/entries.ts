/** What a subscription brought, as a card lists it. */
import type { CallError } from "./outcome";

export type Happening =
  | { kind: "event"; payload: unknown }
  | { kind: "callback"; name: string; payload: unknown }
  | { kind: "error"; error: CallError };

/** `atMs` counts from the start of listening. */
export type Entry = Happening & { index: number; atMs: number };

export type Log = {
  /** Events alone: errors and callbacks are listed, not counted. */
  count: number;
  /** The newest, newest first. */
  entries: readonly Entry[];
};

export const NOTHING: Log = { count: 0, entries: [] };

const KEPT_ENTRIES = 20;

export function addEntry({ count, entries }: Log, happening: Happening, atMs: number): Log {
  const index = (entries[0]?.index ?? -1) + 1;
  return {
    count: happening.kind === "event" ? count + 1 : count,
    entries: [{ ...happening, index, atMs }, ...entries].slice(0, KEPT_ENTRIES),
  };
}
