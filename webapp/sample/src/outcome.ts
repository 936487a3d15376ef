/** What a call to the SDK came to, and how a person reads it. */

export type CallError = { name: string; code: string | null; message: string };

export type Settled =
  | { status: "done"; value: unknown; elapsedMs: number }
  | { status: "failed"; error: CallError; elapsedMs: number };

export type CallState = { status: "idle" } | { status: "running" } | Settled;

/** Run `call` and time it. Never rejects: a call that throws or rejects settles as failed. */
export async function settle(call: () => unknown): Promise<Settled> {
  const startedAtMs = performance.now();
  try {
    const value = await call();
    return { status: "done", value, elapsedMs: performance.now() - startedAtMs };
  } catch (thrown) {
    const elapsedMs = performance.now() - startedAtMs;
    return { status: "failed", error: readError(thrown), elapsedMs };
  }
}

/** Errors that crossed the bridge carry `code`; a rejection may also be any plain value. */
export function readError(thrown: unknown): CallError {
  if (typeof thrown === "object" && thrown !== null) {
    const { name, code, message } = thrown as Record<"name" | "code" | "message", unknown>;
    return {
      name: typeof name === "string" ? name : typeName(thrown),
      code: typeof code === "string" || typeof code === "number" ? String(code) : null,
      message: typeof message === "string" ? message : formatValue(thrown),
    };
  }
  return { name: typeName(thrown), code: null, message: formatValue(thrown) };
}

/** `typeof`, but telling `null` and arrays from other objects. */
export function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value;
}

/** Longer texts, such as a photo's base64, are cut: the page would stand still over them. */
const SHOWN_LETTERS = 200;

/** The value as source text: a string keeps its quotes, `undefined` is not `null`. */
export function formatValue(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  try {
    return JSON.stringify(value, (_, member: unknown) => shorten(member), 2) ?? String(value);
  } catch {
    // A cycle or a nested bigint has no JSON text.
    return String(value);
  }
}

function shorten(member: unknown): unknown {
  if (typeof member !== "string" || member.length <= SHOWN_LETTERS) return member;
  return `${member.slice(0, SHOWN_LETTERS / 2)}… (${member.length})`;
}

export function formatElapsed(elapsedMs: number): string {
  return `${elapsedMs.toFixed(elapsedMs < 100 ? 1 : 0)} ms`;
}
