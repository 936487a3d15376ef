// Stand-in for SDK 3.x, written anew and not the SDK's code: errors that arrive as values, and
// errors with a code.

interface WireError {
  readonly __instanceof: "Error";
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

export const UNKNOWN_ERROR = "UNKNOWN_ERROR";

/** A `stack` of null makes it an ordinary value, as does a missing name or message. */
function isWireError(value: unknown): value is WireError {
  if (typeof value !== "object" || value === null) return false;
  const { __instanceof, name, message, stack } = value as Record<string, unknown>;
  const isNamed = __instanceof === "Error" && typeof name === "string";
  const hasStack = stack === undefined || typeof stack === "string";
  return isNamed && typeof message === "string" && hasStack;
}

function toError({ __instanceof, name, message, stack, ...members }: WireError): Error {
  const error = Object.assign(new Error(message), members, { name });
  if (stack !== undefined) error.stack = stack;
  return error;
}

/** A reply: the value itself, or a throw where it stands for an error. */
export function valueOrThrow<Value>(value: Value): Value {
  if (isWireError(value)) throw toError(value);
  return value;
}

/** What an app's `onError` gets of an event's error payload. */
export function reasonOf(payload: unknown): unknown {
  return isWireError(payload) ? toError(payload) : payload;
}

export function codedError(code: string, message: string): Error {
  return Object.assign(new Error(message), { name: code, code });
}

export function unknownError(): Error {
  return codedError(UNKNOWN_ERROR, "알 수 없는 오류가 발생했어요.");
}
